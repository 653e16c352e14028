package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The logarithm of softmax along one axis: `yᵢ = xᵢ − ln Σⱼ exp(xⱼ)`. Backward: `dx = dy −
/// exp(y)·Σⱼ dyⱼ`.
///
/// @param axis the axis, from 0
public record LogSoftmax(int axis) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ROW.logSoftmax(Axis.rows(x, axis), Axis.rows(y, axis));
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
      return dy.subtract(y.exp().multiply(dy.sum(Axes.keep(axis))));
    }
    Tensor dx = Tensor.toFill(y.dtype(), y.shape());
    Kernels.ROW.logSoftmaxBackward(Axis.rows(y, axis), Axis.rows(dy, axis), Axis.rows(dx, axis));
    return dx;
  }

  @Override
  public Saves saves() {
    return Saves.OUTPUTS;
  }
}
