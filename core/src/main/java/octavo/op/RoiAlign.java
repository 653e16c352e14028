package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.RoiGeometry;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The means of points between the pixels of regions of interest (He et al., 2017): pictures
/// `[batch, channels, height, width]` and regions `[regions, 5]`, which have no gradient. The
/// pixels' is [RoiAlignSpread].
///
/// @param geometry all sizes
public record RoiAlign(RoiGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape rois) {
    return bins(geometry);
  }

  static Shape bins(RoiGeometry g) {
    return Shape.of(g.regions(), g.channels(), g.outHeight(), g.outWidth());
  }

  @Override
  public DType outputType(DType x, DType rois) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor rois, Tensor y) {
    Kernels.ROI.align(geometry, x.contiguous().view(), rois.contiguous().view(), y.view());
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new RoiAlignSpread(geometry).apply(at.dy(), at.x(1).stopGradient());
  }

  @Override
  public @Nullable Tensor rightGradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
