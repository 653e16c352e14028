package octavo.kernel.special;

import octavo.kernel.special.IncompleteBeta.Share;

/// The continued fraction of the incomplete beta function (A. R. DiDonato and A. H. Morris, "Algorithm 708", ACM Transactions on
/// Mathematical Software 18, 1992), which takes `1 - x` as it takes `x`:
/// `h = a/(β₀ + α₁/(β₁ + α₂/(β₂ + …)))` with
/// `αₙ = (a + n - 1)(a + b + n - 1)n(b - n)x²/(a + 2n - 1)²` and
/// `βₙ = n + n(b - n)x/(a + 2n - 1) + (a + n)(a(1 - x) - bx + 1 + n(2 - x))/(a + 2n + 1)`.
final class BetaFraction {
  private static final int MOST = 1_000_000;

  private BetaFraction() {}

  /// Whether the fraction converges fast: `x ≤ (a + 1)/(a + b + 2)`.
  static boolean converges(double a, double b, Share s) {
    return (b + 1) * s.x() <= (a + 1) * s.y();
  }

  /// `h` and its derivatives with respect to `a` and `b`. The factor `a` is divided out of the first terms, so that a small `a`
  /// loses nothing.
  static double[] of(double a, double b, Share s) {
    double x = s.x();
    double y = s.y();
    double lambda = a * y - b * x + 1;
    double f = 0;
    double fa = 0;
    double fb = 0;
    for (int n = steps(a, b, x, y, lambda); n >= 0; n--) {
      double t = a + 2.0 * n + 1;
      double u = lambda + n * (1 + y);
      // what comes after: αₙ₊₁/f, with the derivatives of its logarithm
      double g = 0;
      double ga = 0;
      double gb = 0;
      if (f != 0) {
        int m = n + 1;
        double base = (n == 0 ? 1 : a + n) * m * (x / t) * (x / t) / f;
        g = base * (a + b + n) * (b - m);
        ga = g * ((n == 0 ? 0 : 1 / (a + n)) + 1 / (a + b + n) - 2 / t) - g / f * fa;
        gb = base * (2 * b + a - 1) - g / f * fb;
      }
      if (n == 0) {
        f = u / t + g;
        fa = (y - u / t) / t + ga;
        fb = -x / t + gb;
      } else {
        double r = t - 2;
        double even = n * x / r;
        double odd = (a + n) / t;
        f = n + even * (b - n) + odd * u + g;
        fa = -even * (b - n) / r + u / t * (1 - odd) + odd * y + ga;
        fb = even - odd * x + gb;
      }
    }
    double h = 1 / f;
    return new double[] {h, -fa * h * h, -fb * h * h};
  }

  /// The steps after which the fraction no longer changes, by Lentz's method, and some more. For an integer `b` the fraction
  /// ends, but its derivatives do not: the next half stands for it.
  private static int steps(double a, double second, double x, double y, double lambda) {
    double b = Math.floor(second) + 0.5;
    double c = Math.max(lambda, 1e-300) / (a + 1);
    double d = 0;
    for (int n = 1; n < MOST; n++) {
      double r = a + 2.0 * n - 1;
      double first = n == 1 ? 1 : a + n - 1;
      double numerator = first * (a + b + n - 1) * n * (b - n) * (x / r) * (x / r);
      double term = n + n * (b - n) * x / r + (a + n) * (lambda + n * (1 + y)) / (r + 2);
      d = 1 / (term + numerator * d);
      c = term + numerator / c;
      if (Math.abs(d * c - 1) < 1e-16) {
        return n + n / 4 + 6;
      }
    }
    return MOST;
  }
}
