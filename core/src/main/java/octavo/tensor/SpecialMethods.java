package octavo.tensor;

import octavo.kernel.special.SpecialFunction;
import octavo.op.Special;

/// Special functions of probability, element by element; arguments broadcast. Integers are converted
/// to float32. Every value is computed in double precision, for float32 too.
public sealed interface SpecialMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// The inverse of [ActivationMethods#erf()]: infinite at -1 and 1, NaN beyond.
  default Tensor erfinv() {
    return Special.of(SpecialFunction.ERFINV, self());
  }

  /// The normal distribution function `Φ(x) = ½erfc(-x/√2)`.
  default Tensor ndtr() {
    return self().multiply(-Math.sqrt(0.5)).erfc().multiply(0.5);
  }

  /// The logarithm of the normal distribution function, finite where `Φ` underflows.
  default Tensor logNdtr() {
    return Special.of(SpecialFunction.LOG_NDTR, self());
  }

  /// The quantile of the normal distribution, `Φ⁻¹(x)`: infinite at 0 and 1, NaN beyond.
  default Tensor ndtri() {
    return Special.of(SpecialFunction.NDTRI, self());
  }

  /// `x·ln y`, and 0 where `x` is 0, for `y = 0` too.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor xlogy(Tensor y) {
    return Specials.xlogy(self(), y);
  }

  /// `x·ln(1 + y)`, and 0 where `x` is 0, for `y = -1` too.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor xlog1py(Tensor y) {
    return Specials.xlog1py(self(), y);
  }

  /// `ln B(x, b) = ln Γ(x) + ln Γ(b) - ln Γ(x + b)`, without the loss of digits for large arguments.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor lbeta(Tensor b) {
    return Special.of(SpecialFunction.LBETA, self(), b);
  }

  /// The logarithm of the multivariate gamma function of dimension `p`: `p(p - 1)/4·ln π + Σⱼ ln
  /// Γ(x - j/2)`, `j` from 0 to `p - 1`.
  ///
  /// @throws IllegalArgumentException if `p` is less than 1
  default Tensor multigammaln(int p) {
    return Specials.multigammaln(self(), p);
  }

  /// The regularized lower incomplete gamma function `P(x, y)`: the probability that a gamma number
  /// of concentration `x` and rate 1 is at most `y`. Differentiable in both arguments.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor gammainc(Tensor y) {
    return Special.of(SpecialFunction.GAMMAINC, self(), y);
  }

  /// The regularized upper incomplete gamma function `Q(x, y) = 1 - P(x, y)`, accurate where it is
  /// small. Differentiable in both arguments.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor gammaincc(Tensor y) {
    return Special.of(SpecialFunction.GAMMAINCC, self(), y);
  }

  /// The regularized incomplete beta function `I_x(a, b)`: the probability that a beta number of
  /// concentrations `a` and `b` is at most `x`. Differentiable in all arguments; of the second
  /// derivatives it has those in which `x` takes part.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor betainc(Tensor a, Tensor b) {
    return Special.of(SpecialFunction.BETAINC, a, b, self());
  }
}
