package octavo.tensor;

import java.util.Locale;

/// How a convolution is computed. [#AUTO] takes, by a model of the work, the fastest that computes
/// the geometry; any other one is taken as it is, and a geometry that it does not compute is an
/// error. `octavo bench conv2d --why` prints what each says to a geometry.
public enum ConvAlgorithm {
  /// The planner's choice.
  AUTO,
  /// A matrix product, for kernels of one pixel.
  POINTWISE,
  /// Each channel by itself, for groups with one input channel.
  DEPTHWISE,
  /// Winograd's minimal filtering F(4×4, 3×3), or F(2×2, 5×5): tiles of 6×6.
  WINOGRAD_4X4,
  /// Winograd's minimal filtering F(2×2, 3×3): tiles of 4×4.
  WINOGRAD_2X2,
  /// Tiles of two results along each axis, with fewer products, for any stride.
  PAIRED,
  /// Sums for each pixel, output channels in a vector, without a matrix of patches.
  DIRECT_CHANNELS,
  /// Sums of shifted rows, without a matrix of patches.
  DIRECT,
  /// A matrix product whose operand is packed straight from the image.
  IMPLICIT_GEMM,
  /// A matrix of patches and a matrix product.
  IM2COL,
  /// Fourier transforms of tiles, for large kernels.
  FFT,
  /// Seven loops in double precision: the definition.
  NAIVE;

  /// Its name on the command line: `winograd-4x4`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
