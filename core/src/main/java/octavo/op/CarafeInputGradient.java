package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.resize.CarafeGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The gradient of [Carafe] with respect to the picture: `dy` spread over the windows by the kernels.
///
/// @param geometry all sizes
public record CarafeInputGradient(CarafeGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape dy, Shape w) {
    return Shape.of(geometry.batch(), geometry.channels(), geometry.height(), geometry.width());
  }

  @Override
  public void forward(Tensor dy, Tensor w, Tensor dx) {
    Kernels.CARAFE.inputGradient(
        geometry,
        dy.to(dx.dtype()).contiguous().view(),
        w.to(dx.dtype()).contiguous().view(),
        dx.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new Carafe(geometry).apply(at.dy(), at.x(1));
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new CarafeWeightGradient(geometry).apply(at.dy(), at.x(0));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
