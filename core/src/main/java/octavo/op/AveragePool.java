package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolDivisor;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The mean of each window of pictures or volumes. The gradient is shared out evenly, see [AveragePoolSpread].
///
/// @param geometry all sizes
/// @param divisor what sums are divided by
public record AveragePool(PoolGeometry geometry, PoolDivisor divisor) implements UnaryOp {
  @Override
  public String name() {
    return MaxPool.named("avgPool", geometry);
  }

  @Override
  public Shape outputShape(Shape x) {
    return MaxPool.pooled(geometry, x);
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.POOL.averageForward(geometry, divisor, x.contiguous().view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new AveragePoolSpread(geometry, divisor).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
