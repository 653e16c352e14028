package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One number per window put back at the place of the window's maximum in `x`; overlapping windows
/// add up. The places are piecewise constant, so only the numbers have a gradient.
///
/// @param geometry all sizes
public record MaxPoolScatter(PoolGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape u) {
    return MaxPool.whole(geometry, x);
  }

  @Override
  public void forward(Tensor x, Tensor u, Tensor y) {
    Kernels.POOL.maxBackward(geometry, x.contiguous().view(), u.contiguous().view(), y.view());
  }

  @Override
  public @Nullable Tensor leftGradient(Backward at) {
    return null;
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new MaxPoolGather(geometry).apply(at.x(0).stopGradient(), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
