package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// With a new axis of size 1; a view of any strides.
///
/// @param axis where the new axis stands, from 0 to the rank
public record UnsqueezeAxis(int axis) implements ViewOp {
  @Override
  public String name() {
    return "unsqueeze";
  }

  @Override
  public View view(View x) {
    int[] sizes = Shape.of(x.sizes()).with(axis, 1).toArray();
    int[] strides = new int[sizes.length];
    System.arraycopy(x.strides(), 0, strides, 0, axis);
    System.arraycopy(x.strides(), axis, strides, axis + 1, x.rank() - axis);
    return new View(x.storage(), x.offset(), sizes, strides);
  }

  @Override
  public Tensor gradient(Backward at) {
    return new SqueezeAxis(axis).apply(at.dy());
  }
}
