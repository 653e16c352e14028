package octavo.nn.smooth;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.metric.BinaryCounts;
import octavo.nn.metric.Metrics;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// How far soft metrics are from the hard ones: the bounds that they state, on batches of all sizes whose
/// outputs are anything from undecided to sure.
class SoftBoundsTest {
  private static final double ROUNDING = 1e-12; // of some additions in float64
  private final Rng rng = Rng.of(6);

  private Tensor logits(int round, int... shape) {
    double size = Math.pow(10, round % 5 / 2.0 - 1);
    return RandomTensors.normal(rng, shape).to(DType.FLOAT64).multiply(size);
  }

  /// If one number changes from `p` to 0 or 1, a quotient `a/b` with `0 <= a <= b` in which it occurs at most once
  /// above and below changes by at most that much divided by `b`.
  @Test
  void scoresOfCountsKeepTheirBounds() {
    for (int round = 0; round < 500; round++) {
      int n = 1 + round % 40;
      Tensor x = logits(round, n);
      Tensor p = x.sigmoid();
      Tensor t = RandomTensors.bernoulli(rng, 0.3, n).to(DType.FLOAT64);
      double unsure = p.minimum(p.negate().add(1)).sum().item();
      SoftCounts soft = SoftCounts.of(p, t);
      BinaryCounts hard = BinaryCounts.of(x.greater(0), t);
      double found = soft.predicted().item();
      double there = soft.actual().item();
      double both = soft.truePositives().item();
      within(soft.precision(), hard.precision(), unsure / found);
      within(soft.dice(), hard.f1(), 2 * unsure / (found + there));
      within(soft.iou(), hard.iou(), unsure / (found + there - both));
      double share = SoftCounts.recallShare(2);
      within(soft.fBeta(2), hard.fBeta(2), unsure / ((1 - share) * found + share * there));
      if (there > 0) {
        within(soft.recall(), hard.recall(), unsure / there);
      }
    }
  }

  @Test
  void accuracyKeepsItsBound() {
    for (int round = 0; round < 500; round++) {
      int n = 1 + round % 40;
      Tensor x = logits(round, n, 4);
      Tensor classes = RandomTensors.integers(rng, 0, 4, n);
      Tensor p = x.softmax(1);
      Tensor t = Tensors.oneHot(classes, 4).to(DType.FLOAT64);
      double bound = 1 - p.max(1).mean().item();
      within(SoftMetrics.accuracy(p, t), Metrics.accuracy(x, classes), bound);
    }
  }

  private static void within(Tensor soft, double hard, double bound) {
    assertThat(Math.abs(soft.item() - hard)).isLessThanOrEqualTo(bound + ROUNDING);
  }
}
