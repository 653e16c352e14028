package octavo.approximation;

/// Bounds that a random number keeps, in absolute value, with a given probability.
final class TwoSided {
  private TwoSided() {}

  /// `q` with `P(|Z| ≤ q) = level` for a normal number: the root of `erf(q/√2) = level`.
  static double normal(double level) {
    return bisect(q -> erf(q / Math.sqrt(2)), level);
  }

  /// `q` with `P(|T| ≤ q) = level` for Student's distribution with so many degrees of freedom.
  static double student(double level, int freedom) {
    return bisect(q -> studentInside(q, freedom), level);
  }

  private interface Inside {
    double at(double q);
  }

  private static double bisect(Inside inside, double level) {
    double low = 0;
    double high = 1;
    while (inside.at(high) < level && high < 1e300) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (inside.at(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /// `2/√π·exp(−x²)·Σ 2ⁿx^(2n+1)/(2n+1)!!`: all terms have one sign, so nothing cancels.
  private static double erf(double x) {
    if (x > 6) {
      return 1; // to the last digit
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /// The finite sums for whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4).
  private static double studentInside(double q, int freedom) {
    double angle = Math.atan(q / Math.sqrt(freedom));
    double cosine = Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = 0;
    for (int n = odd ? 3 : 2; n <= freedom; n += 2) {
      sum += term;
      term *= cosine * cosine * (n - 1) / n;
    }
    double product = Math.sin(angle) * sum;
    return odd ? 2 / Math.PI * (angle + product) : product;
  }
}
