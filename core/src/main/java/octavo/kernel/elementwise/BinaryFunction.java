package octavo.kernel.elementwise;

/// The functions of two numbers.
public enum BinaryFunction {
  /// `a + b`.
  ADD("add"),
  /// `a - b`.
  SUBTRACT("subtract"),
  /// `a·b`.
  MULTIPLY("multiply"),
  /// `a / b`.
  DIVIDE("divide"),
  /// `a` to the power `b`.
  POWER("power"),
  /// The smaller; NaN if one is NaN. Of truth values: and.
  MINIMUM("minimum"),
  /// The larger; NaN if one is NaN. Of truth values: or.
  MAXIMUM("maximum"),
  /// The angle of the point `(b, a)`.
  ATAN2("atan2"),
  /// `a - b·⌊a/b⌋`: the rest with the sign of the divisor, as in Python.
  REMAINDER("remainder"),
  /// `a·b`, but 0 where `b` is 0, whatever `a`: what a mask hides may be infinite or NaN.
  MASK("mask");

  private final String label;

  BinaryFunction(String label) {
    this.label = label;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// Whether truth values map to truth values.
  public boolean keepsBool() {
    return this == MINIMUM || this == MAXIMUM;
  }

  /// The value for real numbers.
  public double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case MASK -> b == 0 ? 0 : a * b;
      case DIVIDE -> a / b;
      case POWER -> Math.pow(a, b);
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case ATAN2 -> Math.atan2(a, b);
      case REMAINDER -> {
        double rest = a % b;
        yield rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
      }
    };
  }

  /// The value for integers: exact, wrapping around on overflow.
  ///
  /// @throws ArithmeticException if the divisor of a quotient is 0
  /// @throws IllegalArgumentException if the function leaves the integers
  public long apply(long a, long b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY, MASK -> a * b;
      case DIVIDE -> Math.floorDiv(a, b);
      case REMAINDER -> {
        if (b == 0) {
          throw new IllegalArgumentException(
              "remainder: integers have no remainder by 0, but the divisor is 0. Convert to a floating type first.");
        }
        yield Math.floorMod(a, b);
      }
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case POWER -> power(a, b);
      case ATAN2 ->
          throw new IllegalArgumentException("atan2: integers have no exact image, convert first.");
    };
  }

  private static long power(long base, long exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException(
          "power: integers have no negative powers, but the exponent is "
              + exponent
              + ". Convert to a floating type first.");
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
