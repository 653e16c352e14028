package octavo.tensor;

/// How the input of a convolution is padded with zeros.
public sealed interface Padding {
  /// No padding.
  static Padding none() {
    return of(0);
  }

  /// The same padding on every side.
  static Padding of(int size) {
    return of(Extent.of(size), Extent.of(size));
  }

  /// Padding above and below, and left and right.
  static Padding of(int vertical, int horizontal) {
    return of(vertical, horizontal, vertical, horizontal);
  }

  /// Padding of each side of a picture by itself.
  static Padding of(int top, int left, int bottom, int right) {
    return of(new Extent(0, top, left), new Extent(0, bottom, right));
  }

  /// Padding before and behind the numbers of each axis.
  static Padding of(Extent before, Extent after) {
    return new Explicit(before, after);
  }

  /// As much that the output has `⌈size / stride⌉` numbers along each axis; where the sum is odd the
  /// extra one stands behind (TensorFlow's rule).
  static Padding same() {
    return new Same();
  }

  /// Numbers of zeros.
  ///
  /// @param before in front, above, on the left
  /// @param after behind, below, on the right
  record Explicit(Extent before, Extent after) implements Padding {
    /// Checks the numbers.
    public Explicit {
      boolean fits = true;
      for (int axis = 0; axis < 3; axis++) {
        fits &= before.along(axis) >= 0 && after.along(axis) >= 0;
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "Padding: padding must not be negative, but is %s before and %s after. Use narrow to cut."
                .formatted(before, after));
      }
    }
  }

  /// Padding by the size of the input.
  record Same() implements Padding {}

  /// The zeros before and behind the numbers of an axis (0 depth, 1 height, 2 width).
  default int[] along(int axis, int size, int kernel, int stride, int dilation) {
    return switch (this) {
      case Explicit e -> new int[] {e.before().along(axis), e.after().along(axis)};
      case Same same -> {
        long out = (size + (long) stride - 1) / stride;
        long total = (out - 1) * stride + (long) dilation * (kernel - 1) + 1 - size;
        int sum = Math.clamp(total, 0, Integer.MAX_VALUE);
        yield new int[] {sum / 2, sum - sum / 2};
      }
    };
  }
}
