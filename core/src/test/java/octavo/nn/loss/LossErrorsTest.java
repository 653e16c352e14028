package octavo.nn.loss;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Operands that do not fit are refused by name, with the rule and what was given.
class LossErrorsTest {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor CLASSES = Tensors.of(new long[] {0, 2}, 2);

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).hasMessage(message);
  }

  @Test
  void shapesMustBeEqual() {
    Map<String, Loss> losses = new LinkedHashMap<>();
    losses.put("MeanSquaredError", MeanSquaredError.mean());
    losses.put("MeanAbsoluteError", MeanAbsoluteError.mean());
    losses.put("LogisticMse", LogisticMse.mean());
    losses.put("Hinge", Hinge.mean());
    losses.put("SquaredHinge", SquaredHinge.mean());
    losses.put("SoftMargin", SoftMargin.mean());
    losses.put("Huber", Huber.mean());
    losses.put("SmoothL1", SmoothL1.mean());
    losses.put("HingeEmbedding", HingeEmbedding.mean());
    losses.put("BinaryCrossEntropy", BinaryCrossEntropy.mean());
    losses.put("BinaryCrossEntropyWithLogits", BinaryCrossEntropyWithLogits.mean());
    losses.put("MultiLabelMargin", MultiLabelMargin.mean());
    losses.put("MultiLabelSoftMargin", MultiLabelSoftMargin.mean());
    losses.put("KlDivergence", KlDivergence.batchMean());
    losses.put("PoissonNll", PoissonNll.mean());
    losses.put("SigmoidFocal", SigmoidFocal.mean());
    losses.put("GaussianNll", (x, t) -> GaussianNll.mean().of(x, t, x));
    losses.forEach((name, loss) ->
        refused(
            () -> loss.of(X, V),
            name + ": shapes must be equal, but the prediction is [2, 3] and the target is [4]."));
    refused(
        () -> MarginRanking.mean().of(X, V, V),
        "MarginRanking: shapes must be equal, but left is [2, 3] and right is [4].");
    refused(
        () -> MarginRanking.mean().of(V, V, X),
        "MarginRanking: shapes must be equal, but left is [4] and the target is [2, 3].");
  }

  @Test
  void classesMustFitTheScores() {
    Map<String, Loss> losses = new LinkedHashMap<>();
    losses.put("NegativeLogLikelihood", NegativeLogLikelihood.mean());
    losses.put("MultiMargin", MultiMargin.mean());
    losses.put("SoftmaxFocal", SoftmaxFocal.mean());
    losses.put("EntmaxLoss", EntmaxLoss.sparsemax());
    losses.forEach((name, loss) -> {
      refused(
          () -> loss.of(X, Tensors.zeros(DType.INT64, 3)),
          name
              + ": scores must be [batch, classes, …] and targets [batch, …], but scores are [2, 3] and targets [3].");
      refused(
          () -> loss.of(X, Tensor.ones(2)),
          name
              + ": targets must be class indices of type int64, but are float32. Convert first: targets.to(DType.INT64).");
      refused(
          () -> loss.of(X, CLASSES.add(1)),
          name + ": targets must be in [0, 2], but element 1 is 3.");
    });
    refused(
        () -> MultiMargin.mean().of(Tensor.ones(2, 3, 1), CLASSES.unsqueeze(1)),
        "MultiMargin: scores must be [batch, classes], but are [2, 3, 1].");
  }

  @Test
  void weightsMustFit() {
    String perClass = ": weights must be one number a class, but are [4] for 3 classes.";
    refused(
        () -> NegativeLogLikelihood.mean().withWeight(V).of(X, CLASSES),
        "NegativeLogLikelihood" + perClass);
    refused(() -> MultiMargin.mean().withWeight(V).of(X, CLASSES), "MultiMargin" + perClass);
    refused(() -> SoftmaxFocal.mean().withAlpha(V).of(X, CLASSES), "SoftmaxFocal" + perClass);
    refused(
        () -> CrossEntropy.mean().withWeight(V).of(X, CLASSES),
        "crossEntropy: weights must be one number a class, but there are 4 for 3 classes.");
    String broadcast =
        ": weights must broadcast to the prediction, but the weights are [4] and the prediction is [2, 3].";
    refused(
        () -> BinaryCrossEntropy.mean().withWeight(V).of(X, X), "BinaryCrossEntropy" + broadcast);
    refused(
        () -> BinaryCrossEntropyWithLogits.mean().withWeight(V).of(X, X),
        "BinaryCrossEntropyWithLogits" + broadcast);
    refused(
        () -> BinaryCrossEntropyWithLogits.mean().withPosWeight(V).of(X, X),
        "BinaryCrossEntropyWithLogits" + broadcast);
    refused(
        () -> MultiLabelSoftMargin.mean().withWeight(V).of(X, X),
        "MultiLabelSoftMargin" + broadcast);
  }

  @Test
  void numbersMustFit() {
    refused(
        () -> BinaryCrossEntropy.mean().of(X.multiply(2), X),
        "BinaryCrossEntropy: probabilities must be in [0, 1], but are from 2.0 to 2.0. For logits take BinaryCrossEntropyWithLogits.");
    refused(
        () -> GaussianNll.mean().of(X, X, X.negate()),
        "GaussianNll: variances must not be negative, but the smallest is -1.0. Predict their logarithms.");
    refused(
        () -> GaussianNll.mean().of(X, X, V),
        "GaussianNll: variances must be one an element or one a row, but the mean is [2, 3] and the variance [4].");
    refused(
        () -> MultiLabelMargin.mean().of(X, X),
        "MultiLabelMargin: scores [batch, classes] need targets of that shape and type int64, but scores are [2, 3] and targets float32.");
    refused(
        () -> MultiLabelMargin.mean().of(X, Tensors.full(DType.INT64, X.shape(), 3)),
        "MultiLabelMargin: targets must be in [0, 2], but element 0 is 3.");
    refused(
        () -> MultiLabelSoftMargin.mean().of(Tensor.scalar(1), Tensor.scalar(1)),
        "MultiLabelSoftMargin: logits must be […, labels], but are [].");
  }

  @Test
  void vectorsMustFit() {
    refused(
        () -> CosineEmbedding.mean().of(X, V, V),
        "CosineEmbedding: vectors […, features] must be of one shape, but left is [2, 3] and right is [4].");
    refused(
        () -> Contrastive.mean().of(X, X, V),
        "Contrastive: vectors […, features] need targets […], but the vectors are [2, 3] and the targets [4].");
    refused(
        () -> Triplet.mean().of(X, X, V),
        "Triplet: vectors […, features] must be of one shape, but the anchor is [2, 3] and the negative is [4].");
  }

  @Test
  void sequencesMustFit() {
    Tensor logs = Tensor.zeros(3, 1, 4);
    Tensor labels = Tensors.of(new long[] {1, 2}, 1, 2);
    Tensor two = Tensors.of(new long[] {2}, 1);
    Ctc ctc = Ctc.mean();
    refused(
        () -> ctc.of(X, labels, two, two),
        "Ctc: log-probabilities must be [time, batch, classes] with the blank among the classes, but are [2, 3] and the blank is 0.");
    refused(
        () -> ctc.withBlank(4).of(logs, labels, two, two),
        "Ctc: log-probabilities must be [time, batch, classes] with the blank among the classes, but are [3, 1, 4] and the blank is 4.");
    refused(
        () -> ctc.of(logs, labels, CLASSES, two),
        "Ctc: steps must be one int64 a sample, but are int64 of shape [2] for a batch of 1.");
    refused(
        () -> ctc.of(logs, labels, two.add(2), two), "Ctc: steps must be in [0, 3], but one is 4.");
    refused(
        () -> ctc.of(logs, labels, two, two.add(1)),
        "Ctc: label counts must be in [0, 2], but one is 3.");
    refused(
        () -> ctc.of(logs, labels.flatten(), two, two.subtract(1)),
        "Ctc: labels must be int64 [batch, longest], or [1] for all samples one after the other, but are int64 of shape [2].");
    refused(
        () -> ctc.withBlank(2).of(logs, labels, two, two),
        "Ctc: labels must not be the blank, but one is 2.");
    refused(
        () -> ctc.of(logs, labels.add(2), two, two),
        "Ctc: targets must be in [0, 3], but element 1 is 4.");
  }
}
