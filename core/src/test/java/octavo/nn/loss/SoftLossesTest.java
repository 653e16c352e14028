package octavo.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.nn.metric.Averaging;
import octavo.nn.metric.ConfusionMatrix;
import octavo.nn.metric.LabelCounts;
import octavo.nn.metric.Metrics;
import octavo.nn.smooth.SoftCounts;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Losses made of metrics: equal to the hard metric where outputs are one-hot, and what must not be done
/// with them.
class SoftLossesTest {
  /// With logits this far apart softmax and sigmoid are exactly 0 and 1.
  private static final double SURE = 2000;

  private static final int CLASSES = 4;

  private static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 1, shape);
  }

  private static Tensor classes(int seed, int... shape) {
    return RandomTensors.integers(Rng.of(seed), 0, CLASSES, shape);
  }

  private static Tensor labels(int seed, int... shape) {
    return RandomTensors.bernoulli(Rng.of(seed), 0.4, shape);
  }

  /// Logits so large that outputs are one-hot, with about half of the answers right.
  private static Tensor sure(Tensor targets, int seed) {
    Tensor right = Tensors.oneHot(targets, CLASSES).to(DType.FLOAT64).multiply(1.5);
    int rank = right.rank();
    Tensor first = rank == 2 ? right : right.permute(0, 3, 1, 2);
    Tensor scores = first.add(normal(seed, first.shape().toArray()));
    Tensor winner = Tensors.oneHot(scores.argMax(1), CLASSES).to(DType.FLOAT64);
    return (rank == 2 ? winner : winner.permute(0, 3, 1, 2)).multiply(SURE);
  }

  @ParameterizedTest
  @EnumSource(Averaging.class)
  void exclusiveScoresAreTheHardOnesOnOneHotOutputs(Averaging averaging) {
    for (Tensor targets : List.of(classes(1, 30), classes(2, 3, 4, 4))) {
      Tensor logits = sure(targets, 3);
      LabelCounts hard = ConfusionMatrix.of(logits, targets).perClass();
      Outputs o = Outputs.EXCLUSIVE;
      same(SoftFBeta.f1(o).withAveraging(averaging), logits, targets, hard.f1(averaging));
      same(SoftFBeta.of(2, o).withAveraging(averaging), logits, targets, hard.fBeta(2, averaging));
      same(
          SoftFBeta.precision(o).withAveraging(averaging),
          logits,
          targets,
          hard.precision(averaging));
      same(SoftFBeta.recall(o).withAveraging(averaging), logits, targets, hard.recall(averaging));
    }
  }

  private static void same(Loss loss, Tensor logits, Tensor targets, double hard) {
    assertThat(loss.of(logits, targets).item()).as("%s", loss).isCloseTo(1 - hard, within(1e-14));
  }

  @ParameterizedTest
  @EnumSource(Averaging.class)
  void independentScoresAreTheHardOnesOnSureOutputs(Averaging averaging) {
    Tensor targets = labels(4, 25, 3);
    Tensor logits = normal(5, 25, 3).sign().multiply(SURE);
    LabelCounts hard = LabelCounts.of(logits.greater(0), targets);
    Outputs o = Outputs.INDEPENDENT;
    same(SoftFBeta.f1(o).withAveraging(averaging), logits, targets, hard.f1(averaging));
    same(
        SoftFBeta.of(0.5, o).withAveraging(averaging), logits, targets, hard.fBeta(0.5, averaging));
    same(
        SoftFBeta.precision(o).withAveraging(averaging),
        logits,
        targets,
        hard.precision(averaging));
    same(SoftFBeta.recall(o).withAveraging(averaging), logits, targets, hard.recall(averaging));
    // one label without an axis of its own: the positive class
    Tensor one = logits.narrow(1, 0, 1).flatten();
    Tensor truth = targets.narrow(1, 0, 1).flatten();
    same(SoftFBeta.f1(o).withAveraging(averaging), one, truth, hard.label(0).f1());
  }

  @Test
  void accuracyAndOverlapAreTheHardOnesOnOneHotOutputs() {
    Tensor targets = classes(6, 2, 5, 5);
    Tensor logits = sure(targets, 7);
    same(SoftAccuracy.exclusive(), logits, targets, Metrics.accuracy(logits, targets));
    Outputs o = Outputs.EXCLUSIVE;
    same(SoftOverlap.dice(o).withSmoothing(0), logits, targets, Metrics.dice(logits, targets));
    same(SoftOverlap.iou(o).withSmoothing(0), logits, targets, Metrics.iou(logits, targets));
    // shares in place of class indices
    Tensor shares = Tensors.oneHot(targets, CLASSES).permute(0, 3, 1, 2);
    same(SoftAccuracy.exclusive(), logits, shares, Metrics.accuracy(logits, targets));
    double each = 0;
    for (int i = 0; i < 2; i++) {
      each += Metrics.iou(logits.narrow(0, i, 1), targets.narrow(0, i, 1)) / 2;
    }
    same(SoftOverlap.iou(o).withSmoothing(0).withPerExample(), logits, targets, each);
    Tensor yes = labels(8, 6, 2);
    Tensor answers = normal(9, 6, 2).sign().multiply(SURE);
    double right = answers.greater(0).equalTo(yes.truth()).mean().item();
    assertThat(SoftAccuracy.independent().of(answers, yes).item())
        .isCloseTo(1 - right, within(1e-7));
  }

  @Test
  void overlapByHand() {
    Tensor p = Tensors.of(new double[] {0.9, 0.2, 0.6, 0.1}, 4);
    Tensor logits = p.log().subtract(p.negate().add(1).log());
    Tensor t = Tensor.of(1, 0, 1, 1);
    // TP 1.6, FP 0.2, FN 1.4
    Outputs o = Outputs.INDEPENDENT;
    same(SoftOverlap.dice(o), logits, t, 4.2 / 5.8);
    same(SoftOverlap.iou(o), logits, t, 2.6 / 4.2);
    same(SoftOverlap.tversky(0.3, 0.7, o).withSmoothing(0), logits, t, 1.6 / (1.6 + 0.06 + 0.98));
    same(SoftFBeta.f1(o), logits, t, 3.2 / 4.8);
    same(SoftFBeta.precision(o), logits, t, 1.6 / 1.8);
    same(SoftFBeta.recall(o), logits, t, 1.6 / 3);
    SoftCounts counts = SoftCounts.of(p, t);
    assertThat(counts.precision().item()).isCloseTo(1.6 / 1.8, within(1e-15));
    assertThat(counts.recall().item()).isCloseTo(1.6 / 3, within(1e-15));
    assertThat(counts.dice().item()).isCloseTo(3.2 / 4.8, within(1e-15));
    assertThat(counts.fBeta(2).item()).isCloseTo(5 * 1.6 / (1.8 + 4 * 3), within(1e-15));
    assertThat(counts.iou().item()).isCloseTo(1.6 / 3.2, within(1e-15));
  }

  @Test
  void smoothingLetsFalsePositivesCountWhereNothingIsToBeFound() {
    Tensor logits = Tensors.of(new double[] {0.5, -1}, 2).tracked();
    Tensor nothing = Tensor.zeros(2);
    SoftOverlap dice = SoftOverlap.dice(Outputs.INDEPENDENT);
    assertThat(dice.of(logits, nothing).gradients().of(logits).min().item()).isPositive();
    Tensor plain = dice.withSmoothing(0).of(logits, nothing);
    assertThat(plain.item()).isOne();
    assertThat(plain.gradients().of(logits).abs().max().item()).isZero();
    same(dice, Tensor.of(-(float) SURE), Tensor.zeros(1), 1);
  }

  @Test
  void theGradientOfSoftAccuracyIsThatOfItsFormula() {
    // of one row with right class c: ∂(1 - p_c)/∂x = p_c·(p - onehot(c))
    Tensor logits = normal(10, 1, CLASSES).tracked();
    Tensor loss = SoftAccuracy.exclusive().of(logits, Tensors.of(new long[] {2}, 1));
    Tensor p = logits.stopGradient().softmax(1);
    Tensor expected =
        p.subtract(Tensors.oneHot(2, CLASSES).to(DType.FLOAT64)).multiply(p.get(0, 2));
    assertThat(loss.gradients().of(logits).allClose(expected, 1e-13, 1e-13)).isTrue();
  }

  /// The trap: of cross-entropy the gradient of a batch is the mean of its halves' gradients; of the F1
  /// of the batch it is not.
  @Test
  void gradientAccumulationIsNotValidForBatchF1() {
    Tensor logits = normal(11, 8).tracked();
    Tensor targets = Tensor.of(1, 0, 0, 0, 1, 1, 1, 0);
    Loss entropy = BinaryCrossEntropyWithLogits.mean();
    assertThat(accumulated(entropy, logits, targets))
        .satisfies(sum ->
            assertThat(sum.allClose(whole(entropy, logits, targets), 1e-12, 1e-15)).isTrue());
    Loss f1 = SoftFBeta.f1(Outputs.INDEPENDENT);
    Tensor sum = accumulated(f1, logits, targets);
    Tensor right = whole(f1, logits, targets);
    double cosine = sum.dot(right).item() / (sum.norm().item() * right.norm().item());
    assertThat(sum.subtract(right).norm().item()).isGreaterThan(0.1 * right.norm().item());
    assertThat(cosine).as("not even the direction is right").isLessThan(0.99);
  }

  private static Tensor whole(Loss loss, Tensor logits, Tensor targets) {
    return loss.of(logits, targets).gradients().of(logits);
  }

  private static Tensor accumulated(Loss loss, Tensor logits, Tensor targets) {
    Tensor first = loss.of(logits.narrow(0, 0, 4), targets.narrow(0, 0, 4));
    Tensor second = loss.of(logits.narrow(0, 4, 4), targets.narrow(0, 4, 4));
    return first.gradients().of(logits).add(second.gradients().of(logits)).multiply(0.5);
  }

  @Test
  void softAucGoesToTheHardArea() {
    Tensor scores = normal(12, 40).multiply(2).round();
    Tensor targets = labels(13, 40);
    same(SoftAuc.pairwise().withTemperature(1e-3), scores, targets, Metrics.auroc(scores, targets));
    Tensor s = normal(14, 30);
    Tensor t = labels(15, 30);
    for (double temperature : new double[] {1, 0.1, 0.01}) {
      double gap = 1e9;
      for (int i = 0; i < 30; i++) {
        for (int j = 0; j < 30; j++) {
          gap = t.get(i) > t.get(j) ? Math.min(gap, Math.abs(s.get(i) - s.get(j))) : gap;
        }
      }
      double off = 1 / (1 + Math.exp(gap / temperature));
      assertThat(SoftAuc.pairwise().withTemperature(temperature).of(s, t).item())
          .isCloseTo(1 - Metrics.auroc(s, t), within(off));
    }
    // a batch of one kind has loss 0 and gradient 0
    Tensor x = s.tracked();
    Tensor alone = SoftAuc.pairwise().of(x, s.zerosLike());
    assertThat(alone.item()).isZero();
    assertThat(alone.gradients().of(x).abs().max().item()).isZero();
  }

  @Test
  void lossesAreFiniteForLargeLogits() {
    Tensor logits = Tensors.of(new float[] {1e4f, -1e4f, 0, -1e4f, 1e4f, 1e4f}, 2, 3).tracked();
    Tensor index = Tensors.of(new long[] {1, 2}, 2);
    Tensor many = Tensors.of(new float[] {0, 1, 1, 0, 0, 1}, 2, 3);
    for (Outputs o : Outputs.values()) {
      Tensor targets = o == Outputs.EXCLUSIVE ? index : many;
      List<Loss> losses =
          List.of(
              new SoftAccuracy(o),
              SoftFBeta.f1(o),
              SoftFBeta.precision(o).withAveraging(Averaging.MICRO),
              SoftOverlap.dice(o),
              SoftOverlap.iou(o).withSmoothing(0),
              o == Outputs.EXCLUSIVE ? LovaszSoftmax.ofBatch() : LovaszHinge.ofBatch());
      for (Loss loss : losses) {
        Tensor y = loss.of(logits, targets);
        assertThat(y.isFinite().item()).as("%s", loss).isOne();
        assertThat(y.gradients().of(logits).isFinite().all().item()).as("%s", loss).isOne();
      }
    }
  }
}
