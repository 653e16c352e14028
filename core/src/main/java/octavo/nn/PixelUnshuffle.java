package octavo.nn;

import octavo.tensor.Tensor;

/// `[batch, channels, height·factor, width·factor]` to `[batch, channels·factor², height, width]`: the
/// inverse of [PixelShuffle].
///
/// @param factor how many times fewer rows and columns
public record PixelUnshuffle(int factor) implements Layer {
  /// Checks the factor.
  public PixelUnshuffle {
    PixelShuffle.requireFactor("PixelUnshuffle", factor);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.pixelUnshuffle(factor);
  }
}
