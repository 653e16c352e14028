package octavo.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Metrics that count, against their definitions in the plainest loops and against numbers by hand.
class CountsTest {
  private static final int CLASSES = 4;

  private static Tensor scores(int seed, int... shape) {
    return RandomTensors.normal(Rng.of(seed), shape);
  }

  private static Tensor classes(int seed, int... shape) {
    return RandomTensors.integers(Rng.of(seed), 0, CLASSES, shape);
  }

  private static Tensor longs(long... values) {
    return Tensors.of(values, values.length);
  }

  /// True and false positives and negatives of class `c`.
  private static BinaryCounts naive(long[] predicted, long[] actual, int c) {
    long tp = 0;
    long fp = 0;
    long fn = 0;
    long tn = 0;
    for (int i = 0; i < actual.length; i++) {
      boolean said = predicted[i] == c;
      boolean is = actual[i] == c;
      tp += said && is ? 1 : 0;
      fp += said && !is ? 1 : 0;
      fn += !said && is ? 1 : 0;
      tn += !said && !is ? 1 : 0;
    }
    return new BinaryCounts(tp, fp, fn, tn);
  }

  @Test
  void scoresByHand() {
    BinaryCounts counts =
        BinaryCounts.of(longs(1, 1, 1, 0, 0, 0, 0, 0), Tensor.of(1, 1, 0, 1, 1, 0, 0, 0));
    assertThat(counts).isEqualTo(new BinaryCounts(2, 1, 2, 3));
    assertThat(counts.count()).isEqualTo(8);
    assertThat(counts.support()).isEqualTo(4);
    assertThat(counts.accuracy()).isEqualTo(5.0 / 8);
    assertThat(counts.precision()).isEqualTo(2.0 / 3);
    assertThat(counts.recall()).isEqualTo(0.5);
    assertThat(counts.specificity()).isEqualTo(0.75);
    assertThat(counts.f1()).isCloseTo(4.0 / 7, within(1e-15));
    assertThat(counts.fBeta(2)).isCloseTo(5 * 2.0 / (5 * 2 + 4 * 2 + 1), within(1e-15));
    assertThat(counts.fBeta(0)).isEqualTo(counts.precision());
    assertThat(counts.iou()).isEqualTo(0.4);
    assertThat(counts.dice()).isEqualTo(counts.f1());
    assertThat(counts.iou()).isCloseTo(counts.f1() / (2 - counts.f1()), within(1e-15));
  }

  @Test
  void aShareOfNothingIsZero() {
    BinaryCounts none = BinaryCounts.none();
    assertThat(none.precision() + none.recall() + none.f1() + none.iou() + none.accuracy())
        .isZero();
    assertThat(none.specificity()).isZero();
    assertThat(ConfusionMatrix.none(3).perClass().f1(Averaging.MACRO)).isZero();
    assertThat(ConfusionMatrix.none(3).perClass().f1(Averaging.WEIGHTED)).isZero();
  }

  @Test
  void confusionFollowsItsDefinition() {
    Tensor scores = scores(1, 60, CLASSES);
    Tensor targets = classes(2, 60);
    ConfusionMatrix matrix = ConfusionMatrix.of(scores, targets);
    long[] predicted = scores.argMax(1).toLongArray();
    long[] actual = targets.toLongArray();
    long right = 0;
    for (int t = 0; t < CLASSES; t++) {
      for (int p = 0; p < CLASSES; p++) {
        long count = 0;
        for (int i = 0; i < actual.length; i++) {
          count += actual[i] == t && predicted[i] == p ? 1 : 0;
        }
        assertThat(matrix.counts().get(t, p)).isEqualTo(count);
        right += t == p ? count : 0;
      }
      assertThat(matrix.perClass().label(t)).isEqualTo(naive(predicted, actual, t));
    }
    assertThat(matrix.count()).isEqualTo(60);
    assertThat(matrix.accuracy()).isEqualTo(right / 60.0);
    assertThat(Metrics.accuracy(scores, targets)).isEqualTo(right / 60.0);
  }

