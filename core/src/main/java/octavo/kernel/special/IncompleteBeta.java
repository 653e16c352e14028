package octavo.kernel.special;

import octavo.kernel.elementwise.GammaFunctions;

/// The regularized incomplete beta function and how a beta number moves with its concentrations, of `x` or of its logit
/// `l = ln(x/(1 - x))`, which tells numbers next to 1 apart.
///
/// `I = xᵃ(1 - x)ᵇ/(a·B(a, b)) · h(a, b, x)`, where `h` is a continued fraction ([BetaFraction]) that converges fast up to
/// `x = (a + 1)/(a + b + 2)`; beyond, `I_x(a, b) = 1 - I_{1-x}(b, a)`. The fraction is differentiated step by step. Where it would
/// be long, or its terms no numbers, a limit stands for it ([BetaLimits]).
final class IncompleteBeta {
  /// Both concentrations are so large that the next term of the expansion is below the last digit.
  private static final double LARGE = 1e10;

  /// One concentration is so many times larger that the number is a gamma number to the last digit.
  private static final double UNEQUAL = 1e8;

  /// The largest gamma number of a small concentration that matters.
  private static final double TAIL = 50;

  private IncompleteBeta() {}

  /// A number between 0 and 1 with its distance from 1, and the logarithms of both.
  record Share(double x, double y, double logX, double logY) {
    static Share of(double x) {
      return new Share(x, 1 - x, Math.log(x), Math.log1p(-x));
    }

    static Share ofLogit(double l) {
      double odds = Math.exp(-Math.abs(l));
      double near = 1 / (1 + odds);
      double far = odds * near;
      double logNear = -Math.log1p(odds);
      double logFar = logNear - Math.abs(l);
      return l < 0 ? new Share(far, near, logFar, logNear) : new Share(near, far, logNear, logFar);
    }

    Share rest() {
      return new Share(y, x, logY, logX);
    }
  }

  private static boolean isDefined(double a, double b, double x) {
    return a > 0 && b > 0 && x >= 0 && x <= 1;
  }

  /// `I_x(a, b)`: the probability that a beta number is at most `x`.
  static double regularized(double a, double b, double x) {
    return isDefined(a, b, x) ? x == 0 || x == 1 ? x : probability(a, b, Share.of(x)) : Double.NaN;
  }

  /// The probability that the logit of a beta number is at most `l`.
  static double ofLogit(double a, double b, double l) {
    if (!(a > 0 && b > 0) || Double.isNaN(l)) {
      return Double.NaN;
    }
    return Double.isInfinite(l) ? (l > 0 ? 1 : 0) : probability(a, b, Share.ofLogit(l));
  }

  private static double probability(double a, double b, Share s) {
    if (b > UNEQUAL * (a + TAIL)) {
      return BetaLimits.lower(a, b, s);
    }
    if (a > UNEQUAL * (b + TAIL)) {
      return BetaLimits.upper(b, a, s.rest());
    }
    if (Math.min(a, b) > LARGE) {
      return BetaLimits.normal(a, b, s);
    }
    boolean left = BetaFraction.converges(a, b, s);
    double tail = left ? tail(a, b, s) : tail(b, a, s.rest());
    return left ? tail : 1 - tail;
  }

  private static double tail(double a, double b, Share s) {
    double prefix = Math.exp(logPrefix(a, b, s));
    // the fraction of such parameters may be no number
    return prefix == 0 ? 0 : Math.min(1, prefix * BetaFraction.of(a, b, s)[0]);
  }

  /// `p = xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b)`.
  static double density(double a, double b, double x) {
    if (!isDefined(a, b, x)) {
      return Double.NaN;
    }
    if (x == 0 || x == 1) {
      double near = x == 0 ? a : b;
      double other = x == 0 ? b : a;
      return near == 1 ? other : near < 1 ? Double.POSITIVE_INFINITY : 0;
    }
    return Math.exp(new LogDensity.Beta().at(a, b, x));
  }

  /// `dx/da` at a constant quantile: `-(∂I/∂a)/p`.
  static double slope(double a, double b, double x) {
    if (!isDefined(a, b, x)) {
      return Double.NaN;
    }
    return x == 0 || x == 1 ? 0 : x * (1 - x) * logitSlope(a, b, Share.of(x));
  }

