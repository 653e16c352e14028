package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.BoxGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The mean of each box of volumes `[batch, channels, depth, height, width]`, for adaptive pooling.
/// The gradient is shared out evenly, see [BoxSpread].
///
/// @param geometry all sizes
public record BoxMean(BoxGeometry geometry) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return boxes(geometry);
  }

  static Shape boxes(BoxGeometry g) {
    return Shape.of(
        g.batch(), g.channels(), g.depth().parts(), g.height().parts(), g.width().parts());
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.BOX_POOL.mean(geometry, x.contiguous().view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new BoxSpread(geometry).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
