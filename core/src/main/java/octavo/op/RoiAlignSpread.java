package octavo.op;

import octavo.kernel.Kernels;
import octavo.kernel.pool.RoiGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// One number for each bin added to the pixels that it is a mean of: the adjoint of [RoiAlign].
///
/// @param geometry all sizes
public record RoiAlignSpread(RoiGeometry geometry) implements PlacedOp {
  @Override
  public Shape outputShape(Shape dy, Shape rois) {
    RoiGeometry g = geometry;
    return Shape.of(g.batch(), g.channels(), g.inHeight(), g.inWidth());
  }

  @Override
  public void forward(Tensor dy, Tensor rois, Tensor dx) {
    Kernels.ROI.alignBackward(
        geometry, dy.contiguous().view(), rois.contiguous().view(), dx.view());
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new RoiAlign(geometry);
  }
}
