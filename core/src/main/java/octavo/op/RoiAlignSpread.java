package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.pool.RoiGeometry;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One number for each bin added to the pixels that it is a mean of: the adjoint of [RoiAlign].
///
/// @param geometry all sizes
public record RoiAlignSpread(RoiGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape dy, Shape rois) {
    RoiGeometry g = geometry;
    return Shape.of(g.batch(), g.channels(), g.inHeight(), g.inWidth());
  }

  @Override
  public DType outputType(DType dy, DType rois) {
    return dy;
  }

  @Override
  public void forward(Tensor dy, Tensor rois, Tensor dx) {
    Kernels.ROI.alignBackward(
        geometry, dy.contiguous().view(), rois.contiguous().view(), dx.view());
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new RoiAlign(geometry).apply(at.dy(), at.x(1).stopGradient());
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
