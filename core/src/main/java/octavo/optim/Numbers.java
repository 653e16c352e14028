package octavo.optim;

/// Rules for the numbers of transforms.
final class Numbers {
  private Numbers() {}

  static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value + ".");
    }
  }

  static void require(boolean holds, String rule, long value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value + ".");
    }
  }

  /// A decay of a running mean.
  static void requireShare(String name, double value) {
    require(value >= 0 && value < 1, name + " must be in [0, 1)", value);
  }

  static void requireNotNegative(String name, double value) {
    require(
        value >= 0 && !Double.isInfinite(value), name + " must be finite and not negative", value);
  }

  static void requirePositive(String name, double value) {
    require(value > 0 && !Double.isInfinite(value), name + " must be finite and positive", value);
  }
}
