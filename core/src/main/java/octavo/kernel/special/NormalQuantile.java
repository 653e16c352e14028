package octavo.kernel.special;

import octavo.kernel.elementwise.SpecialFunctions;

/// The inverse of the error function, quantiles of the normal distribution and the logarithm of its
/// distribution function.
final class NormalQuantile {
  private static final double HALF_ROOT_PI = Math.sqrt(Math.PI) / 2;

  private NormalQuantile() {}

  /// `erf⁻¹ y` for `-1 ≤ y ≤ 1`, infinite at both ends, else NaN.
  static double erfinv(double y) {
    double a = Math.abs(y);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    if (a > 0.5) {
      return Math.copySign(erfcinv(1 - a), y);
    }
    double x = guess(y);
    for (int i = 0; i < 2; i++) { // Halley's method: the error is cubed each time
      double step = (SpecialFunctions.erf(x) - y) * HALF_ROOT_PI * Math.exp(x * x);
      x -= step / (1 + x * step);
    }
    return x;
  }

  /// `erfc⁻¹ q` for `0 < q ≤ 1`: Halley's method on the logarithm, which is nearly a parabola.
  private static double erfcinv(double q) {
    double x = q > 1e-3 ? guess(1 - q) : tailGuess(q);
    for (int i = 0; i < 6; i++) {
      double value = erfcx(x);
      double slope = -1 / (HALF_ROOT_PI * value); // of ln erfc
      double error = Math.log(value) - x * x - Math.log(q);
      double curvature = -slope * (slope + 2 * x);
      double step = error / slope;
      step /= 1 - 0.5 * step * curvature / slope;
      x -= step;
      if (Math.abs(step) < 1e-9 * x) {
        return x;
      }
    }
    return x;
  }

  /// From `q ≈ e^(-x²)/(x√π)`.
  private static double tailGuess(double q) {
    double s = -Math.log(q);
    return Math.sqrt(s - 0.5 * Math.log(Math.PI * s));
  }

  /// `erf⁻¹` within 2·10⁻³ (S. Winitzki, 2008).
  private static double guess(double y) {
    double a = 0.147;
    double l = Math.log1p(-y * y);
    double b = 2 / (Math.PI * a) + l / 2;
    return Math.copySign(Math.sqrt(Math.sqrt(b * b - l / a) - b), y);
  }

  /// `Φ⁻¹ p` for `0 ≤ p ≤ 1`.
  static double ndtri(double p) {
    if (p > 0.25 && p < 0.75) {
      return Math.sqrt(2) * erfinv(2 * p - 1);
    }
    if (!(p > 0 && p < 1)) {
      return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return p < 0.5 ? -Math.sqrt(2) * erfcinv(2 * p) : Math.sqrt(2) * erfcinv(2 * (1 - p));
  }

  /// `ln Φ(x)`, finite where `Φ` underflows.
  static double logNdtr(double x) {
    double t = -x * Math.sqrt(0.5);
    return t < 2 ? Math.log1p(-0.5 * SpecialFunctions.erfc(-t)) : Math.log(0.5 * erfcx(t)) - t * t;
  }

  /// The derivative of `ln Φ(x)`: `φ(x)/Φ(x)`.
  static double logNdtrSlope(double x) {
    double t = -x * Math.sqrt(0.5);
    if (t < -5) {
      return Math.exp(-t * t) / Math.sqrt(2 * Math.PI) / (1 - 0.5 * SpecialFunctions.erfc(-t));
    }
    return Math.sqrt(2 / Math.PI) / erfcx(t);
  }

  /// `e^(x²) erfc x`, for `x ≥ 2` by the continued fraction of [SpecialFunctions#erfc].
  static double erfcx(double x) {
    if (x < 2) {
      return Math.exp(x * x) * SpecialFunctions.erfc(x);
    }
    double fraction = x;
    for (int n = x > 20 ? 20 : 120; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }
}
