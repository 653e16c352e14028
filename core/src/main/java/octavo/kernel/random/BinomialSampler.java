package octavo.kernel.random;

import octavo.kernel.special.Deviance;
import octavo.kernel.special.StirlingError;

/// Binomial numbers: by inversion where the mean is below 10, else by transformed rejection (W.
/// Hörmann, "The generation of binomial random variates", Journal of Statistical Computation and
/// Simulation 46, 1993, algorithm BTRS).
final class BinomialSampler {
  private static final double SMALL = 10;

  private BinomialSampler() {}

  /// The successes in `trials` trials with probability `p`.
  static double binomial(Uniforms u, double trials, double p) {
    if (p > 0.5) {
      return trials - binomial(u, trials, 1 - p);
    }
    if (trials == 0 || p == 0) {
      return 0;
    }
    return trials * p < SMALL ? byInversion(u, trials, p) : byRejection(u, trials, p);
  }

  /// Adds up probabilities until their sum exceeds a uniform number.
  private static double byInversion(Uniforms u, double n, double p) {
    double odds = p / (1 - p);
    double first = Math.exp(n * Math.log1p(-p));
    while (true) {
      double rest = u.next();
      double probability = first;
      double k = 0;
      while (k <= n && rest > probability && probability > 0) {
        rest -= probability;
        k++;
        probability *= odds * ((n + 1) / k - 1);
      }
      if (k <= n && rest <= probability) { // else they, rounded, sum to less than the number
        return k;
      }
    }
  }

  private static double byRejection(Uniforms uniforms, double n, double p) {
    double q = 1 - p;
    double deviation = Math.sqrt(n * p * q);
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double alpha = (2.83 + 5.1 / b) * deviation;
    double inner = 0.92 - 4.2 / b;
    double mode = Math.floor((n + 1) * p);
    while (true) {
      double u = uniforms.next() - 0.5;
      double v = uniforms.next();
      double s = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / s + b) * u + n * p + 0.5);
      if (s >= 0.07 && v <= inner) {
        return k;
      }
      if (k < 0 || k > n) {
        continue;
      }
      double height = logProbability(k, n, p) - logProbability(mode, n, p);
      if (Math.log(v * alpha / (a / (s * s) + b)) <= height) {
        return k;
      }
    }
  }

  /// `ln(n!/(k!(n - k)!) pᵏqⁿ⁻ᵏ)` by Stirling's formula with its error, in the form of deviances, which
  /// do not cancel (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
  static double logProbability(double k, double n, double p) {
    double q = 1 - p;
    if (k == 0) {
      return n * Math.log1p(-p);
    }
    if (k == n) {
      return n * Math.log(p);
    }
    double rest = n - k;
    double errors = StirlingError.of(n) - StirlingError.of(k) - StirlingError.of(rest);
    double deviances = Deviance.of(k, n * p) + Deviance.of(rest, n * q);
    return errors - deviances + 0.5 * Math.log(n / (2 * Math.PI * k * rest));
  }
}