  /// `dx/db` at a constant quantile.
  static double otherSlope(double a, double b, double x) {
    if (!isDefined(a, b, x)) {
      return Double.NaN;
    }
    return x == 0 || x == 1 ? 0 : -x * (1 - x) * logitSlope(b, a, Share.of(x).rest());
  }

  /// `dl/da` at a constant quantile of the logit `l`; 0 at both ends, where the density that it is multiplied with decides.
  static double logitSlope(double a, double b, double l) {
    if (!(a > 0 && b > 0) || Double.isNaN(l)) {
      return Double.NaN;
    }
    return Double.isInfinite(l) ? 0 : logitSlope(a, b, Share.ofLogit(l));
  }

  private static double logitSlope(double a, double b, Share s) {
    if (b > UNEQUAL * (a + TAIL)) {
      return BetaLimits.lowerSlope(a, b, s);
    }
    if (a > UNEQUAL * (b + TAIL)) {
      return BetaLimits.upperSlope(b, a, s.rest());
    }
    if (Math.min(a, b) > LARGE) {
      return BetaLimits.normalSlope(a, b, s);
    }
    // the derivative of the logarithm of xᵃ(1 - x)ᵇ/B(a, b) is ln x + ψ(a + b) - ψ(a)
    if (BetaFraction.converges(a, b, s)) {
      double[] h = BetaFraction.of(a, b, s);
      double shift =
          s.logX() + digammaStepFromNext(a, b); // the term of 1/a is that of the factor a
      return -(shift * h[0] + h[1]) / a;
    }
    double[] h = BetaFraction.of(b, a, s.rest());
    return ((s.logX() + digammaStep(a, b)) * h[0] + h[2]) / b;
  }

  /// `ln(xᵃ(1 - x)ᵇ/(a·B(a, b)))`, for large concentrations without the cancellation of large terms.
  private static double logPrefix(double a, double b, Share s) {
    double n = a + b;
    if (a >= 16 && b >= 16) {
      double errors = StirlingError.of(n) - StirlingError.of(a) - StirlingError.of(b);
      double deviances = BetaLimits.deviance(a, b, s);
      return errors - deviances + 0.5 * Math.log(b / a / n / (2 * Math.PI));
    }
    double rest = b * s.logY();
    if (a > b) {
      return a * s.logX() + rest - Math.log(a) - logBeta(a, b);
    }
    if (b < 16) {
      // by the recurrence: of small numbers nothing is left of the difference
      double gammas =
          GammaFunctions.lgamma(b + 1) - GammaFunctions.lgamma(n + 1) + Math.log1p(a / b);
      return a * s.logX() + rest - GammaFunctions.lgamma(a + 1) - gammas;
    }
    double ratio = (b - 0.5) * Math.log1p(a / b) - a + StirlingError.of(n) - StirlingError.of(b);
    return a * (s.logX() + Math.log(n)) + rest + ratio - GammaFunctions.lgamma(a + 1);
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

  /// `ψ(a + b) - ψ(a)`, a sum of positive terms: nothing is lost where `b` is small.
  static double digammaStep(double a, double b) {
    if (!(a > 0 && b >= 0)) {
      return GammaFunctions.polygamma(0, a + b) - GammaFunctions.polygamma(0, a);
    }
    double sum = 0;
    double low = a;
    while (low < 16) {
      sum += b / (low + b) / low;
      low++;
    }
    double high = low + b;
    double p = 1 / (low * low);
    double q = 1 / (high * high);
    double difference = b / low / high * (1 / low + 1 / high); // p - q
    double third = p * p + p * q + q * q;
    double fourth = (p + q) * (p * p + q * q);
    double series = 1.0 / 12 - (p + q) / 120 + third / 252 - fourth / 240;
    return sum + Math.log1p(b / low) + 0.5 * (b / low / high) + difference * series;
  }

  /// `ψ(a + b) - ψ(a + 1)`.
  private static double digammaStepFromNext(double a, double b) {
    return a < 16
        ? GammaFunctions.polygamma(0, a + b) - GammaFunctions.polygamma(0, a + 1)
        : digammaStep(a, b) - 1 / a;
  }
}
