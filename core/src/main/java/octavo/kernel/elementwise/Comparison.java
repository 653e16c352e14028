package octavo.kernel.elementwise;

/// The comparisons of two numbers. Every comparison with a NaN is false, except `notEqual`.
public enum Comparison {
  /// `a = b`.
  EQUAL("equalTo"),
  /// `a ≠ b`.
  NOT_EQUAL("notEqualTo"),
  /// `a < b`.
  LESS("less"),
  /// `a ≤ b`.
  LESS_EQUAL("lessEqual"),
  /// `a > b`.
  GREATER("greater"),
  /// `a ≥ b`.
  GREATER_EQUAL("greaterEqual");

  private final String label;

  Comparison(String label) {
    this.label = label;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// The truth value for real numbers.
  public boolean test(double a, double b) {
    return switch (this) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
    };
  }

  /// The truth value for integers.
  public boolean test(long a, long b) {
    return switch (this) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
    };
  }
}
