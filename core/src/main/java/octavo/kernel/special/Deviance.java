package octavo.kernel.special;

/// How far a number lies from its mean, as the logarithm of a likelihood: what densities and probabilities of large parameters
/// are computed from (Loader, 2000, *Fast and Accurate Computation of Binomial Probabilities*).
public final class Deviance {
  /// Below this relative distance a series has all digits, where the difference of two terms would lose some: those of
  /// `δ - ln(1 + δ)` are `δ`, and their difference is `δ²/2`.
  private static final double NEAR = 0.03;

  private static final double[] RECIPROCALS = new double[13];

  static {
    for (int j = 2; j < RECIPROCALS.length; j++) {
      RECIPROCALS[j] = 1.0 / j;
    }
  }

  private Deviance() {}

  /// `k·ln(k/m) + m - k` for positive numbers, not negative.
  public static double of(double k, double m) {
    double delta = (m - k) / k;
    double size = Math.abs(delta);
    if (size < NEAR) {
      double sum = 0; // ½ - δ/3 + δ²/4 - …
      for (int j = RECIPROCALS.length - 1; j >= 2; j--) {
        sum = RECIPROCALS[j] - delta * sum;
      }
      return k * delta * delta * sum;
    }
    return size < 0.5 ? k * (delta - Math.log1p(delta)) : k * logRatio(k, m) + (m - k);
  }

  /// `ln(k/m)`, also where the quotient is no number.
  private static double logRatio(double k, double m) {
    double ratio = k / m;
    return ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE
        ? Math.log(ratio)
        : Math.log(k) - Math.log(m);
  }
}
