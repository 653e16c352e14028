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

  /// Fills `y`, which holds zeros or, for an operation that says [#writesAll()], anything.
  void forward(Tensor x, Tensor y);

  /// Whether `forward` writes every element of `y`, whatever stood there. Then `y` may be memory
  /// that was used before, and need not be cleared.
  default boolean writesAll() {
    return false;
  }

  /// The gradient with respect to `x`.
  @Nullable Tensor gradient(Backward at);

  /// This operation on `x`.
  default Tensor apply(Tensor x) {
    return Engine.apply(this, x);
  }

  @Override
  default Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor y = result(outputType(x.dtype()), outputShape(x.shape()));
    forward(x, y);
    return new Tensor[] {y};
  }

  @Override
  default @Nullable Tensor[] backward(Backward at) {
    return new @Nullable Tensor[] {gradient(at)};
  }

  private Tensor result(DType dtype, Shape shape) {
    return writesAll() ? Tensor.toFill(dtype, shape) : Tensor.allocate(dtype, shape);
  }
}
