package octavo.nn;

import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Tensor;

/// Pictures `[batch, channels, height, width]` resized by taking the nearest number: [Upsample] with
/// [Interpolation#NEAREST] under PyTorch's older name.
///
/// @param options size or scale; the mode must be [Interpolation#NEAREST]
public record UpsamplingNearest2d(InterpolateOptions options) implements Layer {
  /// Checks the mode.
  public UpsamplingNearest2d {
    if (options.mode() != Interpolation.NEAREST) {
      throw new IllegalArgumentException(
          "UpsamplingNearest2d: the mode must be NEAREST, but is %s. Use Upsample."
              .formatted(options.mode()));
    }
  }

  /// To `⌊in·scale⌋` rows and columns.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static UpsamplingNearest2d scale(double... scales) {
    return new UpsamplingNearest2d(InterpolateOptions.scale(scales));
  }

  /// To so many rows and columns.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static UpsamplingNearest2d size(int... sizes) {
    return new UpsamplingNearest2d(InterpolateOptions.size(sizes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.interpolate(options);
  }
}
