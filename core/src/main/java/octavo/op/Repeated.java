package octavo.op;

import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Arguments of kernels that read them in turn: element `i` has that at `i mod m`.
final class Repeated {
  private Repeated() {}

  /// A contiguous view of `x` that, repeated, fills `shape`, to which `x` broadcasts: its own numbers
  /// where only leading axes are missing or 1, else a copy.
  static View view(Tensor x, Shape shape) {
    Tensor values = x.stopGradient();
    return repeats(values.shape(), shape)
        ? values.contiguous().view()
        : values.expandTo(shape).contiguous().view();
  }

  private static boolean repeats(Shape from, Shape shape) {
    boolean whole = true; // all axes so far, from the last, have their full size
    for (int i = 1; i <= from.rank(); i++) {
      boolean full = from.size(-i) == shape.size(-i);
      if ((!full && from.size(-i) != 1) || (!whole && from.size(-i) != 1)) {
        return false;
      }
      whole &= full;
    }
    return true;
  }

  /// The axes of `first`, then those of `second`.
  static Shape concatenated(Shape first, Shape second) {
    int[] sizes = new int[first.rank() + second.rank()];
    System.arraycopy(first.toArray(), 0, sizes, 0, first.rank());
    System.arraycopy(second.toArray(), 0, sizes, first.rank(), second.rank());
    return Shape.of(sizes);
  }
}
