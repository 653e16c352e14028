package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolDivisor;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// One number per window shared out evenly over it: the adjoint of [AveragePool].
///
/// @param geometry all sizes
/// @param divisor what sums are divided by
public record AveragePoolSpread(PoolGeometry geometry, PoolDivisor divisor) implements UnaryOp {
  @Override
  public Shape outputShape(Shape dy) {
    return MaxPool.whole(geometry, dy);
  }

  @Override
  public void forward(Tensor dy, Tensor dx) {
    Kernels.POOL.averageBackward(geometry, divisor, dy.contiguous().view(), dx.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new AveragePool(geometry, divisor).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
