package octavo.kernel.elementwise;

/// What kind of number an element is.
public enum Predicate {
  /// Not a number.
  IS_NAN("isNaN"),
  /// Plus or minus infinity.
  IS_INFINITE("isInfinite"),
  /// Neither infinite nor NaN.
  IS_FINITE("isFinite");

  private final String label;

  Predicate(String label) {
    this.label = label;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// The truth value.
  public boolean test(double x) {
    return switch (this) {
      case IS_NAN -> Double.isNaN(x);
      case IS_INFINITE -> Double.isInfinite(x);
      case IS_FINITE -> Double.isFinite(x);
    };
  }
}
