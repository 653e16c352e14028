package octavo.kernel.special;

import octavo.kernel.elementwise.GammaFunctions;
import octavo.kernel.elementwise.SpecialFunctions;

/// The regularized incomplete gamma functions and how a gamma number moves with its concentration.
///
/// With the density `p = xᵃ⁻¹e⁻ˣ/Γ(a)`, the lower function is `P = p·(x/a)·S` with `S = Σ xⁿ/((a + 1)…(a +
/// n))`, and the upper one `Q = p·x·h` with Legendre's continued fraction `h` (Abramowitz and Stegun
/// 6.5.29 and 6.5.31). Both are differentiated with respect to `a` term by term.
///
/// A number `x` that stays at the same quantile while `a` grows moves by `dx/da = -(∂P/∂a)/p` (M.
/// Figurnov, S. Mohamed and A. Mnih, "Implicit reparameterization gradients", 2018). On the side where
/// each form is used, its terms have one sign, so that nothing cancels.
final class IncompleteGamma {
  /// From here on the expansion of Cornish and Fisher is exact to rounding, and a sum of terms is long.
  private static final double LARGE = 1e6;

  private IncompleteGamma() {}

  private static boolean usesSeries(double a, double x) {
    return x <= Math.max(1, a + 0.5);
  }

  /// The probability that a gamma number is at most `x`.
  static double lower(double a, double x) {
    if (!(a > 0 && x >= 0)) {
      return Double.NaN;
    }
    if (x == 0 || Double.isInfinite(x)) {
      return x == 0 ? 0 : 1;
    }
    if (a > LARGE) {
      return 0.5 * SpecialFunctions.erfc(-normal(a, x) * Math.sqrt(0.5));
    }
    return usesSeries(a, x)
        ? Math.min(1, Math.exp(logPrefix(a, x)) * series(a, x)[0])
        : 1 - a * Math.exp(logPrefix(a, x)) * fraction(a, x)[0];
  }

  /// The probability that a gamma number exceeds `x`.
  static double upper(double a, double x) {
    if (!(a > 0 && x >= 0)) {
      return Double.NaN;
    }
    if (x == 0 || Double.isInfinite(x)) {
      return x == 0 ? 1 : 0;
    }
    if (a > LARGE) {
      return 0.5 * SpecialFunctions.erfc(normal(a, x) * Math.sqrt(0.5));
    }
    return usesSeries(a, x)
        ? Math.max(0, 1 - Math.exp(logPrefix(a, x)) * series(a, x)[0])
        : a * Math.exp(logPrefix(a, x)) * fraction(a, x)[0];
  }

  /// `p = xᵃ⁻¹e⁻ˣ/Γ(a)`.
  static double density(double a, double x) {
    return Math.exp(new LogDensity.Gamma().at(a, 1, x));
  }

  /// `ln(xᵃe⁻ˣ/Γ(a + 1))`, for large `a` without the cancellation of large terms.
  private static double logPrefix(double a, double x) {
    double delta = (a - x) / x;
    if (a < 16 || delta > 1e3 || delta < -0.999) {
      return a * Math.log(x) - x - GammaFunctions.lgamma(a + 1);
    }
    return -Deviance.of(a, x) - 0.5 * Math.log(2 * Math.PI * a) - StirlingError.of(a);
  }

