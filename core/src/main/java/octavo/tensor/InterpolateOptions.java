package octavo.tensor;

import java.util.Arrays;
import java.util.List;

/// To which size pictures are resized, and how. [#size] or [#scale], never both, is what it begins with;
/// the mode is [Interpolation#NEAREST] unless told otherwise.
///
/// ```java
/// x.interpolate(InterpolateOptions.scale(2).withMode(Interpolation.BILINEAR).withAlignCorners())
/// ```
///
/// @param size numbers along each axis of the result, one for all or one each, or none
/// @param scale how many times more numbers, one for all axes or one each, or none
/// @param mode how numbers between others are made
/// @param alignCorners whether the first and last numbers of both lie on one another, else the edges do
/// @param antialias whether the filter is widened where the result is smaller
/// @param recomputedScale whether the sizes alone decide where numbers lie, else the scale does: three
///     numbers times 1.5 are four, and lie 1/1.5 or 3/4 apart
public record InterpolateOptions(
    List<Integer> size,
    List<Double> scale,
    Interpolation mode,
    boolean alignCorners,
    boolean antialias,
    boolean recomputedScale) {
  /// Checks that the options fit one another.
  public InterpolateOptions {
    size = List.copyOf(size);
    scale = List.copyOf(scale);
    if (size.isEmpty() == scale.isEmpty()) {
      throw new IllegalArgumentException(
          "InterpolateOptions: either a size or a scale must be given, never both, but size is %s and scale is %s."
              .formatted(size, scale));
    }
    if (size.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "InterpolateOptions: sizes must be positive, but are " + size + ".");
    }
    if (scale.stream().anyMatch(s -> !(s > 0) || s.isInfinite())) {
      throw new IllegalArgumentException(
          "InterpolateOptions: scales must be positive and finite, but are " + scale + ".");
    }
    if (alignCorners && !mode.hasCorners()) {
      throw new IllegalArgumentException(
          "InterpolateOptions: alignCorners is for LINEAR, BILINEAR, TRILINEAR and BICUBIC, but the mode is %s. Choose the mode first."
              .formatted(mode));
    }
    if (antialias && !mode.hasAntialias()) {
      throw new IllegalArgumentException(
          "InterpolateOptions: antialias is for LINEAR, BILINEAR, TRILINEAR, BICUBIC and LANCZOS, but the mode is %s. Choose the mode first."
              .formatted(mode));
    }
    if (recomputedScale && scale.isEmpty()) {
      throw new IllegalArgumentException(
          "InterpolateOptions: only a scale can be recomputed, but the size %s is given."
              .formatted(size));
    }
  }

  /// To so many numbers: one for all axes, or one for each.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static InterpolateOptions size(int... sizes) {
    return new InterpolateOptions(
        Arrays.stream(sizes).boxed().toList(),
        List.of(),
        Interpolation.NEAREST,
        /* alignCorners= */ false,
        /* antialias= */ false,
        /* recomputedScale= */ false);
  }

  /// To `⌊in·scale⌋` numbers: one scale for all axes, or one for each.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive and finite
  public static InterpolateOptions scale(double... scales) {
    return new InterpolateOptions(
        List.of(),
        Arrays.stream(scales).boxed().toList(),
        Interpolation.NEAREST,
        /* alignCorners= */ false,
        /* antialias= */ false,
        /* recomputedScale= */ false);
  }

  /// With another mode.
  ///
  /// @throws IllegalArgumentException if corners are aligned or antialias is asked for and the mode
  ///     has no such thing
  public InterpolateOptions withMode(Interpolation other) {
    return new InterpolateOptions(size, scale, other, alignCorners, antialias, recomputedScale);
  }

  /// With the first and the last numbers of input and result on one another: `i·(in - 1)/(out - 1)`, and
  /// not `(i + ½)·in/out - ½`.
  ///
  /// @throws IllegalArgumentException if the mode has no such thing
  public InterpolateOptions withAlignCorners() {
    return new InterpolateOptions(size, scale, mode, true, antialias, recomputedScale);
  }

  /// With a filter as many times wider as the result is smaller, so that no number of the input is passed
  /// over.
  ///
  /// @throws IllegalArgumentException if the mode has no such thing
  public InterpolateOptions withAntialias() {
    return new InterpolateOptions(size, scale, mode, alignCorners, true, recomputedScale);
  }

  /// With distances from the sizes, as if the size had been given.
  ///
  /// @throws IllegalArgumentException if the size is given
  public InterpolateOptions withRecomputedScale() {
    return new InterpolateOptions(size, scale, mode, alignCorners, antialias, true);
  }
}
