package octavo.tensor;

/// Options of a transposed convolution: those of the convolution whose input gradient it is, and
/// what is added to its size, `out = (in - 1)·stride - padding + dilation·(kernel - 1) + 1 +
/// outputPadding`, since several sizes lead to the same number of outputs. With [Padding#same()] the
/// output is `in·stride` along each axis.
///
/// @param convolution step, padding, dilation, groups
/// @param outputPadding added at the end of each axis, less than the step
public record ConvTransposeOptions(ConvOptions convolution, Extent outputPadding) {
  /// Step 1, no padding.
  public static final ConvTransposeOptions DEFAULT = of(ConvOptions.DEFAULT);

  /// Checks the sign.
  public ConvTransposeOptions {
    if (outputPadding.depth() < 0 || outputPadding.height() < 0 || outputPadding.width() < 0) {
      throw new IllegalArgumentException(
          "ConvTransposeOptions: outputPadding must not be negative, but is "
              + outputPadding
              + ".");
    }
  }

  /// The transpose of this convolution, without output padding.
  public static ConvTransposeOptions of(ConvOptions convolution) {
    return new ConvTransposeOptions(convolution, Extent.of(0));
  }

  /// Steps of the same size along all axes.
  public ConvTransposeOptions withStride(int step) {
    return new ConvTransposeOptions(convolution.withStride(step), outputPadding);
  }

  /// The same padding on every side.
  public ConvTransposeOptions withPadding(int size) {
    return withPadding(Padding.of(size));
  }

  /// Another padding.
  public ConvTransposeOptions withPadding(Padding padding) {
    return new ConvTransposeOptions(convolution.withPadding(padding), outputPadding);
  }

  /// Neighbors of the kernel this far apart.
  public ConvTransposeOptions withDilation(int distance) {
    return new ConvTransposeOptions(convolution.withDilation(distance), outputPadding);
  }

  /// Channels cut into groups.
  public ConvTransposeOptions withGroups(int groups) {
    return new ConvTransposeOptions(convolution.withGroups(groups), outputPadding);
  }

  /// The same output padding along all axes.
  public ConvTransposeOptions withOutputPadding(int size) {
    return withOutputPadding(Extent.of(size));
  }

  /// Another output padding.
  public ConvTransposeOptions withOutputPadding(Extent sizes) {
    return new ConvTransposeOptions(convolution, sizes);
  }
}
