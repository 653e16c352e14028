package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// The axes in another order: axis `i` of the result is axis `order[i]` of the input. No copy.
///
/// @param order each axis of the input once
public record Permute(int... order) implements ViewOp {
  /// Checks that every axis occurs once.
  public Permute {
    boolean[] seen = new boolean[order.length];
    for (int axis : order) {
      if (axis < 0 || axis >= order.length || seen[axis]) {
        throw new IllegalArgumentException(
            "permute: order must name each axis from 0 to "
                + (order.length - 1)
                + " once, but is "
                + Arrays.toString(order)
                + ".");
      }
      seen[axis] = true;
    }
  }

  @Override
  public View view(View x) {
    if (x.rank() != order.length) {
      throw new IllegalArgumentException(
          "permute: order must name every axis, but names "
              + order.length
              + " and the shape is "
              + Arrays.toString(x.sizes())
              + ".");
    }
    int[] sizes = new int[order.length];
    int[] strides = new int[order.length];
    for (int a = 0; a < order.length; a++) {
      sizes[a] = x.size(order[a]);
      strides[a] = x.stride(order[a]);
    }
    return new View(x.storage(), x.offset(), sizes, strides);
  }

  @Override
  public Tensor gradient(Backward at) {
    int[] inverse = new int[order.length];
    for (int a = 0; a < order.length; a++) {
      inverse[order[a]] = a;
    }
    return at.dy().permute(inverse);
  }
}
