package octavo.nn.smooth;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth forms of the absolute value, element by element. The hard form is [Tensor#abs()].
public final class SmoothAbs {
  private SmoothAbs() {}

  /// `√(x² + μ²)`. Never below `|x|`, and above it by at most `μ`, which is reached at 0.
  ///
  /// @throws IllegalArgumentException if the width `μ` is not positive
  public static Tensor root(Tensor x, double width) {
    Peak.require("SmoothAbs.root", "width", width);
    return Tensors.real("SmoothAbs.root", x).square().add(width * width).sqrt();
  }

  /// `(1/K)·ln(e^(K·x) + e^(-K·x))`. Never below `|x|`, and above it by at most `ln 2 / K`, which is
  /// reached at 0. The derivative is `tanh(K·x)`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive
  public static Tensor logCosh(Tensor x, double sharpness) {
    Peak.require("SmoothAbs.logCosh", "sharpness", sharpness);
    Tensor v = Tensors.real("SmoothAbs.logCosh", x);
    return v.multiply(-2 * sharpness).softplus().multiply(1 / sharpness).add(v);
  }

  /// `x·erf(μ·x)`. Never above `|x|`, and below it by at most `0.2405/μ`; exact at 0.
  ///
  /// @throws IllegalArgumentException if the sharpness `μ` is not positive
  public static Tensor erf(Tensor x, double sharpness) {
    Peak.require("SmoothAbs.erf", "sharpness", sharpness);
    Tensor v = Tensors.real("SmoothAbs.erf", x);
    return v.multiply(sharpness).erf().multiply(v);
  }
}
