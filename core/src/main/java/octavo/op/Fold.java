package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Adds windows back to where they were taken from: the adjoint of [Unfold].
///
/// @param unfold the windows
/// @param shape the shape of the result
public record Fold(Unfold unfold, Shape shape) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return shape;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    int windows = unfold.windows(shape.size(unfold.axis()));
    for (int i = 0; i < unfold.size(); i++) { // element i of every window is one slice of the axis
      Tensor part = new Slice(x.rank() - 1, i, 1, 1).apply(x).squeeze(-1);
      Slice places = new Slice(unfold.axis(), i, unfold.step(), windows);
      Kernels.ELEMENTWISE.addInto(part.view(), places.view(y.view()));
    }
  }

  @Override
  public Tensor gradient(Backward at) {
    return unfold.apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
