package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Zeros everywhere but at the places that a slice shows: the adjoint of [Slice].
///
/// @param slice the places
/// @param shape the shape of the result
public record SliceScatter(Slice slice, Shape shape) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return shape;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ELEMENTWISE.copy(x.view(), slice.view(y.view()));
  }

  @Override
  public Tensor gradient(Backward at) {
    return slice.apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
