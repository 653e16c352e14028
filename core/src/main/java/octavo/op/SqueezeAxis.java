package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Without an axis of size 1; a view of any strides.
///
/// @param axis the axis, from 0
public record SqueezeAxis(int axis) implements ViewOp {
  @Override
  public String name() {
    return "squeeze";
  }

  @Override
  public View view(View x) {
    int[] sizes = Shape.of(x.sizes()).without(axis).toArray();
    int[] strides = new int[sizes.length];
    System.arraycopy(x.strides(), 0, strides, 0, axis);
    System.arraycopy(x.strides(), axis + 1, strides, axis, sizes.length - axis);
    return new View(x.storage(), x.offset(), sizes, strides);
  }

  @Override
  public Tensor gradient(Backward at) {
    return new UnsqueezeAxis(axis).apply(at.dy());
  }
}
