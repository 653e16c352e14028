package octavo.nn.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import octavo.nn.loss.LovaszHinge;
import octavo.nn.loss.LovaszSoftmax;
import octavo.nn.loss.Outputs;
import octavo.nn.loss.SoftAccuracy;
import octavo.nn.loss.SoftAuc;
import octavo.nn.loss.SoftFBeta;
import octavo.nn.loss.SoftOverlap;
import octavo.nn.metric.Averaging;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What smooth functions and the losses made of them refuse, and what they say.
class SmoothErrorsTest {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor HALF = X.to(DType.BFLOAT16);

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class)
        .hasMessage(message);
  }

  /// A function of a number that must be positive.
  private interface Scaled {
    Object of(Tensor x, double number);
  }

  private static Map<String, Scaled> sharpened() {
    Map<String, Scaled> all = new LinkedHashMap<>();
    all.put("SmoothMax.logSumExp", (x, k) -> SmoothMax.logSumExp(x, k, 1));
    all.put("SmoothMax.mellowmax", (x, k) -> SmoothMax.mellowmax(x, k, 1));
    all.put("SmoothMax.boltzmann", (x, k) -> SmoothMax.boltzmann(x, k, 1));
    all.put("SmoothMax.pair", (x, k) -> SmoothMax.pair(x, x, k));
    all.put("SmoothMax.erfPair", (x, k) -> SmoothMax.erfPair(x, x, k));
    all.put("SmoothMax.swishPair", (x, k) -> SmoothMax.swishPair(x, x, k));
    all.put("SmoothAbs.logCosh", SmoothAbs::logCosh);
    all.put("SmoothAbs.erf", SmoothAbs::erf);
    all.put("SmoothThreshold.relu", SmoothThreshold::relu);
    all.put("SmoothThreshold.step", SmoothThreshold::step);
    all.put("SmoothThreshold.sign", SmoothThreshold::sign);
    return all;
  }

  private static Map<String, Scaled> heated() {
    Map<String, Scaled> all = new LinkedHashMap<>();
    all.put("SoftArgmax.oneHot", (x, t) -> SoftArgmax.oneHot(x, t, 1));
    all.put("SoftArgmax.index", (x, t) -> SoftArgmax.index(x, t, 1));
    all.put("SoftRank", (x, t) -> SoftRank.of(x, t, 1));
    all.put("SoftSort", (x, t) -> SoftSort.softSort(t).sort(x, 1));
    return all;
  }

  @Test
  void numbersMustBePositive() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String rest = " must be positive and finite, but is " + wrong + ".";
      sharpened()
          .forEach((name, f) -> refuses(() -> f.of(X, wrong), name + ": the sharpness" + rest));
      heated()
          .forEach((name, f) -> refuses(() -> f.of(X, wrong), name + ": the temperature" + rest));
      refuses(() -> SmoothAbs.root(X, wrong), "SmoothAbs.root: the width" + rest);
      refuses(() -> GaussianSmoothing.of(wrong), "GaussianSmoothing: the deviation" + rest);
      refuses(() -> PerturbedMaximizer.argmax(wrong), "PerturbedMaximizer: the deviation" + rest);
      refuses(() -> SoftMetrics.auc(X, X, wrong), "SoftMetrics.auc: the temperature" + rest);
      refuses(() -> SoftAuc.pairwise().withTemperature(wrong), "SoftAuc: the temperature" + rest);
    }
    refuses(
        () -> SmoothMax.pNorm(X, 0.5),
        "SmoothMax.pNorm: p must be finite and at least 1, but is 0.5.");
    refuses(
        () -> GaussianSmoothing.of(1).withSamples(0),
        "GaussianSmoothing: the samples must be 1 or more, but are 0.");
    refuses(
        () -> PerturbedMaximizer.rank(1).withSamples(0),
        "PerturbedMaximizer: the samples must be 1 or more, but are 0.");
  }

  @Test
  void typesForStorageAreRefused() {
    String rest = ": bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32).";
    sharpened().forEach((name, f) -> refuses(() -> f.of(HALF, 1), name + rest));
    heated().forEach((name, f) -> refuses(() -> f.of(HALF, 1), name + rest));
    refuses(() -> SmoothMin.logSumExp(HALF, 1), "SmoothMin.logSumExp" + rest);
    refuses(() -> SmoothMin.mellowmin(HALF, 1), "SmoothMin.mellowmin" + rest);
    refuses(() -> SmoothMin.boltzmann(HALF, 1), "SmoothMin.boltzmann" + rest);
    refuses(() -> SmoothMin.pair(HALF, X, 1), "SmoothMin.pair" + rest);
    refuses(() -> SmoothMin.erfPair(HALF, X, 1), "SmoothMin.erfPair" + rest);
    refuses(() -> SmoothMin.swishPair(HALF, X, 1), "SmoothMin.swishPair" + rest);
    refuses(() -> PerturbedMaximizer.argmax(1).of(HALF, Rng.of(1)), "PerturbedMaximizer" + rest);
  }

  @Test
  void axesMustExistAndHoldSomething() {
    String rest = ": axis must be in [-2, 1], but is 2 for shape [2, 3].";
    refuses(() -> SmoothMax.logSumExp(X, 1, 2), "SmoothMax.logSumExp" + rest);
    refuses(() -> SmoothMax.mellowmax(X, 1, 2), "SmoothMax.mellowmax" + rest);
    refuses(() -> SmoothMax.boltzmann(X, 1, 2), "SmoothMax.boltzmann" + rest);
    refuses(() -> SmoothMax.pNorm(X, 1, 2), "SmoothMax.pNorm" + rest);
    refuses(() -> SoftArgmax.oneHot(X, 1, 2), "SoftArgmax.oneHot" + rest);
    refuses(() -> SoftArgmax.index(X, 1, 2), "SoftArgmax.index" + rest);
    refuses(() -> SoftRank.of(X, 1, 2), "SoftRank" + rest);
    refuses(() -> SoftSort.softSort(1).sort(X, 2), "SoftSort" + rest);
    refuses(() -> SoftSort.neuralSort(1).permutation(X, 2), "SoftSort" + rest);
    refuses(
        () -> SmoothMax.logSumExp(Tensor.zeros(0, 3), 1, 0),
        "max: no elements have no extremum, but axis 0 of shape [0, 3] is empty.");
    String broadcast = "SmoothMax.pair: ";
    assertThatThrownBy(() -> SmoothMax.pair(X, Tensor.ones(2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(broadcast)
        .hasMessageContaining("[2, 3]");
  }

  @Test
  void functionsAndSolversMustKeepShapes() {
    UnaryOperator<Tensor> same = p -> p;
    refuses(
        () -> GaussianSmoothing.of(1).withSamples(4).value(same, X, Rng.of(1)),
        "GaussianSmoothing: the function must map [4, 2, 3] to [4], but gave [4, 2, 3]. Sum over the last axes, for example.");
    refuses(
        () -> GaussianSmoothing.of(1).withSamples(4).pathwise(Tensor::sum, X, Rng.of(1)),
        "GaussianSmoothing: the function must map [4, 2, 3] to [4], but gave []. Sum over the last axes, for example.");
    refuses(
        () -> PerturbedMaximizer.of(Tensor::sum, 1).withSamples(4).of(X, Rng.of(1)),
        "PerturbedMaximizer: the solver must keep the shape [4, 2, 3], but gave [].");
    refuses(
        () -> PerturbedMaximizer.argmax(1).of(Tensor.scalar(1), Rng.of(1)),
        "PerturbedMaximizer: theta must be […, n], but is a scalar.");
  }

  @Test
  void countsAndMetricsMustFit() {
    Tensor other = Tensor.ones(3, 2);
    refuses(
        () -> SoftCounts.of(X, other),
        "SoftCounts: probabilities and targets must both be [batch] or [batch, labels, …], but are [2, 3] and [3, 2].");
    refuses(
        () -> SoftCounts.perExample(Tensor.ones(2), Tensor.ones(2)),
        "SoftCounts: probabilities and targets must both be [batch, labels, …], but are [2] and [2].");
    refuses(
        () -> SoftCounts.of(X, X).fBeta(-1),
        "fBeta: beta must be finite and not negative, but is -1.0.");
    refuses(
        () -> SoftCounts.of(X, X).tversky(1, -1, 0),
        "SoftCounts.tversky: weights and smoothing must be finite and not negative, but are 1.0, -1.0 and 0.0.");
    refuses(
        () -> SoftMetrics.accuracy(X, other),
        "SoftMetrics.accuracy: probabilities and targets must both be [batch, classes, …], but are [2, 3] and [3, 2].");
    refuses(
        () -> SoftMetrics.auc(X, other, 1),
        "SoftMetrics.auc: shapes must be equal, but the score is [2, 3] and the target is [3, 2].");
    assertThat(SoftCounts.of(X, X).average(Averaging.MACRO, SoftCounts::iou).item()).isOne();
  }

  @Test
  void lossesMustFit() {
    Tensor three = Tensors.of(new long[3], 3);
    String exclusive =
        ": logits must be [batch, classes, …] and targets [batch, …], but logits are [2, 3] and targets [3].";
    String independent =
        ": logits and targets must both be [batch] or [batch, labels, …], but are [2, 3] and [3].";
    refuses(() -> SoftAccuracy.exclusive().of(X, three), "SoftAccuracy" + exclusive);
    refuses(() -> SoftAccuracy.independent().of(X, three), "SoftAccuracy" + independent);
    refuses(() -> SoftFBeta.f1(Outputs.EXCLUSIVE).of(X, three), "SoftFBeta" + exclusive);
    refuses(() -> SoftFBeta.f1(Outputs.INDEPENDENT).of(X, three), "SoftFBeta" + independent);
    refuses(() -> SoftOverlap.dice(Outputs.EXCLUSIVE).of(X, three), "SoftOverlap" + exclusive);
    refuses(() -> SoftOverlap.iou(Outputs.INDEPENDENT).of(X, three), "SoftOverlap" + independent);
    refuses(() -> LovaszSoftmax.ofBatch().of(X, three), "LovaszSoftmax" + exclusive);
    refuses(
        () -> LovaszHinge.ofBatch().of(X, three),
        "LovaszHinge: logits and targets must both be [batch, …], but are [2, 3] and [3].");
    refuses(
        () -> SoftAuc.pairwise().of(X, three),
        "SoftAuc: shapes must be equal, but the score is [2, 3] and the target is [3].");
    refuses(
        () -> new SoftFBeta(1.5, Outputs.EXCLUSIVE, Averaging.MICRO),
        "SoftFBeta: the share of recall must be in [0, 1], but is 1.5.");
    refuses(
        () -> SoftFBeta.of(-2, Outputs.EXCLUSIVE),
        "fBeta: beta must be finite and not negative, but is -2.0.");
    refuses(
        () -> SoftOverlap.tversky(-1, 1, Outputs.EXCLUSIVE),
        "SoftOverlap: weights and smoothing must be finite and not negative, but are -1.0, 1.0 and 1.0.");
    assertThatThrownBy(() -> SoftAccuracy.exclusive().of(X, Tensors.of(new long[] {0, 3}, 2)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageStartingWith("oneHot: ");
  }
}
