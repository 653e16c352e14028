package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The numbers of each window side by side: `[batch, channels, …]` to `[batch, channels, windows,
/// numbers]`, for poolings that weigh them one against the other.
///
/// @param geometry all sizes
/// @param fill what padding counts as
public record PoolWindows(PoolGeometry geometry, double fill) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return Shape.of(
        geometry.batch(), geometry.channels(), geometry.outSize(), geometry.windowSize());
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.POOL.windows(geometry, fill, x.contiguous().view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new PoolWindowsFold(geometry, at.shape(0)).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
