package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// An operation on one tensor that fills a fresh result.
public interface UnaryOp extends Operation {
  /// The shape of the result; refuses what the operation cannot take.
  Shape outputShape(Shape x);

  /// The element type of the result: the input's, unless overridden.
  default DType outputType(DType x) {
    return x;
  }

  /// Fills `y`.
  void forward(Tensor x, Tensor y);

  /// The gradient with respect to `x`.
  @Nullable Tensor gradient(Backward at);

  /// This operation on `x`.
  default Tensor apply(Tensor x) {
    return Engine.apply(this, x);
  }

  @Override
  default Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor y = Tensor.allocate(outputType(x.dtype()), outputShape(x.shape()));
    forward(x, y);
    return new Tensor[] {y};
  }

  @Override
  default @Nullable Tensor[] backward(Backward at) {
    return new @Nullable Tensor[] {gradient(at)};
  }
}
