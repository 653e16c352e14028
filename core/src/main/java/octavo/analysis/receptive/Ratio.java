package octavo.analysis.receptive;

/// A rational number, exact: jumps behind an upsampling are fractions of a pixel.
///
/// @param numerator the number above the line, with the sign
/// @param denominator the number below the line, positive, with no common divisor
public record Ratio(long numerator, long denominator) implements Comparable<Ratio> {
  /// Nothing.
  public static final Ratio ZERO = new Ratio(0, 1);

  /// One.
  public static final Ratio ONE = new Ratio(1, 1);

  /// Reduces the fraction.
  ///
  /// @throws IllegalArgumentException if the denominator is 0
  public Ratio {
    if (denominator == 0) {
      throw new IllegalArgumentException(
          "Ratio: the denominator must not be 0, but the numerator is " + numerator + ".");
    }
    long common = gcd(numerator, denominator) * (denominator < 0 ? -1 : 1);
    numerator /= common;
    denominator /= common;
  }

  /// A whole number.
  public static Ratio of(long whole) {
    return new Ratio(whole, 1);
  }

  /// `numerator/denominator`.
  ///
  /// @throws IllegalArgumentException if the denominator is 0
  public static Ratio of(long numerator, long denominator) {
    return new Ratio(numerator, denominator);
  }

  static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  /// The sum.
  ///
  /// @throws ArithmeticException if it is too large for a fraction of longs
  public Ratio plus(Ratio other) {
    return of(
        Math.addExact(
            Math.multiplyExact(numerator, other.denominator),
            Math.multiplyExact(other.numerator, denominator)),
        Math.multiplyExact(denominator, other.denominator));
  }

  /// The difference.
  ///
  /// @throws ArithmeticException if it is too large for a fraction of longs
  public Ratio minus(Ratio other) {
    return plus(other.times(of(-1)));
  }

  /// The product.
  ///
  /// @throws ArithmeticException if it is too large for a fraction of longs
  public Ratio times(Ratio other) {
    return of(
        Math.multiplyExact(numerator, other.numerator),
        Math.multiplyExact(denominator, other.denominator));
  }

  /// The size without the sign.
  public Ratio abs() {
    return numerator < 0 ? times(of(-1)) : this;
  }

  /// Whether it is a whole number.
  public boolean isWhole() {
    return denominator == 1;
  }

  /// The nearest number that a double holds.
  public double toDouble() {
    return (double) numerator / denominator;
  }

  @Override
  public int compareTo(Ratio other) {
    return Long.signum(minus(other).numerator);
  }

  /// `2`, or `1/2`.
  @Override
  public String toString() {
    return isWhole() ? Long.toString(numerator) : numerator + "/" + denominator;
  }

  /// The number as a reader of tables likes it: halves, quarters and eighths with a point, others as
  /// fractions.
  public String text() {
    return denominator <= 8 && 8 % denominator == 0 && !isWhole()
        ? Double.toString(toDouble())
        : toString();
  }
}
