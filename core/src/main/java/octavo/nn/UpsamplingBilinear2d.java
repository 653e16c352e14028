package octavo.nn;

import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Tensor;

/// Pictures `[batch, channels, height, width]` resized between two neighbors along each axis, **with
/// corners aligned**, as PyTorch's layer of this name does: [Upsample] with [Interpolation#BILINEAR]
/// alone does not align them and gives other numbers.
///
/// @param options size or scale; the mode must be [Interpolation#BILINEAR] and corners aligned
public record UpsamplingBilinear2d(InterpolateOptions options) implements Layer {
  /// Checks the mode and the corners.
  public UpsamplingBilinear2d {
    if (options.mode() != Interpolation.BILINEAR || !options.alignCorners()) {
      throw new IllegalArgumentException(
          "UpsamplingBilinear2d: the mode must be BILINEAR with corners aligned, but is %s with corners %s. Use Upsample."
              .formatted(options.mode(), options.alignCorners() ? "aligned" : "not aligned"));
    }
  }

  private static UpsamplingBilinear2d aligned(InterpolateOptions target) {
    return new UpsamplingBilinear2d(target.withMode(Interpolation.BILINEAR).withAlignCorners());
  }

  /// To `⌊in·scale⌋` rows and columns.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static UpsamplingBilinear2d scale(double... scales) {
    return aligned(InterpolateOptions.scale(scales));
  }

  /// To so many rows and columns.
  ///
  /// @throws IllegalArgumentException if none is given or one is not positive
  public static UpsamplingBilinear2d size(int... sizes) {
    return aligned(InterpolateOptions.size(sizes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.interpolate(options);
  }
}
