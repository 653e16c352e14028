package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// An operation that takes numbers of `x` from places, or adds them up there. The places are the second tensor, a
/// constant: indices, or the corners of boxes.
///
/// It is linear in `x`, so its gradient is its adjoint, which is such an operation too: what was taken from a
/// place is added there, `dx = adjoint(dy, places)`.
public interface PlacedOp extends BinaryOp {
  /// The adjoint, whose result has the shape `x`.
  PlacedOp adjoint(Shape x);

  @Override
  default DType outputType(DType x, DType places) {
    return x;
  }

  @Override
  default Tensor leftGradient(Backward at) {
    return adjoint(at.shape(0)).apply(at.dy(), at.x(1));
  }

  @Override
  default @Nullable Tensor rightGradient(Backward at) {
    return null;
  }

  @Override
  default Saves saves() {
    return Saves.INPUTS;
  }
}
