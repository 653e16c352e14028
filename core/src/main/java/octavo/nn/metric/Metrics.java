package octavo.nn.metric;

import octavo.tensor.Tensor;

/// The metrics of one batch in one call. For several batches accumulate instead: the F1 of a data set
/// is not the mean of its batches' F1.
public final class Metrics {
  private Metrics() {}

  /// The share of examples whose largest score is that of their class: scores `[batch, classes, …]`,
  /// targets `[batch, …]`.
  public static double accuracy(Tensor scores, Tensor targets) {
    return Accuracy.none().add(scores, targets).value();
  }

  /// The share of examples whose class is among the `k` with the largest scores.
  public static double topKAccuracy(int k, Tensor scores, Tensor targets) {
    return TopKAccuracy.of(k).add(scores, targets).value();
  }

  /// Precision of exclusive classes: scores `[batch, classes, …]`, targets `[batch, …]`.
  public static double precision(Tensor scores, Tensor targets, Averaging averaging) {
    return ConfusionMatrix.of(scores, targets).perClass().precision(averaging);
  }

  /// Recall of exclusive classes: scores `[batch, classes, …]`, targets `[batch, …]`.
  public static double recall(Tensor scores, Tensor targets, Averaging averaging) {
    return ConfusionMatrix.of(scores, targets).perClass().recall(averaging);
  }

  /// Fβ of exclusive classes: scores `[batch, classes, …]`, targets `[batch, …]`.
  ///
  /// @throws IllegalArgumentException if `beta` is negative or not finite
  public static double fBeta(double beta, Tensor scores, Tensor targets, Averaging averaging) {
    return ConfusionMatrix.of(scores, targets).perClass().fBeta(beta, averaging);
  }

  /// F1 of exclusive classes: scores `[batch, classes, …]`, targets `[batch, …]`.
  public static double f1(Tensor scores, Tensor targets, Averaging averaging) {
    return fBeta(1, scores, targets, averaging);
  }

  /// Intersection over union, the mean over the classes that occur or are predicted: scores `[batch,
  /// classes, …]`, targets `[batch, …]`.
  public static double iou(Tensor scores, Tensor targets) {
    return ConfusionMatrix.of(scores, targets).perClass().iou(Averaging.MACRO);
  }

  /// Dice's coefficient, the mean over the classes that occur or are predicted: scores `[batch,
  /// classes, …]`, targets `[batch, …]`.
  public static double dice(Tensor scores, Tensor targets) {
    return ConfusionMatrix.of(scores, targets).perClass().dice(Averaging.MACRO);
  }

  /// The area under the ROC curve: scores `[batch]` and targets of 0 and 1; or, the mean of each class
  /// against the rest, scores `[batch, classes]` and class indices `[batch]`.
  ///
  /// @throws IllegalStateException if there are no positives or no negatives
  public static double auroc(Tensor scores, Tensor targets) {
    return ranked(scores, targets).auroc(Averaging.MACRO);
  }

  /// The area under the precision-recall curve: scores `[batch]` and targets of 0 and 1; or, the mean of
  /// each class against the rest, scores `[batch, classes]` and class indices `[batch]`.
  ///
  /// @throws IllegalStateException if there are no positives
  public static double averagePrecision(Tensor scores, Tensor targets) {
    return ranked(scores, targets).averagePrecision(Averaging.MACRO);
  }

  private static RankedScores ranked(Tensor scores, Tensor targets) {
    boolean classes = scores.rank() == 2 && targets.rank() == 1;
    return classes
        ? RankedScores.none().addClasses(scores, targets)
        : RankedScores.none().add(scores, targets);
  }

  /// The expected calibration error with so many bins: probabilities `[batch, classes, …]`, targets
  /// `[batch, …]`.
  public static double calibrationError(int bins, Tensor probabilities, Tensor targets) {
    return Calibration.none(bins).add(probabilities, targets).expectedError();
  }

  /// `exp` of the mean cross-entropy: logits `[batch, classes, …]`, targets `[batch, …]`.
  public static double perplexity(Tensor logits, Tensor targets) {
    return Perplexity.none().add(logits, targets).value();
  }
}