  /// `d ln x/da` at a constant quantile, where `x = eˡ`.
  static double logSlope(double a, double l) {
    if (!(a > 0) || Double.isNaN(l)) {
      return Double.NaN;
    }
    if (l == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double x = Math.exp(l);
    if (a > LARGE) {
      double z = normal(a, x);
      return slopeAt(a, z) / x;
    }
    if (usesSeries(a, x)) {
      double[] s = series(a, x);
      return -((l - GammaFunctions.polygamma(0, a + 1)) * s[0] + s[1]) / a;
    }
    double[] h = fraction(a, x);
    return (l - GammaFunctions.polygamma(0, a)) * h[0] + h[1];
  }

  /// The derivative of [#logSlope] with respect to `a` at constant `l`.
  static double logCurvature(double a, double l) {
    if (!(a > 0) || Double.isNaN(l)) {
      return Double.NaN;
    }
    if (l == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double x = Math.exp(l);
    if (a > LARGE) {
      return curvatureAt(a, normal(a, x)) / x;
    }
    if (usesSeries(a, x)) {
      double[] s = series(a, x);
      double shift = l - GammaFunctions.polygamma(0, a + 1);
      double inner = shift * s[0] + s[1];
      double slope = -GammaFunctions.polygamma(1, a + 1) * s[0] + shift * s[1] + s[2];
      return (inner / a - slope) / a;
    }
    double[] h = fraction(a, x);
    double shift = l - GammaFunctions.polygamma(0, a);
    return -GammaFunctions.polygamma(1, a) * h[0] + shift * h[1] + h[2];
  }

  /// `S` and its first two derivatives with respect to `a`.
  private static double[] series(double a, double x) {
    double term = 1;
    double first = 0; // the derivative of the term's logarithm
    double second = 0; // and that of it
    double s = 1;
    double s1 = 0;
    double s2 = 0;
    double size = 1;
    for (int n = 1; size > 1e-17 * s; n++) {
      double inverse = 1 / (a + n);
      term *= x * inverse;
      first -= inverse;
      second += inverse * inverse;
      s += term;
      s1 += term * first;
      s2 += term * (first * first + second);
      size = term * (1 + first * first);
    }
    return new double[] {s, s1, s2};
  }

  /// `h` and its first two derivatives with respect to `a`: `1/(b₀ + a₁/(b₁ + a₂/(b₂ + …)))` with `bₙ = x
  /// + 2n + 1 - a` and `aₙ = -n(n - a)`. How many steps are needed is found out forwards.
  private static double[] fraction(double a, double x) {
    int steps = steps(a, x);
    double f = x + 1 - a + 2.0 * steps;
    double f1 = -1;
    double f2 = 0;
    for (int n = steps; n >= 1; n--) {
      double inverse = 1 / f;
      double g = -n * (n - a) * inverse;
      double g1 = (n - g * f1) * inverse;
      double g2 = -(2 * g1 * f1 + g * f2) * inverse;
      f = x + 2 * n - 1 - a + g;
      f1 = g1 - 1;
      f2 = g2;
    }
    double h = 1 / f;
    return new double[] {h, -f1 * h * h, (2 * f1 * f1 * h - f2) * h * h};
  }

  /// The steps after which the continued fraction no longer changes, by Lentz's method, and some more.
  /// For an integer the fraction ends, but its derivatives do not: the next half stands for it.
  private static int steps(double concentration, double x) {
    double a = Math.floor(concentration) + 0.5;
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    for (int n = 1; n < 1_000_000; n++) {
      double numerator = -n * (n - a);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      if (Math.abs(d * c - 1) < 1e-16) {
        return n + n / 4 + 8;
      }
    }
    return 1_000_000;
  }

  /// The normal number at the quantile of `x`: `x = a + z√a + (z² - 1)/3 + (z³ - 7z)/(36√a) + …` (E. A.
  /// Cornish and R. A. Fisher, 1938), solved by Newton's method.
  private static double normal(double a, double x) {
    double root = Math.sqrt(a);
    double z = Math.clamp((x - a) / root, -40, 40);
    for (int i = 0; i < 4; i++) {
      double value = a + z * root + (z * z - 1) / 3 + (z * z * z - 7 * z) / (36 * root);
      z -= (value - x) / (root + 2 * z / 3 + (3 * z * z - 7) / (36 * root));
    }
    return z;
  }

  private static double slopeAt(double a, double z) {
    double root = Math.sqrt(a);
    return 1 + z / (2 * root) - (z * z * z - 7 * z) / (72 * a * root);
  }

  /// The derivative of `dx/da` with respect to `a` at constant `x`, not `z`.
  private static double curvatureAt(double a, double z) {
    double root = Math.sqrt(a);
    double alone = -z / (4 * a * root) + (z * z * z - 7 * z) / (48 * a * a * root);
    double mixed = 1 / (2 * root) - (3 * z * z - 7) / (72 * a * root);
    double across = root + 2 * z / 3 + (3 * z * z - 7) / (36 * root);
    return alone - mixed * slopeAt(a, z) / across;
  }
}
