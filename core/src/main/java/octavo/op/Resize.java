package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.resize.BandMatrix;
import octavo.kernel.resize.ResizeGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The axes of `x [batch, channels, …]` behind the channels resized, each by a matrix of weights.
/// Backward: [ResizeGradient], the same with every matrix transposed.
///
/// @param geometry how each axis is resized
public record Resize(ResizeGeometry geometry) implements UnaryOp {
  @Override
  public String name() {
    return "interpolate";
  }

  @Override
  public Shape outputShape(Shape x) {
    int[] sizes = x.toArray();
    int at = sizes.length - geometry.axes().size();
    for (BandMatrix m : geometry.axes()) {
      sizes[at++] = m.rows();
    }
    return Shape.of(sizes);
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.RESIZE.resize(geometry, x.contiguous().view(), y.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor gradient(Backward at) {
    return new ResizeGradient(geometry).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
