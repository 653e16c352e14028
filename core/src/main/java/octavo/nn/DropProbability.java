package octavo.nn;

import octavo.tensor.Tensor;

/// What the layers of dropout check.
final class DropProbability {
  private DropProbability() {}

  static void require(String layer, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          layer + ": the drop probability must be in [0, 1], but is " + p + ".");
    }
  }

  /// From the probability to keep, as named by the caller.
  static double fromKept(String layer, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          layer + ": the keep probability must be in [0, 1], but is " + p + ".");
    }
    return 1 - p;
  }

  static void requireRank(String layer, String takes, Tensor x, int least, int most) {
    if (x.rank() < least || x.rank() > most) {
      throw new IllegalArgumentException(
          "%s: the input must be %s, but is %s.".formatted(layer, takes, x.shape()));
    }
  }
}
