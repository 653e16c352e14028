package octavo.kernel.special;

import octavo.kernel.elementwise.GammaFunctions;
import octavo.kernel.elementwise.SpecialFunctions;
import octavo.kernel.special.IncompleteBeta.Share;

/// What becomes of the incomplete beta function where concentrations are so large that nothing is left of the difference.
///
/// If `b` alone is large, `-N·ln(1 - x)` with `N = b + (a - 1)/2` is a gamma number, up to a share of `(a/b)²`. If both are, the root of
/// twice the deviance is a normal number up to the first term of an expansion (N. M. Temme, 1996, *Special Functions*, section 11.3.3;
/// DLMF 8.18(ii)).
final class BetaLimits {
  private BetaLimits() {}

  /// `I_x(a, b)` for a `b` that is much larger than `a`.
  static double lower(double a, double b, Share s) {
    double u = -(b + (a - 1) / 2) * s.logY();
    return u < 1e-290
        ? Math.exp(a * logGamma(a, b, s) - GammaFunctions.lgamma(a + 1))
        : IncompleteGamma.lower(a, u);
  }

  /// `1 - I_x(a, b)` for such a `b`.
  static double upper(double a, double b, Share s) {
    double u = -(b + (a - 1) / 2) * s.logY();
    return u < 1e-290
        ? -Math.expm1(a * logGamma(a, b, s) - GammaFunctions.lgamma(a + 1))
        : IncompleteGamma.upper(a, u);
  }

  /// The logarithm of the gamma number.
  private static double logGamma(double a, double b, Share s) {
    double logarithm = s.x() < 1e-8 ? s.logX() : Math.log(-s.logY());
    return Math.log(b + (a - 1) / 2) + logarithm;
  }

  /// `dl/da` at a constant quantile for a `b` that is much larger than `a`.
  static double lowerSlope(double a, double b, Share s) {
    double n = b + (a - 1) / 2;
    double growth =
        s.x() < 1e-8 ? 1 : -s.logY() / s.x(); // of the logarithm of the gamma number with l
    return growth * (IncompleteGamma.logSlope(a, logGamma(a, b, s)) - 0.5 / n);
  }

  /// How the logit of `1 - x` moves with `b`, for such a `b`: the gamma number stays.
  static double upperSlope(double a, double b, Share s) {
    double n = b + (a - 1) / 2;
    return (s.x() < 1e-8 ? 1 : -s.logY() / s.x()) / n;
  }

  /// `I_x(a, b)` where both are large.
  static double normal(double a, double b, Share s) {
    double lambda = a * s.y() - b * s.x();
    double deviance = deviance(a, b, s);
    double w = -Math.signum(lambda) * Math.sqrt(2 * deviance);
    double n = a + b;
    double correction =
        Math.abs(w) < 1e-3
            ? (b - a) / n / (3 * Math.sqrt(a / n * b))
            : 1 / w + Math.sqrt(a / n * b) / lambda;
    double density = Math.exp(-deviance) / Math.sqrt(2 * Math.PI);
    double p = 0.5 * SpecialFunctions.erfc(-w * Math.sqrt(0.5)) + density * correction;
    return Math.clamp(p, 0, 1);
  }

  /// `dl/da` at a constant quantile where both are large: `ln(nx/a)/(nx - a)`.
  static double normalSlope(double a, double b, Share s) {
    double t = (b * s.x() - a * s.y()) / a; // nx/a - 1
    if (Math.abs(t) < 0.5) {
      return (t == 0 ? 1 : Math.log1p(t) / t) / a;
    }
    return (s.logX() + Math.log1p(b / a)) / t / a;
  }

  /// `a·ln(a/nx) + b·ln(b/n(1 - x))`, 0 at the mean.
  static double deviance(double a, double b, Share s) {
    double lambda = a * s.y() - b * s.x();
    return a * bend(-lambda / a, a, b, s.logX()) + b * bend(lambda / b, b, a, s.logY());
  }

  /// `t - ln(1 + t)`, where `1 + t` is `x(a + b)/a`.
  private static double bend(double t, double a, double b, double logX) {
    if (Math.abs(t) > 0.5) {
      return t - (logX + Math.log1p(b / a));
    }
    if (Math.abs(t) > 0.02) {
      return t - Math.log1p(t);
    }
    double sum = 0;
    for (int k = 10; k >= 2; k--) {
      sum = (k % 2 == 0 ? 1.0 : -1.0) / k + t * sum;
    }
    return t * t * sum;
  }
}
