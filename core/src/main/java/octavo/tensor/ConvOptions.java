package octavo.tensor;

/// Step, padding, dilation and groups of a convolution, and how it is computed. [#DEFAULT]: step 1,
/// no padding. Of steps, dilations and paddings a convolution uses those of its axes: `conv2d` those
/// of height and width, `conv1d` that of the width.
///
/// @param stride steps between outputs
/// @param padding zeros around the input
/// @param dilation distances of neighbors of the kernel
/// @param groups parts of the channels that do not see each other
/// @param algorithm how it is computed
/// @param determinism what the planner's choice may depend on
/// @param layout where the channels stand
public record ConvOptions(
    Extent stride,
    Padding padding,
    Extent dilation,
    int groups,
    ConvAlgorithm algorithm,
    Determinism determinism,
    Layout layout) {
  /// Checks each number by itself; how they fit together is seen with the input.
  public ConvOptions {
    atLeastOne("stride", stride);
    atLeastOne("dilation", dilation);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "ConvOptions: groups must be at least 1, but is " + groups + ".");
    }
  }

  private static void atLeastOne(String what, Extent extent) {
    if (extent.depth() < 1 || extent.height() < 1 || extent.width() < 1) {
      throw new IllegalArgumentException(
          "ConvOptions: %s must be at least 1, but is %s.".formatted(what, extent));
    }
  }

  /// Step 1, no padding, no dilation, one group; the planner's choice by the shape; channels first.
  public static final ConvOptions DEFAULT =
      new ConvOptions(
          Extent.of(1),
          Padding.none(),
          Extent.of(1),
          1,
          ConvAlgorithm.AUTO,
          Determinism.STRICT,
          Layout.CHANNELS_FIRST);

  /// Steps along all axes.
  public ConvOptions withStride(Extent steps) {
    return new ConvOptions(steps, padding, dilation, groups, algorithm, determinism, layout);
  }

  /// Steps of the same size along all axes.
  public ConvOptions withStride(int step) {
    return withStride(Extent.of(step));
  }

  /// Steps down and to the right.
  public ConvOptions withStride(int down, int right) {
    return withStride(new Extent(1, down, right));
  }

  /// Another padding.
  public ConvOptions withPadding(Padding other) {
    return new ConvOptions(stride, other, dilation, groups, algorithm, determinism, layout);
  }

  /// The same padding on every side.
  public ConvOptions withPadding(int size) {
    return withPadding(Padding.of(size));
  }

  /// Distances of neighbors of the kernel along all axes.
  public ConvOptions withDilation(Extent distances) {
    return new ConvOptions(stride, padding, distances, groups, algorithm, determinism, layout);
  }

  /// Spreads the kernel: neighbors are `distance` apart.
  public ConvOptions withDilation(int distance) {
    return withDilation(Extent.of(distance));
  }

  /// Spreads the kernel down and to the right.
  public ConvOptions withDilation(int down, int right) {
    return withDilation(new Extent(1, down, right));
  }

  /// Cuts the channels into groups.
  public ConvOptions withGroups(int count) {
    return new ConvOptions(stride, padding, dilation, count, algorithm, determinism, layout);
  }

  /// Pins the algorithm.
  public ConvOptions withAlgorithm(ConvAlgorithm pinned) {
    return new ConvOptions(stride, padding, dilation, groups, pinned, determinism, layout);
  }

  /// Lets the planner's choice depend on measured times, or not.
  public ConvOptions withDeterminism(Determinism other) {
    return new ConvOptions(stride, padding, dilation, groups, algorithm, other, layout);
  }

  /// Images with their channels elsewhere.
  public ConvOptions withLayout(Layout other) {
    return new ConvOptions(stride, padding, dilation, groups, algorithm, determinism, other);
  }
}
