package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// One number per window shared out evenly over it: the adjoint of [AveragePool2d].
///
/// @param geometry all sizes
/// @param countPadding whether padding counts as zeros, else not at all
public record AveragePool2dSpread(PoolGeometry geometry, boolean countPadding) implements UnaryOp {
  @Override
  public Shape outputShape(Shape dy) {
    return MaxPool2d.whole(geometry);
  }

  @Override
  public void forward(Tensor dy, Tensor dx) {
    Kernels.POOL.averageBackward(geometry, countPadding, dy.contiguous().view(), dx.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new AveragePool2d(geometry, countPadding).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
