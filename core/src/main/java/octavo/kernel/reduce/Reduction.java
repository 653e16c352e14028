package octavo.kernel.reduce;

/// How a row of numbers becomes one number.
public enum Reduction {
  /// `Σ x`; 0 for no elements.
  SUM("sum"),
  /// `Σ x / n`; NaN for no elements.
  MEAN("mean"),
  /// `Π x`; 1 for no elements.
  PRODUCT("product"),
  /// The smallest; NaN if one is NaN.
  MINIMUM("min"),
  /// The largest; NaN if one is NaN.
  MAXIMUM("max"),
  /// `Σ x²`.
  SUM_OF_SQUARES("sumOfSquares"),
  /// `Σ |x|`.
  SUM_OF_ABSOLUTES("sumOfAbsolutes"),
  /// Whether one element is not 0; false for no elements.
  ANY("any"),
  /// Whether every element is not 0; true for no elements.
  ALL("all");

  private final String label;

  Reduction(String label) {
    this.label = label;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }
}
