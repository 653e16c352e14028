package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// `(Σ xᵖ)^(1/p)` of each window of `[batch, channels, depth, height, width]`; see [Tensor#lpPool3d].
///
/// @param exponent p, positive
/// @param window size and step
public record LpPool3d(double exponent, Window window) implements Layer {
  /// Checks the window and the exponent.
  public LpPool3d {
    window.pooling("LpPool3d", 3);
    if (!(exponent > 0 && Double.isFinite(exponent))) {
      throw new IllegalArgumentException(
          "LpPool3d: the exponent must be positive and finite, but is %s.".formatted(exponent));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.lpPool3d(exponent, window);
  }
}
