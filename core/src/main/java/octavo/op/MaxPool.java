package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolAxis;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The largest number of each window of pictures or volumes; padding counts as -∞. The gradient goes
/// to the (first) largest number, see [MaxPoolScatter].
///
/// @param geometry all sizes
public record MaxPool(PoolGeometry geometry) implements UnaryOp {
  @Override
  public String name() {
    return named("maxPool", geometry);
  }

  /// The name with the number of axes; a sequence is a picture of one row.
  static String named(String operation, PoolGeometry g) {
    return operation + (g.depth().equals(PoolAxis.POINT) ? "2d" : "3d");
  }

  @Override
  public Shape outputShape(Shape x) {
    return pooled(geometry, x);
  }

  /// The shape of one number for each window, in a tensor with the axes of `like`.
  static Shape pooled(PoolGeometry g, Shape like) {
    return like.rank() == 5
        ? Shape.of(g.batch(), g.channels(), g.outDepth(), g.outHeight(), g.outWidth())
        : Shape.of(g.batch(), g.channels(), g.outHeight(), g.outWidth());
  }

  /// The shape of the input, in a tensor with the axes of `like`.
  static Shape whole(PoolGeometry g, Shape like) {
    return like.rank() == 5
        ? Shape.of(g.batch(), g.channels(), g.depth().in(), g.inHeight(), g.inWidth())
        : Shape.of(g.batch(), g.channels(), g.inHeight(), g.inWidth());
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.POOL.maxForward(geometry, x.contiguous().view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new MaxPoolScatter(geometry).apply(at.x().stopGradient(), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
