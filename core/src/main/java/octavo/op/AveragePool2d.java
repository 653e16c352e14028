package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The mean of each window. The gradient is shared out evenly, see [AveragePool2dSpread].
///
/// @param geometry all sizes
/// @param countPadding whether padding counts as zeros, else not at all
public record AveragePool2d(PoolGeometry geometry, boolean countPadding) implements UnaryOp {
  @Override
  public String name() {
    return "avgPool2d";
  }

  @Override
  public Shape outputShape(Shape x) {
    return MaxPool2d.pooled(geometry);
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.POOL.averageForward(geometry, countPadding, x.contiguous().view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return new AveragePool2dSpread(geometry, countPadding).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
