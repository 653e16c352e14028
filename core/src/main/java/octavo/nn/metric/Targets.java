package octavo.nn.metric;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// What a metric is given, checked before anything is counted.
final class Targets {
  private Targets() {}

  /// Refuses scores that are not `[batch, classes, …]` where the targets are `[batch, …]`.
  static void requireScores(String metric, Tensor scores, Tensor targets) {
    scores.shape().requireTargets(metric, "scores", targets.shape());
  }

  /// Refuses two tensors of different shapes.
  static void requireSameShape(String metric, Tensor predicted, Tensor actual) {
    predicted.shape().requireEqual(metric, "the prediction", actual.shape(), "the target");
  }

  /// Whole numbers as int64.
  static Tensor integers(String metric, String what, Tensor x) {
    if (x.dtype().isFloating() || !x.dtype().isComputable()) {
      throw new IllegalArgumentException(
          "%s: %s must be integers, but are %s. Convert first: x.to(DType.INT64)."
              .formatted(metric, what, x.dtype()));
    }
    return x.to(DType.INT64);
  }

  /// Answers that are yes or no already, as a bool tensor. Floating numbers are refused: they may be
  /// probabilities, and then nearly all would count as yes.
  static Tensor answers(String metric, Tensor predicted) {
    if (predicted.dtype().isFloating() || !predicted.dtype().isComputable()) {
      throw new IllegalArgumentException(
          "%s: predictions must be bool or integers, but are %s. Compare first, for example scores.greater(0)."
              .formatted(metric, predicted.dtype()));
    }
    return truths(metric, "predictions", predicted);
  }

  /// Numbers that are 0 or 1, as a bool tensor.
  static Tensor truths(String metric, String what, Tensor x) {
    if (x.dtype() == DType.BOOL) {
      return x;
    }
    Tensor wrong = x.equalTo(0).logicalOr(x.equalTo(1)).logicalNot();
    if (wrong.any().item() != 0) {
      double[] values = x.toDoubleArray();
      double first = values[(int) wrong.flatten().to(DType.INT64).argMax(0).item()];
      throw new IllegalArgumentException(
          "%s: %s must be 0 or 1, but one is %s.".formatted(metric, what, first));
    }
    return x.truth();
  }

  /// Refuses a metric of nothing.
  static void requireSome(String metric, long count) {
    if (count == 0) {
      throw new IllegalStateException(
          metric + ": at least one example is needed, but none was added.");
    }
  }

  /// `a / b`, where a share of nothing is 0.
  static double share(double a, double b) {
    return b == 0 ? 0 : a / b;
  }
}
