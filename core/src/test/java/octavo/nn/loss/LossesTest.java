package octavo.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What PyTorch cannot tell: losses it lacks, limits, and what each loss is for.
class LossesTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private final Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(1), 0, 1, 4, 5);
  private final Tensor classes = Tensors.of(new long[] {1, 4, 0, 2}, 4);

  private static Tensor doubles(double... values) {
    return Tensors.of(values, values.length);
  }

  private static double slope(Loss loss, double logit, double target) {
    Tensor x = doubles(logit).tracked();
    return loss.of(x, doubles(target)).gradients().of(x).item();
  }

  @Test
  void squaresStallOnASaturatedUnitWhereCrossEntropyDoesNot() {
    for (double s : new double[] {-30, -10, -2, 0, 2}) {
      double p = 1 / (1 + Math.exp(-s));
      double slope = p * (1 - p);
      assertThat(slope(LogisticMse.mean(), s, 1)).isCloseTo(2 * (p - 1) * slope, CLOSE);
      assertThat(slope(BinaryCrossEntropyWithLogits.mean(), s, 1)).isCloseTo(p - 1, CLOSE);
    }
    assertThat(Math.abs(slope(LogisticMse.mean(), -30, 1))).isLessThan(1e-12);
    assertThat(slope(BinaryCrossEntropyWithLogits.mean(), -30, 1)).isCloseTo(-1, CLOSE);
  }

  @Test
  void sureProbabilitiesGiveFiniteLosses() {
    Tensor p = doubles(0, 1, 0, 1).tracked();
    Tensor losses =
        BinaryCrossEntropy.mean().withReduction(LossReduction.NONE).of(p, doubles(0, 1, 1, 0));
    assertThat(losses).isEqualTo(doubles(0, 0, 100, 100));
    assertThat(losses.sum().gradients().of(p)).isEqualTo(doubles(1, -1, -1e12, 1e12));
  }

  @Test
  void hinges() {
    Tensor scores = doubles(0.5, -2, 3);
    Tensor signs = doubles(1, 1, 1);
    assertThat(Hinge.mean().withReduction(LossReduction.NONE).of(scores, signs))
        .isEqualTo(doubles(0.5, 3, 0));
    assertThat(SquaredHinge.mean().withReduction(LossReduction.SUM).of(scores, signs).item())
        .isEqualTo(9.25);
  }

  @Test
  void focalWithoutFocusIsCrossEntropy() {
    Tensor t = x.greater(0).to(DType.FLOAT64);
    double plain = BinaryCrossEntropyWithLogits.mean().of(x, t).item();
    SigmoidFocal sigmoid = SigmoidFocal.mean().withGamma(0);
    assertThat(sigmoid.withoutAlpha().of(x, t).item()).isCloseTo(plain, CLOSE);
    assertThat(sigmoid.withAlpha(0.5).of(x, t).item()).isCloseTo(plain / 2, CLOSE);
    double softmax = CrossEntropy.mean().of(x, classes).item();
    SoftmaxFocal focal = SoftmaxFocal.mean();
    assertThat(focal.withGamma(0).of(x, classes).item()).isCloseTo(softmax, CLOSE);
    // by the definition, with weights
    Tensor p = x.softmax(1).gather(1, classes.unsqueeze(1)).squeeze(1);
    Tensor expected = p.affine(-1, 1).power(1.5).multiply(p.log()).negate();
    Tensor alpha = doubles(1, 2, 3, 4, 5);
    Tensor found =
        focal.withGamma(1.5).withAlpha(alpha).withReduction(LossReduction.NONE).of(x, classes);
    assertThat(found.allClose(expected.multiply(doubles(2, 5, 1, 3)), 1e-12, 0)).isTrue();
  }

  @Test
  void focalCountsTheEasyLess() {
    Tensor logits = doubles(3, -1).tracked();
    Tensor losses = new SigmoidFocal(LossReduction.NONE, 2, null).of(logits, doubles(1, 1));
    for (int i = 0; i < 2; i++) {
      double p = 1 / (1 + Math.exp(-logits.get(i)));
      assertThat(losses.get(i)).isCloseTo(-Math.pow(1 - p, 2) * Math.log(p), CLOSE);
    }
    // a half has an infinite slope at 0, which must not enter
    Tensor sure = doubles(1000).tracked();
    Tensor dx = SigmoidFocal.mean().withGamma(0.5).of(sure, doubles(1)).gradients().of(sure);
    assertThat(dx.item()).isZero();
  }

  @Test
  void sparsemaxLossReachesZero() {
    Tensor scores = Tensors.of(new double[] {3, 1.9, 0, 1, 0.5, 0.2}, 2, 3).tracked();
    Tensor t = Tensors.zeros(DType.INT64, 2);
    Tensor losses = EntmaxLoss.sparsemax().withReduction(LossReduction.NONE).of(scores, t);
    assertThat(losses.get(0)).isZero();
    assertThat(losses.get(1)).isPositive();
    Tensor dx = losses.sum().gradients().of(scores);
    Tensor oneHot = Tensors.of(new double[] {1, 0, 0, 1, 0, 0}, 2, 3);
    assertThat(dx.allClose(scores.stopGradient().sparsemax(1).subtract(oneHot), 0, 1e-14)).isTrue();
  }

  @Test
  void entmaxLossGoesToCrossEntropy() {
    double found = EntmaxLoss.entmax15().withAlpha(1 + 1e-6).of(x, classes).item();
    assertThat(found).isCloseTo(CrossEntropy.mean().of(x, classes).item(), Offset.offset(1e-5));
  }

  @Test
  void contrastive() {
    Tensor left = Tensors.of(new double[] {0, 0, 0, 0, 1, 1}, 3, 2);
    Tensor right = Tensors.of(new double[] {3, 4, 0, 0.5, 1, 1}, 3, 2);
    Contrastive loss = Contrastive.mean().withReduction(LossReduction.NONE);
    assertThat(loss.of(left, right, doubles(1, 1, 1))).isEqualTo(doubles(12.5, 0.125, 0));
    assertThat(loss.of(left, right, doubles(0, 0, 0))).isEqualTo(doubles(0, 0.125, 0.5));
    Tensor same = left.tracked();
    Tensor dx = loss.of(same, left, doubles(0, 0, 0)).sum().gradients().of(same);
    assertThat(dx.any().item()).isZero();
  }

  @Test
  void reductionsOfTheBatch() {
    Tensor t = x.zerosLike();
    double sum = x.square().sum().item();
    assertThat(new MeanSquaredError(LossReduction.BATCH_MEAN).of(x, t).item())
        .isCloseTo(sum / 4, CLOSE);
    assertThat(MeanSquaredError.mean().of(Tensor.zeros(0), Tensor.zeros(0)).item()).isNaN();
    Tensor ignored = Tensors.of(new long[] {-100, -100, -100, -100}, 4);
    assertThat(CrossEntropy.mean().of(x, ignored).item()).isNaN();
    assertThat(CrossEntropy.mean().withReduction(LossReduction.SUM).of(x, ignored).item()).isZero();
  }

  @Test
  void ctcSumsAllPaths() {
    // two steps, label 1: the paths (1, 1), (0, 1) and (1, 0)
    Tensor p = Tensors.of(new double[] {0.6, 0.4, 0.3, 0.7}, 2, 1, 2);
    Tensor two = Tensors.of(new long[] {2}, 1);
    Tensor one = Tensors.of(new long[] {1}, 1);
    Tensor labels = Tensors.of(new long[] {1}, 1, 1);
    double expected = -Math.log(0.4 * 0.7 + 0.6 * 0.7 + 0.4 * 0.3);
    assertThat(Ctc.mean().of(p.log(), labels, two, one).item()).isCloseTo(expected, CLOSE);
  }

  @Test
  void ctcOfTooFewStepsIsInfinite() {
    Tensor logs = Tensors.zeros(DType.FLOAT64, 2, 1, 3).logSoftmax(2).tracked();
    Tensor labels = Tensors.of(new long[] {1, 1}, 1, 2);
    Tensor two = Tensors.of(new long[] {2}, 1);
    Tensor loss = Ctc.mean().of(logs, labels, two, two);
    assertThat(loss.item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(loss.gradients().of(logs).isNaN().any().item()).isEqualTo(1);
    Tensor zero = Ctc.mean().withZeroInfinity().of(logs, labels, two, two);
    assertThat(zero.item()).isZero();
    assertThat(zero.gradients().of(logs).any().item()).isZero();
  }

  @Test
  void labelsThatDoNotExcludeOneAnother() {
    // indoor and black-and-white at once: k sigmoids can be sure of both, softmax cannot
    Tensor logits = doubles(9, 9, -9);
    assertThat(logits.sigmoid().narrow(0, 0, 2).min().item()).isGreaterThan(0.999);
    assertThat(logits.softmax(0).max().item()).isLessThan(0.501);
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Huber.mean().withDelta(0))
        .hasMessage("Huber: delta must be positive, but is 0.0.");
    assertThatThrownBy(() -> SmoothL1.mean().withBeta(-1))
        .hasMessage("SmoothL1: beta must not be negative, but is -1.0.");
    assertThatThrownBy(() -> MultiMargin.mean().withPower(3))
        .hasMessage("MultiMargin: the power must be 1 or 2, but is 3.");
    assertThatThrownBy(() -> PoissonNll.mean().withEpsilon(0))
        .hasMessage("PoissonNll: epsilon must be positive, but is 0.0.");
    assertThatThrownBy(() -> GaussianNll.mean().withEpsilon(0))
        .hasMessage("GaussianNll: epsilon must be positive, but is 0.0.");
    assertThatThrownBy(() -> CosineEmbedding.mean().withMargin(2))
        .hasMessage("CosineEmbedding: the margin must be in [-1, 1], but is 2.0.");
    assertThatThrownBy(() -> Triplet.mean().withMargin(0))
        .hasMessage(
            "Triplet: margin and power must be positive, but the margin is 0.0 and the power 2.0.");
    assertThatThrownBy(() -> Contrastive.mean().withMargin(0))
        .hasMessage("Contrastive: the margin must be positive, but is 0.0.");
    assertThatThrownBy(() -> SigmoidFocal.mean().withGamma(-1))
        .hasMessage("SigmoidFocal: gamma must not be negative, but is -1.0.");
    assertThatThrownBy(() -> SigmoidFocal.mean().withAlpha(2))
        .hasMessage("SigmoidFocal: alpha must be in [0, 1], but is 2.0.");
    assertThatThrownBy(() -> SoftmaxFocal.mean().withGamma(Double.NaN))
        .hasMessage("SoftmaxFocal: gamma must not be negative, but is NaN.");
    assertThatThrownBy(() -> EntmaxLoss.sparsemax().withAlpha(1))
        .hasMessage(
            "EntmaxLoss: alpha must be finite and above 1, but is 1.0. For alpha 1 take CrossEntropy.");
    assertThatThrownBy(() -> Ctc.mean().withBlank(-1))
        .hasMessage("Ctc: the blank must be a class, but is -1.");
  }

  @Test
  void theLargestDifferenceIsADistanceToo() {
    Tensor a = Tensor.of(new float[] {0, 0}, 1, 2);
    Tensor near = Tensor.of(new float[] {1, -3}, 1, 2);
    Tensor far = Tensor.of(new float[] {2, 2}, 1, 2);
    Triplet loss = Triplet.mean().withPower(Double.POSITIVE_INFINITY).withEpsilon(0);
    assertThat(loss.of(a, near, far).item()).isEqualTo(3 - 2 + 1);
    assertThatThrownBy(() -> loss.withEpsilon(Double.NaN))
        .hasMessage("Triplet: epsilon must be finite and not negative, but is NaN.");
  }

  @Test
  void anInfiniteVarianceIsNoNaN() {
    Tensor v = Tensor.of(Float.POSITIVE_INFINITY);
    assertThat(GaussianNll.mean().of(Tensor.of(1f), Tensor.of(2f), v).item())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void ignoredRowsHaveNoGradientWhateverStandsInThem() {
    int classes = 40;
    for (int[] shape : new int[][] {{2, classes}, {2, classes, 32}}) {
      Tensor x = RandomTensors.normal(Rng.of(8), shape);
      Tensor second = x.narrow(0, 1, 1).multiply(Double.NaN);
      Tensor logits = Tensors.concat(0, x.narrow(0, 0, 1), second).tracked();
      int[] rest = shape.length == 2 ? new int[] {2} : new int[] {2, shape[2]};
      Tensor ignored = Tensors.full(DType.INT64, Shape.of(rest), -100);
      Tensor first = ignored.narrow(0, 0, 1).add(103);
      Tensor targets = Tensors.concat(0, first, ignored.narrow(0, 1, 1));
      Tensor dx = CrossEntropy.mean().of(logits, targets).gradients().of(logits);
      assertThat(dx.narrow(0, 1, 1).equalTo(0).all().item()).isEqualTo(1);
      assertThat(dx.narrow(0, 0, 1).isFinite().all().item()).isEqualTo(1);
      // the rule that second orders are made of
      Tensor loss = CrossEntropy.mean().of(logits, targets);
      Tensor one = loss.stopGradient().onesLike();
      Tensor rule = Derivatives.gradients(loss, one, true, logits)[0];
      assertThat(rule.stopGradient().allClose(dx, 1e-6, 1e-6)).isTrue();
      Tensor again = rule.square().sum().gradients().of(logits);
      assertThat(again.narrow(0, 1, 1).equalTo(0).all().item()).isEqualTo(1);
      assertThat(again.isFinite().all().item()).isEqualTo(1);
    }
  }

  /// A class that cannot be has the logit -∞: where the target has nothing there, it adds nothing.
  @Test
  void whatCannotBeAddsNothing() {
    for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int classes : new int[] {3, 40}) {
        Tensor t = Tensors.oneHot(1, classes).to(type).reshape(1, classes);
        Tensor logits =
            Tensors.arange(classes)
                .to(type)
                .multiply(0.1)
                .reshape(1, classes)
                .maskedFill(Tensors.arange(classes).equalTo(0), Double.NEGATIVE_INFINITY)
                .tracked();
        Tensor loss = CrossEntropy.mean().of(logits, t);
        Tensor ofClass = CrossEntropy.mean().of(logits, Tensors.of(new long[] {1}, 1));
        assertThat(loss.allClose(ofClass, 1e-6, 0)).isTrue();
        assertThat(loss.gradients().of(logits).allClose(ofClass.gradients().of(logits), 1e-6, 1e-7))
            .isTrue();
        Tensor logs = logits.stopGradient().logSoftmax(1).tracked();
        Tensor divergence = KlDivergence.batchMean().of(logs, t);
        assertThat(divergence.allClose(ofClass, 1e-6, 0)).isTrue();
        assertThat(divergence.gradients().of(logs).allClose(t.negate(), 0, 0)).isTrue();
        Tensor same = KlDivergence.batchMean().withLogTarget().of(logs, logs);
        assertThat(same.item()).isZero();
        assertThat(same.gradients().of(logs).isFinite().all().item()).isEqualTo(1);
      }
    }
  }
}
