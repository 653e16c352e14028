package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.BoxGeometry;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Where the largest number of each box lies in its plane: int64, without a gradient. The numbers
/// themselves are gathered from there.
///
/// @param geometry all sizes
public record BoxArgMax(BoxGeometry geometry) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return BoxMean.boxes(geometry);
  }

  @Override
  public DType outputType(DType x) {
    return DType.INT64;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.BOX_POOL.maxIndices(geometry, x.contiguous().view(), y.view());
  }

  @Override
  public @Nullable Tensor gradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
