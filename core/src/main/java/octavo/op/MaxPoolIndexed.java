package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.PoolGeometry;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// [MaxPool] with an extra output: where each maximum lies in its plane (int64), -1 for a window that
/// sees only padding.
///
/// @param geometry all sizes
public record MaxPoolIndexed(PoolGeometry geometry) implements Operation {
  @Override
  public String name() {
    return MaxPool.named("maxPool", geometry);
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient().contiguous();
    Shape shape = MaxPool.pooled(geometry, x.shape());
    Tensor y = Tensor.allocate(x.dtype(), shape);
    Tensor indices = Tensor.allocate(DType.INT64, shape);
    Kernels.POOL.maxWithIndices(geometry, x.view(), y.view(), indices.view());
    return new Tensor[] {y, indices};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    return new @Nullable Tensor[] {
      new MaxPoolScatter(geometry).apply(at.x().stopGradient(), at.dy())
    };
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
