package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// Every `step`-th element of one axis from `start`, `size` of them, without a copy; a negative
/// step walks backward. The gradient is put back at the same places, with zeros elsewhere.
///
/// @param axis the axis, from 0
/// @param start the first index
/// @param step the distance, not 0
/// @param size how many
public record Slice(int axis, int start, int step, int size) implements ViewOp {
  @Override
  public View view(View x) {
    int[] sizes = x.sizes().clone();
    int[] strides = x.strides().clone();
    sizes[axis] = size;
    strides[axis] = x.stride(axis) * step;
    int offset = size == 0 ? x.offset() : x.offset() + start * x.stride(axis);
    return new View(x.storage(), offset, sizes, strides);
  }

  @Override
  public Tensor gradient(Backward at) {
    return new SliceScatter(this, at.shape(0)).apply(at.dy());
  }
}
