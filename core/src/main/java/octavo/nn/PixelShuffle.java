package octavo.nn;

import octavo.tensor.Tensor;

/// `[batch, channels·factor², height, width]` to `[batch, channels, height·factor, width·factor]`: channels
/// laid side by side (Shi et al., 2016). Nothing is learned here, but what is before learns to upsample:
/// see [SubPixelConv2d].
///
/// @param factor how many times more rows and columns
public record PixelShuffle(int factor) implements Layer {
  /// Checks the factor.
  public PixelShuffle {
    requireFactor("PixelShuffle", factor);
  }

  static void requireFactor(String layer, int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException(
          layer + ": the factor must be at least 1, but is " + factor + ".");
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.pixelShuffle(factor);
  }
}
