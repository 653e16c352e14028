package octavo.nn.smooth;

import octavo.storage.DType;
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
    Tensor v = Tensors.real("SmoothAbs.root", x);
    Tensor unit = unit(v, width);
    Tensor one = unit.onesLike();
    Tensor scaled = one.divide(unit).multiply(width).square();
    Tensor least = Tensors.where(unit.equalTo(1), one.multiply(width * width), scaled);
    return v.divide(unit).square().add(least).sqrt().multiply(unit);
  }

  /// A power of two by which numbers are divided before they are squared: their squares would overflow, or be lost. For
  /// most numbers it is 1, so that the results are those of the formula as it stands.
  private static Tensor unit(Tensor x, double width) {
    int exponent = x.dtype() == DType.FLOAT64 ? 512 : 64;
    double far = Math.scalb(1.0, exponent - 4);
    Tensor size = x.stopGradient().abs().maximum(width);
    Tensor one = size.onesLike();
    Tensor small = one.multiply(Math.scalb(1.0, -exponent));
    Tensor large = one.multiply(Math.scalb(1.0, exponent));
    return Tensors.where(size.greater(far), large, Tensors.where(size.less(1 / far), small, one));
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
