package octavo.nn.smooth;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth forms of what happens at a threshold of 0, element by element.
public final class SmoothThreshold {
  private SmoothThreshold() {}

  /// `(1/K)·ln(1 + e^(K·x))`, a softplus. Never below `relu(x)`, and above it by at most `ln 2 / K`, which
  /// is reached at 0. The hard form is [Tensor#relu()].
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive
  public static Tensor relu(Tensor x, double sharpness) {
    Peak.require("SmoothThreshold.relu", "sharpness", sharpness);
    return Tensors.real("SmoothThreshold.relu", x)
        .multiply(sharpness)
        .softplus()
        .multiply(1 / sharpness);
  }

  /// `σ(K·x)` for 1 where `x > 0`, else 0; `½` at 0. Off by `σ(-K·|x|) ≤ e^(-K·|x|)`: less than 1 % where
  /// `|x| > 4.6/K`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive
  public static Tensor step(Tensor x, double sharpness) {
    Peak.require("SmoothThreshold.step", "sharpness", sharpness);
    return Tensors.real("SmoothThreshold.step", x).multiply(sharpness).sigmoid();
  }

  /// `tanh(K·x)` for -1, 0 or 1. Off by at most `2e^(-2K·|x|)`; exact at 0. The hard form is
  /// [Tensor#sign()].
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive
  public static Tensor sign(Tensor x, double sharpness) {
    Peak.require("SmoothThreshold.sign", "sharpness", sharpness);
    return Tensors.real("SmoothThreshold.sign", x).multiply(sharpness).tanh();
  }
}
