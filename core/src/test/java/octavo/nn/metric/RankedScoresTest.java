package octavo.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Areas under curves and calibration, against their definitions.
class RankedScoresTest {
  /// Few distinct values, so that many are equal.
  private static Tensor scores(int seed, int... shape) {
    return RandomTensors.normal(Rng.of(seed), shape).multiply(2).round();
  }

  private static double pairs(double[] scores, double[] truths) {
    double sum = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (truths[i] == 1 && truths[j] == 0) {
          sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  private static double steps(double[] scores, double[] truths) {
    double positives = Arrays.stream(truths).sum();
    double recall = 0;
    double area = 0;
    double[] thresholds = Arrays.stream(scores).distinct().sorted().toArray();
    for (int n = thresholds.length - 1; n >= 0; n--) {
      double tp = 0;
      double said = 0;
      for (int i = 0; i < scores.length; i++) {
        tp += scores[i] >= thresholds[n] ? truths[i] : 0;
        said += scores[i] >= thresholds[n] ? 1 : 0;
      }
      area += (tp / positives - recall) * tp / said;
      recall = tp / positives;
    }
    return area;
  }

  @Test
  void areasFollowTheirDefinitionsWithTies() {
    for (int seed = 0; seed < 20; seed++) {
      Tensor scores = scores(seed, 40);
      Tensor truths = RandomTensors.bernoulli(Rng.of(seed + 100), 0.3, 40);
      double[] s = scores.toDoubleArray();
      double[] t = truths.toDoubleArray();
      assertThat(Metrics.auroc(scores, truths)).isCloseTo(pairs(s, t), within(1e-14));
      assertThat(Metrics.averagePrecision(scores, truths)).isCloseTo(steps(s, t), within(1e-14));
    }
  }

  @Test
  void areasByHand() {
    Tensor scores = Tensor.of(0.1f, 0.4f, 0.35f, 0.8f);
    Tensor truths = Tensor.of(0, 0, 1, 1);
    assertThat(Metrics.auroc(scores, truths)).isEqualTo(0.75);
    assertThat(Metrics.averagePrecision(scores, truths))
        .isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-15));
    assertThat(Metrics.auroc(Tensor.zeros(4), truths)).isEqualTo(0.5);
    assertThat(Metrics.averagePrecision(Tensor.zeros(4), truths)).isEqualTo(0.5);
    assertThat(Metrics.auroc(truths, truths)).isEqualTo(1);
    assertThat(Metrics.auroc(truths.negate(), truths)).isZero();
    Tensor infinite = Tensor.of(Float.NEGATIVE_INFINITY, 0, 1, Float.POSITIVE_INFINITY);
    assertThat(Metrics.auroc(infinite, truths)).isEqualTo(1);
  }

  @Test
  void eachClassAgainstTheRest() {
    Tensor scores = scores(1, 60, 3);
    Tensor targets = RandomTensors.integers(Rng.of(2), 0, 3, 60);
    RankedScores ranked = RankedScores.none().addClasses(scores, targets);
    double area = 0;
    double weighted = 0;
    double precision = 0;
    for (int c = 0; c < 3; c++) {
      double[] s = scores.narrow(1, c, 1).toDoubleArray();
      double[] t = targets.equalTo(c).toDoubleArray();
      assertThat(ranked.auroc(c)).isCloseTo(pairs(s, t), within(1e-14));
      area += pairs(s, t) / 3;
      weighted += pairs(s, t) * Arrays.stream(t).sum() / 60;
      precision += steps(s, t) / 3;
    }
    assertThat(Metrics.auroc(scores, targets)).isCloseTo(area, within(1e-14));
    assertThat(ranked.auroc(Averaging.WEIGHTED)).isCloseTo(weighted, within(1e-14));
    assertThat(Metrics.averagePrecision(scores, targets)).isCloseTo(precision, within(1e-14));
    double[] all = scores.toDoubleArray();
    double[] answers = Tensors.oneHot(targets, 3).toDoubleArray();
    assertThat(ranked.auroc(Averaging.MICRO)).isCloseTo(pairs(all, answers), within(1e-14));
    assertThat(ranked.averagePrecision(Averaging.MICRO))
        .isCloseTo(steps(all, answers), within(1e-14));
  }

