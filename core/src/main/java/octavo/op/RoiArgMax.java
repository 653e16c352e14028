package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.RoiGeometry;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Where the largest number of each bin of regions of interest lies in all pictures together, -1 for
/// a bin without pixels: int64, without a gradient.
///
/// @param geometry all sizes
public record RoiArgMax(RoiGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape rois) {
    return RoiAlign.bins(geometry);
  }

  @Override
  public DType outputType(DType x, DType rois) {
    return DType.INT64;
  }

  @Override
  public void forward(Tensor x, Tensor rois, Tensor y) {
    Kernels.ROI.maxIndices(geometry, x.contiguous().view(), rois.contiguous().view(), y.view());
  }

  @Override
  public @Nullable Tensor leftGradient(Backward at) {
    return null;
  }

  @Override
  public @Nullable Tensor rightGradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
