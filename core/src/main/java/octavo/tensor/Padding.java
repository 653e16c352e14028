package octavo.tensor;

/// How the input of a convolution is padded with zeros.
public sealed interface Padding {
  /// No padding.
  static Padding none() {
    return new Explicit(0, 0, 0, 0);
  }

  /// The same padding on every side.
  static Padding of(int size) {
    return new Explicit(size, size, size, size);
  }

  /// Padding above and below, and left and right.
  static Padding of(int vertical, int horizontal) {
    return new Explicit(vertical, horizontal, vertical, horizontal);
  }

  /// Padding of each side by itself.
  static Padding of(int top, int left, int bottom, int right) {
    return new Explicit(top, left, bottom, right);
  }

  /// As much that the output has `⌈size / stride⌉` rows and columns; where the sum is odd the extra
  /// one stands below and on the right (TensorFlow's rule).
  static Padding same() {
    return new Same();
  }

  /// Numbers of rows and columns.
  ///
  /// @param top rows above
  /// @param left columns on the left
  /// @param bottom rows below
  /// @param right columns on the right
  record Explicit(int top, int left, int bottom, int right) implements Padding {
    /// Checks the numbers.
    public Explicit {
      if (top < 0 || left < 0 || bottom < 0 || right < 0) {
        throw new IllegalArgumentException(
            "conv2d: padding must not be negative, but top, left, bottom and right are [%d, %d, %d, %d]. Use narrow to cut."
                .formatted(top, left, bottom, right));
      }
    }
  }

  /// Padding by the size of the input.
  record Same() implements Padding {}

  /// The padding in total along an axis with `same`.
  private static int total(int size, int kernel, int stride, int dilation) {
    int out = (size + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + dilation * (kernel - 1) + 1 - size);
  }

  /// The rows and columns for an input of this size.
  default Explicit resolve(
      int height, int width, ConvOptions o, int kernelHeight, int kernelWidth) {
    return switch (this) {
      case Explicit explicit -> explicit;
      case Same same -> {
        int vertical = total(height, kernelHeight, o.strideHeight(), o.dilationHeight());
        int horizontal = total(width, kernelWidth, o.strideWidth(), o.dilationWidth());
        yield new Explicit(
            vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2);
      }
    };
  }
}
