package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// An operation on two tensors that fills a fresh result.
public interface BinaryOp extends Operation {
  /// The shape of the result; refuses what the operation cannot take.
  Shape outputShape(Shape a, Shape b);

  /// The element type of the result: the operands' common one, unless overridden.
  default DType outputType(DType a, DType b) {
    return DType.promote(a, b);
  }

  /// Fills `y`, which holds zeros or, for an operation that says [#writesAll()], anything.
  void forward(Tensor a, Tensor b, Tensor y);

  /// Whether `forward` writes every element of `y`, whatever stood there. Then `y` may be memory
  /// that was used before, and need not be cleared.
  default boolean writesAll() {
    return false;
  }

  /// The gradient with respect to the left operand.
  @Nullable Tensor leftGradient(Backward at);

  /// The gradient with respect to the right operand.
  @Nullable Tensor rightGradient(Backward at);

  /// This operation on `a` and `b`.
  default Tensor apply(Tensor a, Tensor b) {
    return Engine.apply(this, a, b);
  }

  @Override
  default Tensor[] evaluate(Tensor[] inputs) {
    Tensor a = inputs[0].stopGradient();
    Tensor b = inputs[1].stopGradient();
    Shape shape = outputShape(a.shape(), b.shape());
    Tensor y = result(outputType(a.dtype(), b.dtype()), shape);
    forward(a, b, y);
    return new Tensor[] {y};
  }

  @Override
  default @Nullable Tensor[] backward(Backward at) {
    return new @Nullable Tensor[] {
      at.needs(0) ? leftGradient(at) : null, at.needs(1) ? rightGradient(at) : null
    };
  }

  private Tensor result(DType dtype, Shape shape) {
    return writesAll() ? Tensor.toFill(dtype, shape) : Tensor.allocate(dtype, shape);
  }
}
