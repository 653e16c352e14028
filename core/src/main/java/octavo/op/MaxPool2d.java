package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The largest number of each window; padding counts as -∞. The gradient goes to the (first)
/// largest number, see [MaxPool2dScatter].
///
/// @param geometry all sizes
public record MaxPool2d(PoolGeometry geometry) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return pooled(geometry);
  }

  static Shape pooled(PoolGeometry g) {
    return Shape.of(g.batch(), g.channels(), g.outHeight(), g.outWidth());
  }

  static Shape whole(PoolGeometry g) {
    return Shape.of(g.batch(), g.channels(), g.inHeight(), g.inWidth());
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.POOL.maxForward(geometry, x.contiguous().view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new MaxPool2dScatter(geometry).apply(at.x().stopGradient(), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
