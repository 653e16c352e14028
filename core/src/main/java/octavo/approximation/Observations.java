package octavo.approximation;

/// Checks of what streaming statistics are given.
final class Observations {
  private Observations() {}

  static double requireFinite(String statistic, double x) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException(
          "%s: an observation must be finite, but is %s. Leave it out or count it elsewhere."
              .formatted(statistic, x));
    }
    return x;
  }

  static void requireSome(String statistic, long count, long least) {
    if (count < least) {
      throw new IllegalStateException(
          "%s: there must be at least %d observations, but there are %d."
              .formatted(statistic, least, count));
    }
  }

  static double requireShare(String statistic, String name, double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be between 0 and 1, but is %s.".formatted(statistic, name, p));
    }
    return p;
  }
}
