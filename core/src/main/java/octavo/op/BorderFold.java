package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Adds the copies of numbers to where they were taken from: the adjoint of [BorderPad].
///
/// @param pad the copies
/// @param shape the shape of the result
public record BorderFold(BorderPad pad, Shape shape) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return shape;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    for (BorderPad.Piece piece : pad.pieces(shape.size(pad.axis()))) {
      if (piece.to().size() == 0) {
        continue;
      }
      Tensor copies = piece.to().apply(x);
      Slice from = piece.from();
      if (from.step() == 0) { // many copies of one number
        copies = copies.sum(Axes.keep(pad.axis()));
        from = new Slice(pad.axis(), from.start(), 1, 1);
      }
      Kernels.ELEMENTWISE.addInto(copies.view(), from.view(y.view()));
    }
  }

  @Override
  public Tensor gradient(Backward at) {
    return pad.apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}
