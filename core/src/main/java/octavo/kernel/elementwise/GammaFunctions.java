package octavo.kernel.elementwise;

/// The logarithm of the gamma function and its derivatives, in double precision.
///
/// All use the recurrence to reach arguments above 15 and Stirling's asymptotic series there
/// (Abramowitz and Stegun 6.1.41, 6.4.11), and the reflection formula for negative arguments.
public final class GammaFunctions {
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
  };
  private static final double LARGE = 15;

  /// `ζ(k)` at index `k`, from 2 on.
  private static final double[] ZETA = new double[30];

  static {
    for (int k = 2; k < ZETA.length; k++) {
      ZETA[k] = zeta(k);
    }
  }

  private GammaFunctions() {}

  /// `ln |Γ(x)|`; infinite at 0 and the negative integers.
  public static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x) || (x <= 0 && x == Math.floor(x))) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      double s = Math.abs(Math.sin(Math.PI * (x - 2 * Math.floor(x / 2))));
      return Math.log(Math.PI / s) - lgamma(1 - x);
    }
    if (Math.abs(x - 1) < 0.1 || Math.abs(x - 2) < 0.1) {
      return nearRoot(x);
    }
    double shifted = x;
    double product = 1;
    while (shifted < LARGE) {
      product *= shifted++;
    }
    double inverse = 1 / shifted;
    double power = inverse;
    double series = 0;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      series += BERNOULLI[k - 1] / (2.0 * k * (2 * k - 1)) * power;
      power *= inverse * inverse;
    }
    return (shifted - 0.5) * Math.log(shifted)
        - shifted
        + 0.5 * Math.log(2 * Math.PI)
        + series
        - Math.log(product);
  }

  /// The Taylor series around the roots 1 and 2, where the general form loses its digits: `ln
  /// Γ(1+z) = -γz + Σ ζ(k)(-z)ᵏ/k`, and `ln Γ(2+z) = ln(1+z) + ln Γ(1+z)`.
  private static double nearRoot(double x) {
    boolean one = x < 1.5;
    double z = one ? x - 1 : x - 2;
    double sum = -0.5772156649015329 * z;
    double power = -z;
    for (int k = 2; k < ZETA.length; k++) {
      power *= -z;
      sum += ZETA[k] * power / k;
    }
    return one ? sum : sum + Math.log1p(z);
  }

  private static double zeta(int k) {
    double sum = 0;
    int n = 20;
    for (int i = n - 1; i >= 1; i--) {
      sum += Math.pow(i, -k);
    }
    // Euler-Maclaurin for the rest
    return sum
        + Math.pow(n, 1 - k) / (k - 1)
        + 0.5 * Math.pow(n, -k)
        + k * Math.pow(n, -k - 1) / 12
        - k * (k + 1.0) * (k + 2.0) * Math.pow(n, -k - 3) / 720;
  }

  /// The derivative of order `order + 1` of `ln Γ`, for orders 0 (digamma) to 100.
  public static double polygamma(int order, double x) {
    if (Double.isNaN(x) || x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return order == 0 ? x : 0;
    }
    if (x <= 0 && x == Math.floor(x)) {
      return order % 2 == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (x < 0) {
      // ψₙ(1-x) = (-1)ⁿ (ψₙ(x) + dⁿ/dxⁿ π cot πx)
      double mirrored = (order % 2 == 0 ? 1 : -1) * polygamma(order, 1 - x);
      return mirrored - cotangentDerivative(order, x);
    }
    double factorial = 1;
    for (int i = 2; i <= order; i++) {
      factorial *= i;
    }
    double sign = order % 2 == 0 ? -1 : 1;
    double sum = 0;
    double shifted = x;
    while (shifted < LARGE + order) { // the series needs an argument well above the order
      sum += sign * factorial * (order == 0 ? 1 / shifted : Math.pow(shifted, -order - 1));
      shifted++;
    }
    return sum + asymptotic(order, shifted, sign);
  }

  private static double asymptotic(int n, double x, double sign) {
    double sum;
    double factor = 1; // (2k + n - 1)! / (2k)!, without the sign
    if (n == 0) {
      sum = Math.log(x) - 0.5 / x;
      double square = 1 / (x * x);
      double power = square;
      for (int k = 1; k <= BERNOULLI.length; k++) {
        sum -= BERNOULLI[k - 1] / (2.0 * k) * power;
        power *= square;
      }
      return sum;
    }
    double factorial = 1;
    for (int i = 2; i < n; i++) {
      factorial *= i; // (n - 1)!
    }
    sum = factorial / Math.pow(x, n) + factorial * n / (2 * Math.pow(x, n + 1));
    for (int k = 1; k <= BERNOULLI.length; k++) {
      factor = 1;
      for (int i = 2 * k + 1; i <= 2 * k + n - 1; i++) {
        factor *= i;
      }
      sum += BERNOULLI[k - 1] * factor / Math.pow(x, 2 * k + n);
    }
    return sign * sum;
  }

  /// The derivative of order `order` of `π cot πx`.
  private static double cotangentDerivative(int order, double x) {
    double p = Math.PI;
    double c = 1 / Math.tan(p * (x - Math.floor(x)));
    double s = 1 + c * c; // -1/π² times the first derivative
    return switch (order) {
      case 0 -> p * c;
      case 1 -> -p * p * s;
      case 2 -> 2 * p * p * p * c * s;
      default -> Math.pow(p, order + 1) * cotangentPolynomial(order, c);
    };
  }

  /// The derivative of order `order` of `cot`, a polynomial in its value `c` by `cot' = -(1 + cot²)`.
  private static double cotangentPolynomial(int order, double c) {
    double[] coefficients = {0, 1};
    for (int k = 0; k < order; k++) {
      double[] next = new double[coefficients.length + 1];
      for (int i = 1; i < coefficients.length; i++) {
        next[i - 1] -= i * coefficients[i];
        next[i + 1] -= i * coefficients[i];
      }
      coefficients = next;
    }
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * c + coefficients[i];
    }
    return sum;
  }
}