  @Test
  void averagesFollowTheirDefinitions() {
    Tensor scores = scores(3, 50, CLASSES);
    Tensor targets = classes(4, 50);
    long[] predicted = scores.argMax(1).toLongArray();
    long[] actual = targets.toLongArray();
    double macro = 0;
    double weighted = 0;
    for (int c = 0; c < CLASSES; c++) {
      BinaryCounts counts = naive(predicted, actual, c);
      macro += counts.fBeta(2) / CLASSES;
      weighted += counts.fBeta(2) * counts.support() / 50;
    }
    assertThat(Metrics.fBeta(2, scores, targets, Averaging.MACRO)).isCloseTo(macro, within(1e-15));
    assertThat(Metrics.fBeta(2, scores, targets, Averaging.WEIGHTED))
        .isCloseTo(weighted, within(1e-15));
    double accuracy = Metrics.accuracy(scores, targets);
    // with exclusive classes every error is a false positive of one and a false negative of another
    assertThat(Metrics.precision(scores, targets, Averaging.MICRO)).isEqualTo(accuracy);
    assertThat(Metrics.recall(scores, targets, Averaging.MICRO)).isEqualTo(accuracy);
    assertThat(Metrics.f1(scores, targets, Averaging.MICRO)).isCloseTo(accuracy, within(1e-15));
    assertThat(Metrics.recall(scores, targets, Averaging.WEIGHTED))
        .isCloseTo(accuracy, within(1e-15));
  }

