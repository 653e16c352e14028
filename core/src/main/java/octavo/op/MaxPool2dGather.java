package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The numbers of `u` at the places of each window's maximum in `x`: the adjoint of
/// [MaxPool2dScatter].
///
/// @param geometry all sizes
public record MaxPool2dGather(PoolGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape u) {
    return MaxPool2d.pooled(geometry);
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
    return new MaxPool2dScatter(geometry).apply(at.x(0).stopGradient(), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
