package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.resize.BandMatrix;
import octavo.kernel.resize.ResizeGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Each number of `dy` spread over those it was made of, by their weights: the adjoint of [Resize],
/// which is its gradient.
///
/// @param geometry how each axis was resized
public record ResizeGradient(ResizeGeometry geometry) implements UnaryOp {
  @Override
  public Shape outputShape(Shape dy) {
    int[] sizes = dy.toArray();
    int at = sizes.length - geometry.axes().size();
    for (BandMatrix m : geometry.axes()) {
      sizes[at++] = m.columns();
    }
    return Shape.of(sizes);
  }

  @Override
  public void forward(Tensor dy, Tensor dx) {
    Kernels.RESIZE.resize(geometry.transposed(), dy.contiguous().view(), dx.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor gradient(Backward at) {
    return new Resize(geometry).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
