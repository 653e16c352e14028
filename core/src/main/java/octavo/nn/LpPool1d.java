package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// `(Σ xᵖ)^(1/p)` of each window of `[batch, channels, length]`; see [Tensor#lpPool1d].
///
/// @param exponent p, positive
/// @param window size and step
public record LpPool1d(double exponent, Window window) implements Layer {
  /// Checks the window and the exponent.
  public LpPool1d {
    window.pooling("LpPool1d", 1);
    if (!(exponent > 0 && Double.isFinite(exponent))) {
      throw new IllegalArgumentException(
          "LpPool1d: the exponent must be positive and finite, but is %s.".formatted(exponent));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.lpPool1d(exponent, window);
  }
}
