package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The numbers of `u` at the places of each window's maximum in `x`: the adjoint of
/// [MaxPoolScatter].
///
/// @param geometry all sizes
public record MaxPoolGather(PoolGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape u) {
    return MaxPool.pooled(geometry, x);
  }

  @Override
  public void forward(Tensor x, Tensor u, Tensor y) {
    Kernels.POOL.maxGather(geometry, x.contiguous().view(), u.contiguous().view(), y.view());
  }

  @Override
  public @Nullable Tensor leftGradient(Backward at) {
    return null;
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new MaxPoolScatter(geometry).apply(at.x(0).stopGradient(), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
