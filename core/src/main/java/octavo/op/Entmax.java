package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// α-entmax along one axis (Peters, Niculae and Martins, 2019): `yᵢ = max(0, (α-1)·xᵢ -
/// τ)^(1/(α-1))`, with the `τ` that makes the sum 1. Backward: `dx = s ⊙ (dy - (s·dy)/Σs)` with
/// `sᵢ = yᵢ^(2-α)` where `yᵢ > 0`, else 0.
///
/// @param axis the axis, from 0
/// @param alpha `α`, above 1: 2 for sparsemax
public record Entmax(int axis, double alpha) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ENTMAX.entmax(alpha, Axis.rows(x, axis), Axis.rows(y, axis));
  }

  @Override
  public Tensor gradient(Backward at) {
    Tensor dy = at.dy();
    Tensor y = at.y();
    if (at.recording()) {
      DType dtype = dy.dtype();
      Tensor support = y.greater(0);
      // outside the support the power is taken of a constant, so that no infinite slope enters
      Tensor safe = Tensors.where(support, y, y.stopGradient().onesLike());
      Tensor s = safe.power(2 - alpha).multiply(support.to(dtype));
      Tensor mean = s.multiply(dy).sum(Axes.keep(axis)).divide(s.sum(Axes.keep(axis)));
      return s.multiply(dy.subtract(mean));
    }
    Tensor dx = Tensor.toFill(y.dtype(), y.shape());
    Kernels.ENTMAX.entmaxBackward(
        alpha, Axis.rows(y, axis), Axis.rows(dy, axis), Axis.rows(dx, axis));
    return dx;
  }

  @Override
  public Saves saves() {
    return Saves.OUTPUTS;
  }
}