  @Test
  void accumulationIsTheWholeAndLabelsWithoutPairsAreLeftOut() {
    Tensor scores = scores(3, 30, 2);
    Tensor truths = RandomTensors.bernoulli(Rng.of(4), 0.5, 30, 2);
    RankedScores parts = RankedScores.none();
    for (Tensor[] pair :
        new Tensor[][] {
          {scores.narrow(0, 0, 11), truths.narrow(0, 0, 11)},
          {scores.narrow(0, 11, 19), truths.narrow(0, 11, 19)}
        }) {
      parts = parts.add(pair[0], pair[1]);
    }
    RankedScores whole = RankedScores.none().add(scores, truths);
    assertThat(parts.auroc(1)).isEqualTo(whole.auroc(1));
    assertThat(parts.averagePrecision(Averaging.MACRO))
        .isEqualTo(whole.averagePrecision(Averaging.MACRO));
    Tensor never = truths.multiply(Tensors.of(new float[] {1, 0}, 1, 2));
    assertThat(RankedScores.none().add(scores, never).auroc(Averaging.MACRO))
        .isEqualTo(whole.auroc(0));
  }

  @Test
  void calibrationFollowsItsDefinition() {
    Tensor p = RandomTensors.normal(Rng.of(5), 200, 3).multiply(2).softmax(1);
    Tensor targets = RandomTensors.integers(Rng.of(6), 0, 3, 200);
    int bins = 10;
    double expected = 0;
    double largest = 0;
    for (int b = 0; b < bins; b++) {
      double n = 0;
      double right = 0;
      double sum = 0;
      for (int i = 0; i < 200; i++) {
        double confidence = p.narrow(0, i, 1).max().item();
        if (confidence > (double) b / bins && confidence <= (b + 1.0) / bins) {
          n++;
          sum += confidence;
          right += p.narrow(0, i, 1).argMax(1).item() == targets.get(i) ? 1 : 0;
        }
      }
      expected += Math.abs(right - sum) / 200;
      largest = Math.max(largest, n == 0 ? 0 : Math.abs(right - sum) / n);
    }
    assertThat(Metrics.calibrationError(bins, p, targets)).isCloseTo(expected, within(1e-12));
    Calibration parts =
        Calibration.none(bins)
            .add(p.narrow(0, 0, 77), targets.narrow(0, 0, 77))
            .add(p.narrow(0, 77, 123), targets.narrow(0, 77, 123));
    assertThat(parts.count()).isEqualTo(200);
    assertThat(parts.expectedError()).isCloseTo(expected, within(1e-12));
    assertThat(parts.maximumError()).isCloseTo(largest, within(1e-12));
  }

  @Test
  void calibrationByHand() {
    Tensor p = Tensors.of(new double[] {0.9, 0.1, 0.5, 0.5, 0.3, 0.7, 1, 0}, 4, 2);
    Tensor targets = Tensors.of(new long[] {0, 0, 0, 1}, 4);
    Calibration found = Calibration.none(2).add(p, targets);
    // ½ lies in the lower half, (0, ½]; the others, 0.9 right, 0.7 and 1 wrong, in the upper
    assertThat(found.bins().get(0)).isEqualTo(new Calibration.Bin(1, 1, 0.5));
    assertThat(found.bins().get(1).count()).isEqualTo(3);
    assertThat(found.bins().get(1).accuracy()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(found.bins().get(1).confidence()).isCloseTo(2.6 / 3, within(1e-15));
    assertThat(found.expectedError()).isCloseTo((0.5 + 1.6) / 4, within(1e-15));
    assertThat(found.maximumError()).isCloseTo(1.6 / 3, within(1e-15));
  }
}
