package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.resize.CarafeGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The gradient of [Carafe] with respect to the kernels: products of the windows with `dy`, summed over the
/// channels of each group.
///
/// @param geometry all sizes
public record CarafeWeightGradient(CarafeGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape dy) {
    int taps = geometry.groups() * geometry.kernel() * geometry.kernel();
    return Shape.of(geometry.batch(), taps, geometry.outHeight(), geometry.outWidth());
  }

  @Override
  public void forward(Tensor x, Tensor dy, Tensor dw) {
    Kernels.CARAFE.weightGradient(
        geometry,
        x.to(dw.dtype()).contiguous().view(),
        dy.to(dw.dtype()).contiguous().view(),
        dw.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new CarafeInputGradient(geometry).apply(at.x(1), at.dy());
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new Carafe(geometry).apply(at.x(0), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
