package octavo.kernel.pool;

/// Which of two numbers a search for the maximum keeps: NaN is larger than every number, and what came
/// first stays among equals.
final class Larger {
  private Larger() {}

  /// Whether `value` takes the place of `largest`.
  static boolean than(double largest, double value) {
    return !(value <= largest) && !Double.isNaN(largest);
  }

  /// Whether `value` takes the place of `largest`.
  static boolean than(float largest, float value) {
    return !(value <= largest) && !Float.isNaN(largest);
  }
}
