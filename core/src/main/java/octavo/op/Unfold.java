package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// Sliding windows along one axis, as a new last axis, without a copy: window `i` starts at
/// `i·step` and has `size` elements. The gradient of overlapping windows adds up.
///
/// @param axis the axis, from 0
/// @param size the length of a window
/// @param step the distance of two windows
public record Unfold(int axis, int size, int step) implements ViewOp {
  /// How many windows fit on an axis of `length`.
  public int windows(int length) {
    return (length - size) / step + 1;
  }

  @Override
  public View view(View x) {
    int rank = x.rank();
    int[] sizes = Arrays.copyOf(x.sizes(), rank + 1);
    int[] strides = Arrays.copyOf(x.strides(), rank + 1);
    sizes[axis] = windows(x.size(axis));
    strides[axis] = x.stride(axis) * step;
    sizes[rank] = size;
    strides[rank] = x.stride(axis);
    return new View(x.storage(), x.offset(), sizes, strides);
  }

  @Override
  public Tensor gradient(Backward at) {
    return new Fold(this, at.shape(0)).apply(at.dy());
  }
}
