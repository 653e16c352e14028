package octavo.analysis.lint;

/// Between which bounds numbers are, both included.
///
/// @param low may be -∞
/// @param high may be +∞
record Interval(double low, double high) {
  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Interval UNIT = new Interval(0, 1);
  static final Interval NOT_NEGATIVE = new Interval(0, Double.POSITIVE_INFINITY);
  static final Interval NOT_POSITIVE = new Interval(Double.NEGATIVE_INFINITY, 0);

  /// These bounds; everything if one is no number.
  static Interval of(double a, double b) {
    return Double.isNaN(a) || Double.isNaN(b) ? ALL : new Interval(Math.min(a, b), Math.max(a, b));
  }

  /// A bound in words.
  static String text(double x) {
    return Double.isInfinite(x)
        ? (x < 0 ? "-∞" : "∞")
        : x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }

  boolean isPoint() {
    return low == high;
  }

  boolean isWithin(double least, double most) {
    return low >= least && high <= most;
  }

  Interval union(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  Interval plus(Interval other) {
    return of(low + other.low, high + other.high);
  }

  Interval negated() {
    return new Interval(-high, -low);
  }

  Interval times(Interval other) {
    double a = product(low, other.low);
    double b = product(low, other.high);
    double c = product(high, other.low);
    double d = product(high, other.high);
    return new Interval(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /// A bound of 0 is 0 however large the other number is.
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /// What is certain of a sum of such numbers: the sign.
  Interval sum() {
    return low >= 0 ? NOT_NEGATIVE : high <= 0 ? NOT_POSITIVE : ALL;
  }
}
