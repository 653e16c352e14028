package octavo.analysis.receptive;

/// One layer of a plain stack along one axis: output `o` reads the inputs `o·stride - padding +
/// dilation·t`, `0 ≤ t < kernel`. A transposed layer is the same the other way round: input `i` is added to
/// the outputs `i·stride - padding + dilation·t`.
///
/// ```java
/// List<WindowLayer> stack = List.of(WindowLayer.conv(3), WindowLayer.pool(2), WindowLayer.conv(3));
/// ```
///
/// @param name what it is called in tables
/// @param kernel the numbers of the window, `k` (`f` in the bottom-up calculation)
/// @param stride the step between windows, `s`
/// @param padding the numbers added in front, `p`
/// @param dilation the distance of a window's numbers, `d`
/// @param transposed whether it is a transposed convolution
public record WindowLayer(
    String name, int kernel, int stride, int padding, int dilation, boolean transposed) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is too small
  public WindowLayer {
    if (kernel < 1 || stride < 1 || dilation < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "WindowLayer: kernel, stride and dilation must be at least 1 and padding not negative, but %s has %d, %d, %d and %d."
              .formatted(name, kernel, stride, dilation, padding));
    }
  }

  /// A convolution that moves by 1, without padding.
  ///
  /// @throws IllegalArgumentException if the kernel is not positive
  public static WindowLayer conv(int kernel) {
    return new WindowLayer("conv" + kernel, kernel, 1, 0, 1, false);
  }

  /// A convolution that moves by `stride`, without padding.
  ///
  /// @throws IllegalArgumentException if a number is not positive
  public static WindowLayer conv(int kernel, int stride) {
    return conv(kernel).withStride(stride).named("conv" + kernel + "/" + stride);
  }

  /// A pooling that moves by its own size.
  ///
  /// @throws IllegalArgumentException if the size is not positive
  public static WindowLayer pool(int size) {
    return pool(size, size);
  }

  /// A pooling that moves by `stride`.
  ///
  /// @throws IllegalArgumentException if a number is not positive
  public static WindowLayer pool(int size, int stride) {
    return new WindowLayer("pool" + size + "/" + stride, size, stride, 0, 1, false);
  }

  /// A transposed convolution without padding.
  ///
  /// @throws IllegalArgumentException if a number is not positive
  public static WindowLayer convTranspose(int kernel, int stride) {
    return new WindowLayer("convT" + kernel + "/" + stride, kernel, stride, 0, 1, true);
  }

  /// The same under another name.
  public WindowLayer named(String other) {
    return new WindowLayer(other, kernel, stride, padding, dilation, transposed);
  }

  /// The same with another step.
  ///
  /// @throws IllegalArgumentException if it is not positive
  public WindowLayer withStride(int step) {
    return new WindowLayer(name, kernel, step, padding, dilation, transposed);
  }

  /// The same with padding in front.
  ///
  /// @throws IllegalArgumentException if it is negative
  public WindowLayer withPadding(int numbers) {
    return new WindowLayer(name, kernel, stride, numbers, dilation, transposed);
  }

  /// The same with the kernel's numbers further apart.
  ///
  /// @throws IllegalArgumentException if it is not positive
  public WindowLayer withDilation(int distance) {
    return new WindowLayer(name, kernel, stride, padding, distance, transposed);
  }

  /// What the kernel covers with its holes: `k' = d·(k - 1) + 1`.
  public int extent() {
    return dilation * (kernel - 1) + 1;
  }
}
