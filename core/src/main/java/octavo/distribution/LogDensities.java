package octavo.distribution;

import octavo.kernel.special.SpecialFunction;
import octavo.op.Special;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Logarithms of densities and of probabilities that have large terms of opposite signs where parameters are large. They are
/// computed in float64, derivatives too, and rounded once, so that a float32 result is off by its last digit and not by the last
/// digit of the terms.
final class LogDensities {
  private LogDensities() {}

  private static Tensor wide(SpecialFunction function, Tensor a, Tensor b, Tensor c) {
    return Special.of(function, a.to(DType.FLOAT64), b.to(DType.FLOAT64), c.to(DType.FLOAT64));
  }

  /// `ln(a/b)` in float64, of positive numbers whose quotient need be no number; near 1 by their difference.
  static Tensor logRatio(Tensor a, Tensor b) {
    Tensor x = a.to(DType.FLOAT64);
    Tensor y = b.to(DType.FLOAT64);
    Tensor excess = x.subtract(y).divide(y);
    Tensor near = excess.stopGradient().abs().less(0.5);
    Tensor zero = Tensors.full(DType.FLOAT64, Shape.SCALAR, 0);
    Tensor inner = Tensors.where(near, excess, zero).log1p();
    return Tensors.where(near, inner, x.log().subtract(y.log()));
  }

  /// `ψ(a + b) - ψ(a)`, without the difference that loses a small `b`.
  static Tensor digammaStep(Tensor a, Tensor b) {
    return Special.of(SpecialFunction.DIGAMMA_STEP, a, b);
  }

  /// `ln(rᵃxᵃ⁻¹e⁻ʳˣ/Γ(a))` in float64.
  static Tensor gamma(Tensor a, Tensor r, Tensor x) {
    return wide(SpecialFunction.GAMMA_LOG_DENSITY, a, r, x);
  }

  /// `ln(rᵏe⁻ʳ/k!)` in float64: a gamma density of `r`.
  static Tensor poisson(Tensor k, Tensor r) {
    return gamma(k.to(DType.FLOAT64).add(1), r.stopGradient().onesLike(), r);
  }

  /// `ln(xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b))` in float64.
  static Tensor beta(Tensor a, Tensor b, Tensor x) {
    return wide(SpecialFunction.BETA_LOG_DENSITY, a, b, x);
  }

  /// `ln((k + m over k)·σ(l)ᵏσ(-l)ᵐ)` in float64: `k` successes and `m` failures, where `0·∞` is 0.
  static Tensor counts(Tensor k, Tensor m, Tensor l) {
    return wide(SpecialFunction.COUNTS_LOG_MASS, k, m, l);
  }
}
