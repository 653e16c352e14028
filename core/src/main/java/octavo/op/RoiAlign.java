package octavo.op;

import octavo.kernel.Kernels;
import octavo.kernel.pool.RoiGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The means of points between the pixels of regions of interest (He et al., 2017): pictures
/// `[batch, channels, height, width]` and regions `[regions, 5]`, which have no gradient. The
/// pixels' is [RoiAlignSpread].
///
/// @param geometry all sizes
public record RoiAlign(RoiGeometry geometry) implements PlacedOp {
  @Override
  public Shape outputShape(Shape x, Shape rois) {
    return bins(geometry);
  }

  static Shape bins(RoiGeometry g) {
    return Shape.of(g.regions(), g.channels(), g.outHeight(), g.outWidth());
  }

  @Override
  public void forward(Tensor x, Tensor rois, Tensor y) {
    Kernels.ROI.align(geometry, x.contiguous().view(), rois.contiguous().view(), y.view());
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new RoiAlignSpread(geometry);
  }
}
