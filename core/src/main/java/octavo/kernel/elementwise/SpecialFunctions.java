package octavo.kernel.elementwise;

/// Functions of one number that `java.lang.Math` lacks, in double precision.
public final class SpecialFunctions {
  private SpecialFunctions() {}

  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x); // exp of a negative number: no overflow
    return e / (1 + e);
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  static double siluDerivative(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? 1 : 0;
    }
    double s = sigmoid(x);
    return s * (1 + x * (1 - s));
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a > 1e8 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(y, x);
  }

  static double acosh(double x) {
    return x > 1e8 ? Math.log(x) + Math.log(2) : Math.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
  }

  static double atanh(double x) {
    return 0.5 * Math.log1p(2 * x / (1 - x));
  }

  static double normalCdf(double x) {
    return 0.5 * erfc(-x * Math.sqrt(0.5));
  }

  static double timesNormalPdf(double x) {
    return Double.isInfinite(x) ? 0 : x * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /// `½x(1 + tanh u)`, computed as `x·σ(2u)`: `1 + tanh u` would lose all digits for negative `u`.
  static double geluTanh(double x) {
    return x == Double.NEGATIVE_INFINITY ? 0 : x * sigmoid(twiceGeluArgument(x));
  }

  static double geluTanhDerivative(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? 1 : 0;
    }
    double v = twiceGeluArgument(x);
    double curvature = sigmoid(v) * sigmoid(-v);
    double slope = 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    return sigmoid(v) + (curvature == 0 ? 0 : x * curvature * slope);
  }

  private static double twiceGeluArgument(double x) {
    return 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }

  /// The error function: its Taylor series where that converges fast, else through [#erfc].
  public static double erf(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (a > 2) {
      return Math.copySign(1 - erfc(a), x);
    }
    // erf x = 2/√π · e^(-x²) · Σ 2ⁿ x^(2n+1) / (1·3·5···(2n+1)): all terms positive, no
    // cancellation
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /// The complementary error function: for large arguments a continued fraction (Lentz's method),
  /// which keeps its relative accuracy where `1 - erf x` would lose all digits.
  public static double erfc(double x) {
    if (x < 2) {
      return x < -2 ? 2 - erfc(-x) : 1 - erf(x);
    }
    if (x > 27.3) {
      return 0; // below the smallest double
    }
    // erfc x = e^(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))
    double fraction = x;
    for (int n = 120; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
  }
}
