package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// `(Σ xᵖ)^(1/p)` of each window of `[batch, channels, height, width]`; see [Tensor#lpPool2d].
///
/// @param exponent p, positive
/// @param window size and step
public record LpPool2d(double exponent, Window window) implements Layer {
  /// Checks the window and the exponent.
  public LpPool2d {
    window.pooling("LpPool2d", 2);
    if (!(exponent > 0 && Double.isFinite(exponent))) {
      throw new IllegalArgumentException(
          "LpPool2d: the exponent must be positive and finite, but is %s.".formatted(exponent));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.lpPool2d(exponent, window);
  }
}
