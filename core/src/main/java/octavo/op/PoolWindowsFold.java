package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The numbers of windows added to where they come from: the adjoint of [PoolWindows].
///
/// @param geometry all sizes
/// @param shape the shape of the result
public record PoolWindowsFold(PoolGeometry geometry, Shape shape) implements UnaryOp {
  @Override
  public Shape outputShape(Shape dy) {
    return shape;
  }

  @Override
  public void forward(Tensor dy, Tensor dx) {
    Kernels.POOL.windowsBackward(geometry, dy.contiguous().view(), dx.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new PoolWindows(geometry, 0).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
