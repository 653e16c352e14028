package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The same numbers in row-major order under another shape, without a copy. The input must be
/// contiguous; `Tensor.reshape` sees to it.
///
/// @param shape the new shape, of as many elements
public record Reshape(Shape shape) implements ViewOp {
  @Override
  public View view(View x) {
    int[] sizes = shape.toArray();
    return new View(x.storage(), x.offset(), sizes, View.rowMajor(sizes));
  }

  @Override
  public Tensor gradient(Backward at) {
    return at.dy().reshape(at.shape(0));
  }
}
