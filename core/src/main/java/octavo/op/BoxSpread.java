package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.BoxGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// One number for each box shared out evenly over it: the adjoint of [BoxMean].
///
/// @param geometry all sizes
public record BoxSpread(BoxGeometry geometry) implements UnaryOp {
  @Override
  public Shape outputShape(Shape dy) {
    BoxGeometry g = geometry;
    return Shape.of(g.batch(), g.channels(), g.inDepth(), g.inHeight(), g.inWidth());
  }

  @Override
  public void forward(Tensor dy, Tensor dx) {
    Kernels.BOX_POOL.spread(geometry, dy.contiguous().view(), dx.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new BoxMean(geometry).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
