package octavo.tensor;

/// The window of a pooling or the kernel of a convolution: size, step, padding and dilation, down
/// and to the right. `kernel(2)` is a window of 2×2 that moves by 2; a convolution moves by 1
/// unless told otherwise.
///
/// @param height rows of the window
/// @param width columns of the window
/// @param strideHeight step down, 0 for the window's own height
/// @param strideWidth step to the right, 0 for the window's own width
/// @param padHeight rows of padding above and below
/// @param padWidth columns of padding left and right
/// @param dilationHeight distance of window rows
/// @param dilationWidth distance of window columns
/// @param ceilMode whether a last window that hangs over the edge is kept
public record Window(
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    int padHeight,
    int padWidth,
    int dilationHeight,
    int dilationWidth,
    boolean ceilMode) {
  /// Checks each number by itself; whether the window fits is seen with the input.
  public Window {
    require(height >= 1 && width >= 1, "size must be at least 1", height, width);
    require(
        strideHeight >= 0 && strideWidth >= 0,
        "stride must not be negative",
        strideHeight,
        strideWidth);
    require(padHeight >= 0 && padWidth >= 0, "padding must not be negative", padHeight, padWidth);
    require(
        dilationHeight >= 1 && dilationWidth >= 1,
        "dilation must be at least 1",
        dilationHeight,
        dilationWidth);
    require(
        padHeight <= height / 2 && padWidth <= width / 2,
        "padding must be at most half the window [%d, %d], else a window sees only padding"
            .formatted(height, width),
        padHeight,
        padWidth);
  }

  private static void require(boolean holds, String rule, int vertical, int horizontal) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Window: %s, but is [%d, %d].".formatted(rule, vertical, horizontal));
    }
  }

  /// A square window that moves by its own size.
  public static Window kernel(int size) {
    return kernel(size, size);
  }

  /// A window that moves by its own size.
  public static Window kernel(int height, int width) {
    return new Window(height, width, 0, 0, 0, 0, 1, 1, false);
  }

  /// Moves by `step` in both directions.
  public Window withStride(int step) {
    return withStride(step, step);
  }

  /// Moves by these steps.
  public Window withStride(int down, int right) {
    return new Window(
        height, width, down, right, padHeight, padWidth, dilationHeight, dilationWidth, ceilMode);
  }

  /// Pads by `size` on every side.
  public Window withPadding(int size) {
    return withPadding(size, size);
  }

  /// Pads by `vertical` above and below, and by `horizontal` on the left and right.
  public Window withPadding(int vertical, int horizontal) {
    return new Window(
        height,
        width,
        strideHeight,
        strideWidth,
        vertical,
        horizontal,
        dilationHeight,
        dilationWidth,
        ceilMode);
  }

  /// Spreads the window: neighbors are `distance` apart.
  public Window withDilation(int distance) {
    return new Window(
        height,
        width,
        strideHeight,
        strideWidth,
        padHeight,
        padWidth,
        distance,
        distance,
        ceilMode);
  }

  /// Keeps a last window that hangs over the edge.
  public Window withCeilMode() {
    return new Window(
        height,
        width,
        strideHeight,
        strideWidth,
        padHeight,
        padWidth,
        dilationHeight,
        dilationWidth,
        true);
  }
}
