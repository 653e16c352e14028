package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.resize.CarafeGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Content-aware reassembly of `x [batch, channels, height, width]` by kernels `w [batch, groups·k²,
/// height·factor, width·factor]`, see [octavo.kernel.resize.CarafeKernels]. Backward:
/// [CarafeInputGradient] and [CarafeWeightGradient].
///
/// @param geometry all sizes
public record Carafe(CarafeGeometry geometry) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape w) {
    return output(geometry);
  }

  static Shape output(CarafeGeometry g) {
    return Shape.of(g.batch(), g.channels(), g.outHeight(), g.outWidth());
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor y) {
    Kernels.CARAFE.forward(
        geometry,
        x.to(y.dtype()).contiguous().view(),
        w.to(y.dtype()).contiguous().view(),
        y.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new CarafeInputGradient(geometry).apply(at.dy(), at.x(1));
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new CarafeWeightGradient(geometry).apply(at.x(0), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
