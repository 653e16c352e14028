package octavo.tensor;

/// The window of a pooling or the kernel of a convolution: size, step, padding and dilation along each
/// axis. `kernel(2)` is a window of 2, 2×2 or 2×2×2 numbers that moves by 2; a convolution moves by 1
/// unless told otherwise. Pictures use what is said of the height and the width, sequences of the
/// width alone; what is said only of an axis that the input does not have is refused.
///
/// @param size the numbers of the window; depth 0 for a window of pictures that has none
/// @param stride steps between windows, 0 for the window's own size
/// @param padding numbers added at both ends
/// @param dilation distances of the window's numbers
/// @param ceilMode whether a last window that hangs over the edge is kept
/// @param countIncludePad whether padding counts for a mean, as zeros
/// @param divisorOverride what the sum of a mean is divided by, 0 for the numbers that count
public record Window(
    Extent size,
    Extent stride,
    Extent padding,
    Extent dilation,
    boolean ceilMode,
    boolean countIncludePad,
    int divisorOverride) {
  /// Checks each number by itself; whether the window fits is seen with the input, and what only
  /// poolings forbid by them.
  public Window {
    for (int axis = size.depth() == 0 ? 1 : 0; axis < 3; axis++) {
      require(size.along(axis) >= 1, "size must be at least 1", size, size);
      require(stride.along(axis) >= 0, "stride must not be negative", stride, size);
      require(padding.along(axis) >= 0, "padding must not be negative", padding, size);
      require(dilation.along(axis) >= 1, "dilation must be at least 1", dilation, size);
    }
    if (divisorOverride < 0) {
      throw new IllegalArgumentException(
          "Window: divisorOverride must be positive, or 0 for none, but is %d."
              .formatted(divisorOverride));
    }
  }

  private static void require(boolean holds, String rule, Extent given, Extent size) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Window: %s, but is %s.".formatted(rule, text(given, size)));
    }
  }

  /// The numbers along the axes that the window has.
  private static String text(Extent given, Extent size) {
    return size.depth() == 0
        ? "[%d, %d]".formatted(given.height(), given.width())
        : given.toString();
  }

  /// A window of the same size along all axes that moves by its own size.
  public static Window kernel(int size) {
    return kernel(size, size, size);
  }

  /// A window of pictures that moves by its own size.
  public static Window kernel(int height, int width) {
    return of(new Extent(0, height, width));
  }

  /// A window of volumes that moves by its own size.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static Window kernel(int depth, int height, int width) {
    if (depth < 1) {
      throw new IllegalArgumentException(
          "Window: size must be at least 1, but is [%d, %d, %d].".formatted(depth, height, width));
    }
    return of(new Extent(depth, height, width));
  }

  private static Window of(Extent size) {
    Extent none = Extent.of(0);
    return new Window(size, none, none, Extent.of(1), false, true, 0);
  }

  /// Moves by `step` along all axes.
  public Window withStride(int step) {
    return withStride(Extent.of(step));
  }

  /// Moves by these steps in a picture.
  public Window withStride(int down, int right) {
    return withStride(new Extent(stride.depth(), down, right));
  }

  /// Moves by these steps.
  public Window withStride(Extent steps) {
    return new Window(size, steps, padding, dilation, ceilMode, countIncludePad, divisorOverride);
  }

  /// Pads by `numbers` on every side.
  public Window withPadding(int numbers) {
    return withPadding(Extent.of(numbers));
  }

  /// Pads by `vertical` above and below, and by `horizontal` on the left and right.
  public Window withPadding(int vertical, int horizontal) {
    return withPadding(new Extent(padding.depth(), vertical, horizontal));
  }

  /// Pads both ends of each axis.
  public Window withPadding(Extent numbers) {
    return new Window(size, stride, numbers, dilation, ceilMode, countIncludePad, divisorOverride);
  }

  /// Spreads the window: neighbors are `distance` apart.
  public Window withDilation(int distance) {
    return withDilation(Extent.of(distance));
  }

  /// Spreads the window: neighbors are so far apart along each axis.
  public Window withDilation(Extent distances) {
    return new Window(size, stride, padding, distances, ceilMode, countIncludePad, divisorOverride);
  }

  /// Keeps a last window that hangs over the edge, if it begins in the input or in the padding ahead
  /// of it.
  public Window withCeilMode() {
    return new Window(size, stride, padding, dilation, true, countIncludePad, divisorOverride);
  }

  /// Whether padding counts for a mean, as zeros; it does unless told otherwise.
  public Window withCountIncludePad(boolean counted) {
    return new Window(size, stride, padding, dilation, ceilMode, counted, divisorOverride);
  }

  /// Divides the sum of each window by this number for a mean, however many numbers count.
  public Window withDivisorOverride(int divisor) {
    return new Window(size, stride, padding, dilation, ceilMode, countIncludePad, divisor);
  }

  /// Step, padding and dilation of a convolution of pictures with a kernel like this window, whose step is
  /// 1 unless the window says otherwise.
  ///
  /// @throws IllegalArgumentException if the window says what only poolings know, or has a depth of its
  ///     own
  public ConvOptions convolution(String operation) {
    requireAxes(operation, 2);
    if (ceilMode || !countIncludePad || divisorOverride != 0) {
      throw new IllegalArgumentException(
          "%s: a kernel must not say what only poolings know, but ceilMode is %s, countIncludePad %s and divisorOverride %d."
              .formatted(operation, ceilMode, countIncludePad, divisorOverride));
    }
    return ConvOptions.DEFAULT
        .withStride(Math.max(1, strideHeight()), Math.max(1, strideWidth()))
        .withPadding(Padding.of(padHeight(), padWidth()))
        .withDilation(dilationHeight(), dilationWidth());
  }

  /// This window for a pooling that takes no mean, of inputs with so many axes: 1 for sequences, 2 for
  /// pictures, 3 for volumes.
  ///
  /// @param operation the name in the messages
  /// @throws IllegalArgumentException if padding is more than half the window, so that one might see
  ///     nothing else, if the window says something of an axis that is not there or nothing of one that
  ///     is, or if it says what is for means only
  public Window pooling(String operation, int axes) {
    if (!countIncludePad || divisorOverride != 0) {
      throw new IllegalArgumentException(
          "%s: countIncludePad and divisorOverride are for means, but the window has countIncludePad %s and divisorOverride %d."
              .formatted(operation, countIncludePad, divisorOverride));
    }
    return meanPooling(operation, axes);
  }

  /// This window for a pooling that takes means, see [#pooling].
  ///
  /// @param operation the name in the messages
  /// @throws IllegalArgumentException if padding is more than half the window, or the window says
  ///     something of an axis that is not there or nothing of one that is
  public Window meanPooling(String operation, int axes) {
    requireAxes(operation, axes);
    for (int axis = 3 - axes; axis < 3; axis++) {
      if (padding.along(axis) > size.along(axis) / 2) {
        throw new IllegalArgumentException(
            "%s: padding must be at most half the window %s, else a window sees only padding, but is %s."
                .formatted(operation, text(size, size), text(padding, size)));
      }
    }
    return this;
  }

  /// This window for the way back of a maximum pooling, see [#pooling].
  ///
  /// @param operation the name in the messages
  /// @throws IllegalArgumentException if it is none of a pooling, or has dilation or ceilMode, from which
  ///     no size of the result follows
  public Window unpooling(String operation, int axes) {
    if (ceilMode || !dilation.equals(Extent.of(1))) {
      throw new IllegalArgumentException(
          "%s: the window must have neither dilation nor ceilMode, but is %s. Give the size of the result."
              .formatted(operation, this));
    }
    return pooling(operation, axes);
  }

  /// This window for a pooling that takes nothing but its size, see [#pooling].
  ///
  /// @param operation the name in the messages
  /// @throws IllegalArgumentException if the window says more than a size, or a size along an axis that
  ///     is not there or none along one that is
  public Window sizeOnly(String operation, int axes) {
    if (!equals(of(size))) {
      throw new IllegalArgumentException(
          "%s: the window must have a size only, but is %s.".formatted(operation, this));
    }
    requireAxes(operation, axes);
    return this;
  }

  private void requireAxes(String operation, int axes) {
    if (axes == 3 && size.depth() == 0) {
      throw new IllegalArgumentException(
          "%s: a volume needs a window with a depth, but it is [%d, %d]. Use kernel(depth, height, width)."
              .formatted(operation, height(), width()));
    }
    requireSilent(operation, axes, "size", size, 1);
    requireSilent(operation, axes, "stride", stride, 1);
    requireSilent(operation, axes, "padding", padding, 0);
    requireSilent(operation, axes, "dilation", dilation, 1);
  }

  /// Refuses a number for an axis that is not there, unless it is the number of all axes or does
  /// nothing.
  private void requireSilent(String operation, int axes, String what, Extent given, int nothing) {
    for (int axis = 0; axis < 3 - axes; axis++) {
      int number = given.along(axis);
      if (number != nothing && number != 0 && !given.equals(Extent.of(number))) {
        throw new IllegalArgumentException(
            "%s: the window must say nothing of the %s, which %s do not have, but its %s is %s. Use kernel(%s)."
                .formatted(
                    operation,
                    axis == 0 ? "depth" : "height",
                    axes == 2 ? "pictures" : "sequences",
                    what,
                    text(given, size),
                    axes == 2 ? height() + ", " + width() : width()));
      }
    }
  }

  /// The same window, with what is for means only as it was in the beginning.
  Window withoutMeanOptions() {
    return withCountIncludePad(true).withDivisorOverride(0);
  }

  /// The step along an axis.
  int step(int axis) {
    return stride.along(axis) == 0 ? size.along(axis) : stride.along(axis);
  }

  /// Rows of the window.
  public int height() {
    return size.height();
  }

  /// Columns of the window.
  public int width() {
    return size.width();
  }

  /// The step down, 0 for the window's own height.
  public int strideHeight() {
    return stride.height();
  }

  /// The step to the right, 0 for the window's own width.
  public int strideWidth() {
    return stride.width();
  }

  /// Rows of padding above and below.
  public int padHeight() {
    return padding.height();
  }

  /// Columns of padding left and right.
  public int padWidth() {
    return padding.width();
  }

  /// The distance of window rows.
  public int dilationHeight() {
    return dilation.height();
  }

  /// The distance of window columns.
  public int dilationWidth() {
    return dilation.width();
  }
}
