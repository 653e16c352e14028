package octavo.nn;

import java.math.BigDecimal;
import octavo.kernel.random.Probability;
import octavo.tensor.Tensor;

/// What the layers of dropout check.
final class DropProbability {
  private DropProbability() {}

  static void require(String layer, double p) {
    Probability.require(layer, "the drop probability", p);
  }

  /// From the probability to keep, as named by the caller.
  static double fromKept(String layer, double p) {
    Probability.require(layer, "the keep probability", p);
    // in decimals, so that to keep 0.8 is to drop 0.2 and not 0.19999999999999996
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(p)).doubleValue();
  }

  static void requireRank(String layer, String takes, Tensor x, int least, int most) {
    if (x.rank() < least || x.rank() > most) {
      throw new IllegalArgumentException(
          "%s: the input must be %s, but is %s.".formatted(layer, takes, x.shape()));
    }
  }
}