  @Test
  void macroLeavesOutClassesThatNeitherOccurNorArePredicted() {
    Tensor scores = Tensors.of(new float[] {1, 0, 0, 0, 1, 0, 1, 0, 0}, 3, 3);
    Tensor targets = longs(0, 1, 1);
    // class 0: TP 1, FP 1; class 1: TP 1, FN 1; class 2 is nowhere
    assertThat(Metrics.f1(scores, targets, Averaging.MACRO)).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(Metrics.iou(scores, targets)).isEqualTo(0.5);
    assertThat(Metrics.dice(scores, targets)).isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void theF1OfBatchesIsNotThatOfTheWhole() {
    Tensor predicted = longs(1, 0, 0, 0);
    Tensor actual = longs(1, 1, 1, 1);
    BinaryCounts first = BinaryCounts.of(predicted.narrow(0, 0, 1), actual.narrow(0, 0, 1));
    BinaryCounts second = BinaryCounts.of(predicted.narrow(0, 1, 3), actual.narrow(0, 1, 3));
    assertThat((first.f1() + second.f1()) / 2).isEqualTo(0.5);
    assertThat(first.plus(second).f1()).isEqualTo(0.4);
    assertThat(BinaryCounts.of(predicted, actual).f1()).isEqualTo(0.4);
  }

  @Test
  void accumulationIsTheWhole() {
    Tensor scores = scores(5, 40, CLASSES);
    Tensor targets = classes(6, 40);
    Tensor labels = RandomTensors.bernoulli(Rng.of(7), 0.4, 40, 3);
    Tensor answers = scores(8, 40, 3).greater(0);
    Accuracy accuracy = Accuracy.none();
    TopKAccuracy top = TopKAccuracy.of(2);
    ConfusionMatrix matrix = ConfusionMatrix.none(CLASSES);
    LabelCounts counts = LabelCounts.none(3);
    Perplexity perplexity = Perplexity.none();
    for (int at = 0; at < 40; at += 16) {
      int n = Math.min(16, 40 - at);
      Tensor s = scores.narrow(0, at, n);
      Tensor t = targets.narrow(0, at, n);
      accuracy = accuracy.add(s, t);
      top = top.add(s, t);
      matrix = matrix.add(s, t);
      perplexity = perplexity.add(s, t);
      counts = counts.add(answers.narrow(0, at, n), labels.narrow(0, at, n));
    }
    assertThat(accuracy).isEqualTo(Accuracy.none().add(scores, targets));
    assertThat(top).isEqualTo(TopKAccuracy.of(2).add(scores, targets));
    assertThat(matrix).isEqualTo(ConfusionMatrix.of(scores, targets));
    assertThat(matrix.plus(matrix).count()).isEqualTo(80);
    assertThat(counts).isEqualTo(LabelCounts.of(answers, labels));
    assertThat(perplexity.value()).isCloseTo(Metrics.perplexity(scores, targets), within(1e-12));
  }

  @Test
  void topKFollowsItsDefinition() {
    Tensor scores = scores(9, 30, CLASSES);
    Tensor targets = classes(10, 30);
    long[] actual = targets.toLongArray();
    for (int k = 1; k <= CLASSES; k++) {
      int right = 0;
      for (int i = 0; i < 30; i++) {
        int better = 0;
        for (int c = 0; c < CLASSES; c++) {
          better += scores.get(i, c) > scores.get(i, (int) actual[i]) ? 1 : 0;
        }
        right += better < k ? 1 : 0;
      }
      assertThat(Metrics.topKAccuracy(k, scores, targets)).isEqualTo(right / 30.0);
    }
    assertThat(Metrics.topKAccuracy(1, scores, targets))
        .isEqualTo(Metrics.accuracy(scores, targets));
    Tensor equal = Tensor.zeros(1, 3);
    assertThat(Metrics.topKAccuracy(2, equal, longs(1))).isEqualTo(1);
    assertThat(Metrics.topKAccuracy(2, equal, longs(2))).isZero();
  }

  @Test
  void labelsAreCountedEachByItself() {
    Tensor answers = scores(11, 20, 3, 2).greater(0);
    Tensor labels = RandomTensors.bernoulli(Rng.of(12), 0.3, 20, 3, 2);
    LabelCounts counts = LabelCounts.of(answers, labels);
    List<BinaryCounts> expected = new ArrayList<>();
    for (int label = 0; label < 3; label++) {
      long[] p = answers.narrow(1, label, 1).toLongArray();
      long[] t = labels.narrow(1, label, 1).toLongArray();
      expected.add(naive(p, t, 1));
    }
    assertThat(counts.labels()).isEqualTo(expected);
    assertThat(counts.total().count()).isEqualTo(120);
    assertThat(counts.precision(Averaging.MICRO)).isEqualTo(counts.total().precision());
    assertThat(counts.recall(Averaging.MACRO))
        .isCloseTo(
            expected.stream().mapToDouble(BinaryCounts::recall).average().orElseThrow(),
            within(1e-15));
  }

  @Test
  void imagesAreCountedPixelByPixelAndIgnoredOnesAreNot() {
    Tensor scores = scores(13, 2, CLASSES, 3, 3);
    Tensor targets = classes(14, 2, 3, 3);
    Tensor ignoring = targets.maskedFill(targets.equalTo(0), -1);
    ConfusionMatrix some = ConfusionMatrix.none(CLASSES).withIgnored(-1).add(scores, ignoring);
    ConfusionMatrix all = ConfusionMatrix.of(scores, targets);
    assertThat(all.count()).isEqualTo(18);
    assertThat(some.counts().narrow(0, 1, 3)).isEqualTo(all.counts().narrow(0, 1, 3));
    assertThat(some.counts().narrow(0, 0, 1).sum().item()).isZero();
    assertThat(Accuracy.none().withIgnored(-1).add(scores, ignoring).value())
        .isEqualTo(some.accuracy());
    assertThat(TopKAccuracy.of(1).withIgnored(-1).add(scores, ignoring).value())
        .isEqualTo(some.accuracy());
  }

  @Test
  void perplexityFollowsItsDefinition() {
    Tensor logits = scores(15, 12, CLASSES);
    Tensor targets = classes(16, 12);
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      double normalizer = 0;
      for (int c = 0; c < CLASSES; c++) {
        normalizer += Math.exp(logits.get(i, c));
      }
      sum += Math.log(normalizer) - logits.get(i, (int) targets.get(i));
    }
    assertThat(Metrics.perplexity(logits, targets)).isCloseTo(Math.exp(sum / 12), within(1e-12));
    assertThat(Metrics.perplexity(Tensor.zeros(5, 7), Tensors.of(new long[5], 5)))
        .isCloseTo(7, within(1e-12));
    Perplexity half = Perplexity.none().add(Tensor.zeros(2, 7), longs(3, -100));
    assertThat(half.count()).isEqualTo(1);
    assertThat(half.value()).isCloseTo(7, within(1e-12));
    assertThat(Perplexity.none().withIgnored(3).add(Tensor.zeros(2, 7), longs(3, 2)).count())
        .isEqualTo(1);
  }

  @Test
  void emptyBatchesCountNothing() {
    Tensor none = Tensors.of(new long[0], 0);
    assertThat(Accuracy.none().add(Tensor.zeros(0, 3), none)).isEqualTo(Accuracy.none());
    assertThat(ConfusionMatrix.none(3).add(Tensor.zeros(0, 3), none))
        .isEqualTo(ConfusionMatrix.none(3));
    assertThat(Calibration.none(2).add(Tensor.zeros(0, 3), none)).isEqualTo(Calibration.none(2));
    assertThat(BinaryCounts.of(none, none)).isEqualTo(BinaryCounts.none());
    assertThat(TopKAccuracy.of(2).add(Tensor.zeros(0, 3), none).count()).isZero();
  }
}
