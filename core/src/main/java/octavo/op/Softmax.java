package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Softmax along one axis: `yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)`. Backward: `dx = y ⊙ (dy − Σⱼ dyⱼ yⱼ)`.
/// Shifting by the maximum changes nothing in exact arithmetic and prevents overflow.
///
/// @param axis the axis, from 0
public record Softmax(int axis) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ROW.softmax(Axis.rows(x, axis), Axis.rows(y, axis));
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor gradient(Backward at) {
    Tensor dy = at.dy();
    Tensor y = at.y();
    if (at.recording()) {
      return y.multiply(dy.subtract(dy.multiply(y).sum(Axes.keep(axis))));
    }
    Tensor dx = Tensor.toFill(y.dtype(), y.shape());
    Kernels.ROW.softmaxBackward(Axis.rows(y, axis), Axis.rows(dy, axis), Axis.rows(dx, axis));
    return dx;
  }

  @Override
  public Saves saves() {
    return Saves.OUTPUTS;
  }
}
