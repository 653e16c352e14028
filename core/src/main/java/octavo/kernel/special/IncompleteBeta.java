package octavo.kernel.special;

import octavo.kernel.elementwise.GammaFunctions;

/// The regularized incomplete beta function and how a beta number moves with its first concentration.
///
/// With the density `p = xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b)` it is `I = p·x(1 - x)/a · h(a, b, x)`, where `h` is a
/// continued fraction that converges fast up to `x = (a + 1)/(a + b + 2)` (Abramowitz and Stegun
/// 26.5.8); beyond, `I_x(a, b) = 1 - I_{1-x}(b, a)`. The fraction is differentiated step by step.
final class IncompleteBeta {
  private IncompleteBeta() {}

  private static boolean isLeft(double a, double b, double x) {
    return x <= (a + 1) / (a + b + 2);
  }

  /// `I_x(a, b)`: the probability that a beta number is at most `x`.
  static double regularized(double a, double b, double x) {
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
      return Double.NaN;
    }
    if (x == 0 || x == 1) {
      return x;
    }
    double prefix = Math.exp(logPrefix(a, b, x));
    if (prefix == 0) {
      return isLeft(a, b, x) ? 0 : 1; // the fraction of such parameters may be no number
    }
    return isLeft(a, b, x)
        ? prefix / a * fraction(a, b, x)[0]
        : 1 - prefix / b * fraction(b, a, 1 - x)[0];
  }

  /// `p = xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b)`.
  static double density(double a, double b, double x) {
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
      return Double.NaN;
    }
    if (x == 0 || x == 1) {
      double near = x == 0 ? a : b;
      double other = x == 0 ? b : a;
      return near == 1 ? other : near < 1 ? Double.POSITIVE_INFINITY : 0;
    }
    return Math.exp(logPrefix(a, b, x)) / (x * (1 - x));
  }

  /// `dx/da` at a constant quantile: `-(∂I/∂a)/p`.
  static double slope(double a, double b, double x) {
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
      return Double.NaN;
    }
    if (x == 0 || x == 1) {
      return 0;
    }
    // the derivative of the logarithm of xᵃ/B(a, b)
    double shift = Math.log(x) + digammaStep(a, b);
    if (isLeft(a, b, x)) {
      double[] h = fraction(a, b, x);
      return -x * (1 - x) / a * ((shift - 1 / a) * h[0] + h[1]);
    }
    double[] h = fraction(b, a, 1 - x);
    return x * (1 - x) / b * (shift * h[0] + h[2]);
  }

  /// `ln(xᵃ(1 - x)ᵇ/B(a, b))`, for large concentrations without the cancellation of large terms.
  private static double logPrefix(double a, double b, double x) {
    if (a < 16 || b < 16) {
      return a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
    }
    double n = a + b;
    double errors = StirlingError.of(n) - StirlingError.of(a) - StirlingError.of(b);
    double deviances = LogDensity.deviance(a, n * x) + LogDensity.deviance(b, n * (1 - x));
    return errors - deviances + 0.5 * Math.log(a * b / (2 * Math.PI * n));
  }

  /// `ln B(a, b)`, by Stirling's formula where the difference of two logarithms would lose its digits.
  static double logBeta(double a, double b) {
    double s = Math.min(a, b);
    double l = Math.max(a, b);
    if (!(s > 0)) {
      return s == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    double n = s + l;
    if (l < 16) {
      return GammaFunctions.lgamma(s) + GammaFunctions.lgamma(l) - GammaFunctions.lgamma(n);
    }
    double errors = StirlingError.of(l) - StirlingError.of(n);
    if (s < 16) {
      double ratio = -(l - 0.5) * Math.log1p(s / l) - s * Math.log(n) + s;
      return GammaFunctions.lgamma(s) + ratio + errors;
    }
    return (s - 0.5) * Math.log(s / n)
        - l * Math.log1p(s / l)
        + 0.5 * Math.log(2 * Math.PI / l)
        + errors
        + StirlingError.of(s);
  }

  /// `ψ(a + b) - ψ(a)`.
  static double digammaStep(double a, double b) {
    return GammaFunctions.polygamma(0, a + b) - GammaFunctions.polygamma(0, a);
  }

  /// `h(a, b, x) = 1/(1 + d₁/(1 + d₂/(1 + …)))` and its derivatives with respect to `a` and `b`.
  private static double[] fraction(double a, double b, double x) {
    double f = 1;
    double fa = 0;
    double fb = 0;
    for (int i = steps(a, b, x); i >= 1; i--) {
      int m = i / 2;
      double even = a + 2 * m;
      double d;
      double da;
      double db;
      if (i % 2 == 0) {
        db = m * x / ((even - 1) * even);
        d = (b - m) * db;
        da = -d * (1 / (even - 1) + 1 / even);
      } else {
        d = -(a + m) * (a + b + m) * x / (even * (even + 1));
        da = d * (1 / (a + m) + 1 / (a + b + m) - 1 / even - 1 / (even + 1));
        db = d / (a + b + m);
      }
      double inverse = 1 / f;
      double g = d * inverse;
      fa = (da - g * fa) * inverse;
      fb = (db - g * fb) * inverse;
      f = 1 + g;
    }
    double h = 1 / f;
    return new double[] {h, -fa * h * h, -fb * h * h};
  }

  /// The steps after which the fraction no longer changes, by Lentz's method, and some more. For an
  /// integer `b` the fraction ends, but its derivatives do not: the next half stands for it.
  private static int steps(double a, double second, double x) {
    double b = Math.floor(second) + 0.5;
    double c = 1e300;
    double d = 1;
    for (int i = 1; i < 1_000_000; i++) {
      int m = i / 2;
      double even = a + 2 * m;
      double numerator =
          i % 2 == 0
              ? m * (b - m) * x / ((even - 1) * even)
              : -(a + m) * (a + b + m) * x / (even * (even + 1));
      d = 1 / (1 + numerator * d);
      c = 1 + numerator / c;
      if (Math.abs(d * c - 1) < 1e-16 && i % 2 == 0) {
        return i + i / 4 + 8;
      }
    }
    return 1_000_000;
  }
}
