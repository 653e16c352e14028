package octavo.nn.metric;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What metrics refuse, and what they say.
class MetricErrorsTest {
  private static final Tensor SCORES = Tensor.zeros(2, 3);
  private static final Tensor TARGETS = Tensors.of(new long[] {0, 2}, 2);

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(
            IllegalArgumentException.class,
            IndexOutOfBoundsException.class,
            IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void shapesMustFit() {
    Tensor three = Tensors.of(new long[3], 3);
    String rest =
        ": scores must be [batch, classes, …] and targets [batch, …], but scores are [2, 3] and targets [3].";
    refuses(() -> Accuracy.none().add(SCORES, three), "Accuracy" + rest);
    refuses(() -> TopKAccuracy.of(2).add(SCORES, three), "TopKAccuracy" + rest);
    refuses(() -> ConfusionMatrix.of(SCORES, three), "ConfusionMatrix" + rest);
    refuses(() -> ConfusionMatrix.none(3).add(SCORES, three), "ConfusionMatrix" + rest);
    refuses(() -> RankedScores.none().addClasses(SCORES, three), "RankedScores" + rest);
    refuses(() -> Calibration.none(2).add(SCORES, three), "Calibration" + rest);
    refuses(() -> Perplexity.none().add(SCORES, three), "Perplexity" + rest);
    String equal = ": shapes must be equal, but the prediction is [2] and the target is [3].";
    refuses(() -> Accuracy.none().addClasses(TARGETS, three), "Accuracy" + equal);
    refuses(() -> ConfusionMatrix.none(3).addClasses(TARGETS, three), "ConfusionMatrix" + equal);
    refuses(() -> BinaryCounts.of(TARGETS, three), "BinaryCounts" + equal);
    refuses(() -> RankedScores.none().add(TARGETS, three), "RankedScores" + equal);
    refuses(
        () -> LabelCounts.of(SCORES.truth(), Tensor.zeros(3, 3)),
        "LabelCounts: shapes must be equal, but the prediction is [2, 3] and the target is [3, 3].");
    refuses(
        () -> LabelCounts.of(TARGETS, TARGETS),
        "LabelCounts: predictions must be [batch, labels, …], but are [2]. For one label use BinaryCounts.");
    refuses(
        () -> RankedScores.none().add(Tensor.zeros(1, 1, 1), Tensor.zeros(1, 1, 1)),
        "RankedScores: scores must be [batch] or [batch, labels], but are [1, 1, 1].");
    refuses(
        () -> RankedScores.none().addClasses(Tensor.zeros(1, 2, 1), Tensors.of(new long[1], 1, 1)),
        "RankedScores: scores must be [batch, classes], but are [1, 2, 1].");
  }

  @Test
  void numbersMustMakeSense() {
    refuses(() -> TopKAccuracy.of(0), "TopKAccuracy: k must be positive, but is 0.");
    refuses(
        () -> TopKAccuracy.of(4).add(SCORES, TARGETS),
        "TopKAccuracy: k must not exceed the number of classes, but k is 4 and the scores are [2, 3].");
    refuses(
        () -> ConfusionMatrix.none(0), "ConfusionMatrix: classes must be 1 or more, but are 0.");
    refuses(
        () -> new ConfusionMatrix(SCORES, -1),
        "ConfusionMatrix: counts must be int64 [classes, classes], but are float32 [2, 3].");
    refuses(
        () -> ConfusionMatrix.none(2).add(SCORES, TARGETS),
        "ConfusionMatrix: the classes must stay the same, but there were 2 and the scores [2, 3] have 3.");
    refuses(
        () -> ConfusionMatrix.none(2).plus(ConfusionMatrix.none(3)),
        "ConfusionMatrix: the classes must be the same, but are 2 and 3.");
    refuses(
        () -> ConfusionMatrix.of(SCORES, Tensors.of(new long[] {0, 3}, 2)),
        "ConfusionMatrix: classes must be in [0, 2], but target number 1 is 3.");
    refuses(
        () -> ConfusionMatrix.none(3).addClasses(Tensors.of(new long[] {-1, 0}, 2), TARGETS),
        "ConfusionMatrix: classes must be in [0, 2], but prediction number 0 is -1.");
    refuses(() -> LabelCounts.none(0), "LabelCounts: labels must be 1 or more, but are 0.");
    refuses(() -> new LabelCounts(List.of()), "LabelCounts: labels must be 1 or more, but are 0.");
    refuses(
        () -> LabelCounts.none(2).add(SCORES.truth(), SCORES),
        "LabelCounts: the labels must stay the same, but there were 2 and the batch [2, 3] has 3.");
    refuses(
        () -> LabelCounts.none(2).label(2), "LabelCounts: the label must be in [0, 1], but is 2.");
    refuses(
        () -> BinaryCounts.none().fBeta(-1),
        "fBeta: beta must be finite and not negative, but is -1.0.");
    refuses(() -> Calibration.none(0), "Calibration: bins must be 1 or more, but are 0.");
    refuses(() -> new Calibration(List.of()), "Calibration: bins must be 1 or more, but are 0.");
    refuses(
        () -> Calibration.none(2).add(Tensor.ones(2, 3).multiply(3), TARGETS),
        "Calibration: probabilities must be in [0, 1], but are in [3.0, 3.0]. Apply softmax(1) to logits first.");
  }

  @Test
  void typesMustBeRight() {
    Tensor floats = TARGETS.to(DType.FLOAT32);
    refuses(
        () -> Accuracy.none().add(SCORES, floats),
        "Accuracy: targets must be integers, but are float32. Convert first: x.to(DType.INT64).");
    refuses(
        () -> Accuracy.none().addClasses(floats, TARGETS),
        "Accuracy: predictions must be integers, but are float32. Convert first: x.to(DType.INT64).");
    refuses(
        () -> BinaryCounts.of(floats, TARGETS),
        "BinaryCounts: predictions must be bool or integers, but are float32. Compare first, for example scores.greater(0).");
    refuses(
        () -> BinaryCounts.of(TARGETS, TARGETS),
        "BinaryCounts: predictions must be 0 or 1, but one is 2.0.");
    refuses(
        () -> BinaryCounts.of(TARGETS.equalTo(2), Tensor.of(1, 0.3f)),
        "BinaryCounts: targets must be 0 or 1, but one is 0.30000001192092896.");
    refuses(
        () -> RankedScores.none().add(floats, TARGETS),
        "RankedScores: targets must be 0 or 1, but one is 2.0.");
    refuses(
        () -> RankedScores.none().add(Tensor.of(Float.NaN, 1), Tensor.of(1, 0)),
        "RankedScores: scores must be numbers, but 1 of [2] are NaN.");
  }

  @Test
  void ofNothingThereIsNoMetric() {
    String some = ": at least one example is needed, but none was added.";
    refuses(() -> Accuracy.none().value(), "Accuracy" + some);
    refuses(() -> TopKAccuracy.of(1).value(), "TopKAccuracy" + some);
    refuses(() -> ConfusionMatrix.none(2).accuracy(), "ConfusionMatrix" + some);
    refuses(() -> Calibration.none(2).expectedError(), "Calibration" + some);
    refuses(() -> Calibration.none(2).maximumError(), "Calibration" + some);
    refuses(() -> Perplexity.none().value(), "Perplexity" + some);
    refuses(() -> RankedScores.none().auroc(0), "auroc" + some);
    refuses(() -> RankedScores.none().averagePrecision(Averaging.MICRO), "averagePrecision" + some);
    refuses(() -> RankedScores.none().averagePrecision(Averaging.MACRO), "averagePrecision" + some);
    RankedScores ones = RankedScores.none().add(Tensor.of(1, 2), Tensor.of(1, 1));
    RankedScores zeros = RankedScores.none().add(Tensor.of(1, 2), Tensor.of(0, 0));
    refuses(
        () -> ones.auroc(0), "auroc: positives and negatives are needed, but there are 2 and 0.");
    refuses(
        () -> zeros.averagePrecision(0),
        "averagePrecision: positives are needed, but there are none among 2.");
    refuses(() -> ones.auroc(1), "auroc: the label must be in [0, 0], but is 1.");
    refuses(
        () -> ones.auroc(Averaging.MACRO),
        "auroc: a label with positives and negatives is needed, but none of 1 has them.");
    refuses(
        () -> zeros.averagePrecision(Averaging.WEIGHTED),
        "averagePrecision: a label with positives is needed, but none of 1 has them.");
    refuses(
        () -> ones.add(SCORES, Tensor.zeros(2, 3)),
        "RankedScores: the labels must stay the same, but there were 1 and the batch [2, 3] has 3.");
  }
}
