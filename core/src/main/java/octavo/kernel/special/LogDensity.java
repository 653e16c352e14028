package octavo.kernel.special;

import octavo.kernel.elementwise.GammaFunctions;

/// Logarithms of densities and of probabilities of counts, for large parameters without the cancellation of large terms:
/// the value at the peak and the deviance from it (Loader, 2000, *Fast and Accurate Computation of Binomial
/// Probabilities*). `(a - 1)·ln x - x - ln Γ(a)` at `a = x = 10⁷` has terms of 10⁸ and the sum -9.
final class LogDensity {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /// From here on a factorial is Stirling's formula.
  private static final double LARGE = 16;

  /// A smaller probability may leave the range of numbers when it is multiplied; so far from the peak nothing cancels.
  private static final double FAR = 1e-290;

  private LogDensity() {}

  /// `ln(rᵃxᵃ⁻¹e⁻ʳˣ/Γ(a))`. At 0 it is infinite unless `a` is 1.
  ///
  /// What depends on the parameters alone is kept for the next number: most of the time is spent there, and
  /// mostly the next number has the same ones.
  static final class Gamma implements SpecialFunction.Run {
    private double a = Double.NaN;
    private double r = Double.NaN;
    private double scale;
    private double peak; // for a small a the constant

    @Override
    public double at(double a, double r, double x) {
      if (!(a > 0 && r >= 0 && x >= 0)) {
        return Double.NaN;
      }
      if (x == 0) {
        return a == 1 ? Math.log(r) : a < 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      }
      double m = r * x;
      if (m == Double.POSITIVE_INFINITY) {
        return Double.NEGATIVE_INFINITY;
      }
      if (a != this.a || r != this.r) {
        this.a = a;
        this.r = r;
        scale = a < LARGE ? a * Math.log(r) : 0;
        peak =
            a < LARGE
                ? GammaFunctions.lgamma(a)
                : 0.5 * Math.log(a) - HALF_LOG_TWO_PI - StirlingError.of(a);
      }
      if (a < LARGE) {
        return scale + (a - 1) * Math.log(x) - m - peak;
      }
      if (m < Double.MIN_NORMAL) {
        return a * Math.log(r) + (a - 1) * Math.log(x) - m - GammaFunctions.lgamma(a);
      }
      return peak - Deviance.of(a, m) - Math.log(x);
    }
  }

  /// `ln(xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b))`. At 0 it is infinite unless `a` is 1, at 1 unless `b` is. The
  /// parameters' part is kept, as [Gamma]'s is.
  static final class Beta implements SpecialFunction.Run {
    private double a = Double.NaN;
    private double b = Double.NaN;
    private double peak; // for a small a or b the constant

    @Override
    public double at(double a, double b, double x) {
      if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
        return Double.NaN;
      }
      if (x == 0 || x == 1) {
        double near = x == 0 ? a : b;
        double other = x == 0 ? b : a;
        double steep = near < 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return near == 1 ? Math.log(other) : steep;
      }
      boolean small = a < LARGE || b < LARGE;
      double n = a + b;
      if (a != this.a || b != this.b) {
        this.a = a;
        this.b = b;
        peak =
            small
                ? IncompleteBeta.logBeta(a, b)
                : 0.5 * Math.log(a / n * b) - HALF_LOG_TWO_PI - errors(a, b);
      }
      double logX = Math.log(x);
      double logRest = Math.log1p(-x);
      if (small || x < FAR) {
        double constant = small ? peak : IncompleteBeta.logBeta(a, b);
        return (a - 1) * logX + (b - 1) * logRest - constant;
      }
      return peak - Deviance.of(a, n * x) - Deviance.of(b, n * (1 - x)) - logX - logRest;
    }
  }

  /// `ln(Γ(k + m + 1)/(Γ(k + 1)Γ(m + 1))·pᵏ(1 - p)ᵐ)` with `p = 1/(1 + e⁻ˡ)`: `k` successes and `m` failures, which need
  /// not be integers. No trial of a kind has no influence, however unlikely it is.
  static double counts(double k, double m, double l) {
    if (!(k >= 0 && m >= 0) || Double.isNaN(l)) {
      return Double.NaN;
    }
    double odds = Math.exp(-Math.abs(l)); // of the rarer kind
    double common = l >= 0 ? k : m;
    double rare = l >= 0 ? m : k;
    double logCommon = -Math.log1p(odds);
    double logRare = logCommon - Math.abs(l);
    if (k == 0 || m == 0) {
      return rare > 0 ? rare * logRare : common > 0 ? common * logCommon : 0;
    }
    if (k < LARGE || m < LARGE || odds < FAR) {
      double ways = -IncompleteBeta.logBeta(k + 1, m + 1) - Math.log(k + m + 1);
      return ways + rare * logRare + common * logCommon;
    }
    double n = k + m;
    double peak = -0.5 * Math.log(k / n * m) - HALF_LOG_TWO_PI - errors(k, m);
    double often = n / (1 + odds);
    return peak - Deviance.of(rare, often * odds) - Deviance.of(common, often);
  }

  /// What Stirling's formula leaves out of the beta function.
  private static double errors(double a, double b) {
    return StirlingError.of(a) + StirlingError.of(b) - StirlingError.of(a + b);
  }
}
