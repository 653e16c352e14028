package octavo.tensor;

/// Step, padding, dilation and groups of a convolution. [#DEFAULT]: step 1, no padding.
///
/// @param strideHeight step between output rows
/// @param strideWidth step between output columns
/// @param padding zeros around the input
/// @param dilationHeight distance of kernel rows
/// @param dilationWidth distance of kernel columns
/// @param groups parts of the channels that do not see each other
public record ConvOptions(
    int strideHeight,
    int strideWidth,
    Padding padding,
    int dilationHeight,
    int dilationWidth,
    int groups) {
  /// Checks each number by itself; how they fit together is seen with the input.
  public ConvOptions {
    atLeastOne("stride", strideHeight, strideWidth);
    atLeastOne("dilation", dilationHeight, dilationWidth);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "conv2d: groups must be at least 1, but is " + groups + ".");
    }
  }

  private static void atLeastOne(String what, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "conv2d: %s must be at least 1, but is [%d, %d].".formatted(what, height, width));
    }
  }

  /// Step 1, no padding, no dilation, one group.
  public static final ConvOptions DEFAULT = new ConvOptions(1, 1, Padding.none(), 1, 1, 1);

  /// Steps of the same size in both directions.
  public ConvOptions withStride(int step) {
    return withStride(step, step);
  }

  /// Steps down and to the right.
  public ConvOptions withStride(int down, int right) {
    return new ConvOptions(down, right, padding, dilationHeight, dilationWidth, groups);
  }

  /// Another padding.
  public ConvOptions withPadding(Padding other) {
    return new ConvOptions(strideHeight, strideWidth, other, dilationHeight, dilationWidth, groups);
  }

  /// The same padding on every side.
  public ConvOptions withPadding(int size) {
    return withPadding(Padding.of(size));
  }

  /// Spreads the kernel: neighbors are `distance` apart.
  public ConvOptions withDilation(int distance) {
    return withDilation(distance, distance);
  }

  /// Spreads the kernel down and to the right.
  public ConvOptions withDilation(int down, int right) {
    return new ConvOptions(strideHeight, strideWidth, padding, down, right, groups);
  }

  /// Cuts the channels into groups.
  public ConvOptions withGroups(int count) {
    return new ConvOptions(
        strideHeight, strideWidth, padding, dilationHeight, dilationWidth, count);
  }
}
