package octavo.nn;

import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Tensor;

/// Resizes `[batch, channels, …]` of one to three axes behind the channels, with nothing learned.
///
/// ```java
/// Upsample up = Upsample.scale(2).withMode(Interpolation.BILINEAR);
/// ```
///
/// Corners are not aligned unless [#withAlignCorners] says so. [UpsamplingBilinear2d] aligns them:
/// the two are not the same, in PyTorch as here.
///
/// @param options size or scale, and how
public record Upsample(InterpolateOptions options) implements Layer {
  /// To `⌊in·scale⌋` numbers along all axes, or each by its own scale; the nearest number unless told
  /// otherwise.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static Upsample scale(double... scales) {
    return new Upsample(InterpolateOptions.scale(scales));
  }

  /// To so many numbers along all axes, or along each; the nearest number unless told otherwise.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static Upsample size(int... sizes) {
    return new Upsample(InterpolateOptions.size(sizes));
  }

  /// With another mode.
  public Upsample withMode(Interpolation mode) {
    return new Upsample(options.withMode(mode));
  }

  /// With the corners of both on one another.
  ///
  /// @throws IllegalArgumentException if the mode has no such thing; choose the mode first
  public Upsample withAlignCorners() {
    return new Upsample(options.withAlignCorners());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.interpolate(options);
  }
}
