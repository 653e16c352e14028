package octavo.kernel.random;

import octavo.kernel.special.Deviance;
import octavo.kernel.special.StirlingError;

/// Poisson numbers: by inversion for rates below 10, else by transformed rejection (W. Hörmann, "The
/// transformed rejection method for generating Poisson random variables", Insurance: Mathematics and
/// Economics 12, 1993, algorithm PTRS).
final class PoissonSampler {
  private static final double SMALL = 10;

  private PoissonSampler() {}

  static double poisson(Uniforms u, double rate) {
    if (rate < SMALL) {
      return rate == 0 ? 0 : byInversion(u, rate);
    }
    return Double.isInfinite(rate) ? rate : byRejection(u, rate);
  }

  /// Adds up probabilities until their sum exceeds a uniform number.
  private static double byInversion(Uniforms u, double rate) {
    double first = Math.exp(-rate);
    while (true) {
      double rest = u.next();
      double probability = first;
      double k = 0;
      while (rest > probability && probability > 0) {
        rest -= probability;
        k++;
        probability *= rate / k;
      }
      if (rest <= probability) { // else they, rounded, sum to less than the number
        return k;
      }
    }
  }

  private static double byRejection(Uniforms uniforms, double rate) {
    double b = 0.931 + 2.53 * Math.sqrt(rate);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double inner = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = uniforms.next() - 0.5;
      double v = uniforms.next();
      double s = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / s + b) * u + rate + 0.43);
      if (s >= 0.07 && v <= inner) {
        return k;
      }
      if (k < 0 || (s < 0.013 && v > s)) {
        continue;
      }
      if (Math.log(v * inverseAlpha / (a / (s * s) + b)) <= logProbability(k, rate)) {
        return k;
      }
    }
  }

  /// `ln(rateᵏ e^(-rate)/k!)` by Stirling's formula with its error and the deviance, which does not cancel.
  static double logProbability(double k, double rate) {
    if (k == 0) {
      return -rate;
    }
    return -0.5 * Math.log(2 * Math.PI * k) - StirlingError.of(k) - Deviance.of(k, rate);
  }
}
