package octavo.kernel.special;

/// What Stirling's formula leaves out of a factorial.
public final class StirlingError {
  private static final double[] SMALL = new double[16];

  static {
    double logFactorial = 0;
    for (int n = 1; n < SMALL.length; n++) {
      logFactorial += Math.log(n);
      SMALL[n] = logFactorial - ((n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI));
    }
  }

  private StirlingError() {}

  /// `ln Γ(n + 1) - ((n + ½) ln n - n + ½ ln 2π)` for an integer `n ≥ 1` or any real `n ≥ 16`.
  public static double of(double n) {
    if (n < SMALL.length) {
      return SMALL[(int) n];
    }
    double s = 1 / (n * n);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / n;
  }
}
