package octavo.kernel.elementwise;

/// Activation functions and their derivatives in double precision, in forms that neither overflow
/// nor lose digits: finite for every finite argument, with the limits at both infinities.
public final class ActivationFunctions {
  /// `λ` of SELU.
  public static final double SELU_SCALE = 1.0507009873554805;

  /// `α` of SELU.
  public static final double SELU_ALPHA = 1.6732632423543772;

  /// The factor in `x·σ(1.702x)`.
  public static final double GELU_SIGMOID_FACTOR = 1.702;

  private ActivationFunctions() {}

  /// `x·tanh(ln(1 + eˣ))`. With `u = e^(-|x|)` the hyperbolic tangent is `N/D`, where `D = N + 2u²`
  /// and `N = 1 + 2u` for `x ≥ 0`, and `D = N + 2` and `N = u(u + 2)` below 0.
  static double mish(double x) {
    if (x == Double.NEGATIVE_INFINITY) {
      return -0.0;
    }
    double u = Math.exp(-Math.abs(x));
    double n = x < 0 ? u * (u + 2) : 1 + 2 * u;
    return x * (n / (n + (x < 0 ? 2 : 2 * u * u)));
  }

  /// `tanh s + x·σ(x)·(1 - tanh² s)` with `s = ln(1 + eˣ)`.
  static double mishDerivative(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? 1 : 0;
    }
    double u = Math.exp(-Math.abs(x));
    double n = x < 0 ? u * (u + 2) : 1 + 2 * u;
    double d = n + (x < 0 ? 2 : 2 * u * u);
    double k = (x < 0 ? u : u * u) * (1 + u);
    return n / d + 4 * x * k / d / d;
  }

  static double softsign(double x) {
    return Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
  }

  static double softsignDerivative(double x) {
    double r = 1 / (1 + Math.abs(x));
    return r * r;
  }

  static double hardSigmoid(double x) {
    return x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6;
  }

  static double hardSwish(double x) {
    return x <= -3 ? -0.0 : x * hardSigmoid(x);
  }

  static double hardSwishDerivative(double x) {
    return x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;
  }

  static double selu(double x) {
    return SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
  }

  static double seluDerivative(double x) {
    return SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x));
  }

  /// `x·σ(βx)`, with the limits of `x → ±∞`; `x/2` for `β = 0`.
  static double swish(double x, double beta) {
    if (beta == 0) {
      return x / 2;
    }
    double s = SpecialFunctions.sigmoid(beta * x);
    return s == 0 ? Math.copySign(0, x) : x * s;
  }

  /// `σ(βx)·(1 + βx·(1 - σ(βx)))`.
  static double swishDerivative(double x, double beta) {
    if (beta == 0) {
      return Double.isNaN(x) ? x : 0.5;
    }
    return SpecialFunctions.siluDerivative(beta * x);
  }

  /// `ln(1 + e^(βx))/β`, and `x` where `βx` exceeds the threshold.
  static double softplus(double x, double beta, double threshold) {
    double v = beta * x;
    // from 700 on they are equal in any case, and βx may overflow
    return v > Math.min(threshold, 700) ? x : SpecialFunctions.softplus(v) / beta;
  }

  /// `x - tanh x`. Below 1 it is `Σ 2k/(2k+1)!·x^(2k+1) / cosh x`: all terms have one sign, where
  /// the difference would lose most of its digits.
  static double tanhShrink(double x) {
    if (!(Math.abs(x) < 1)) {
      return x - Math.tanh(x);
    }
    double power = x * x * x;
    double factorial = 6;
    double sum = power / 3;
    for (int k = 2; k < 12; k++) {
      power *= x * x;
      factorial *= 2 * k * (2 * k + 1);
      sum += 2 * k / factorial * power;
    }
    return sum / Math.cosh(x);
  }

  static double tanhShrinkDerivative(double x) {
    double t = Math.tanh(x);
    return t * t;
  }
}
