package octavo.nn.metric;

import octavo.tensor.Tensor;

/// The share of examples whose class was predicted right.
///
/// Its differentiable stand-in is `octavo.nn.smooth.SoftMetrics.accuracy`.
///
/// @param right how many were
/// @param count how many there are
/// @param ignored examples with this target do not count
public record Accuracy(long right, long count, long ignored) {
  /// Of no example yet, none ignored.
  public static Accuracy none() {
    return new Accuracy(0, 0, Long.MIN_VALUE);
  }

  /// The same, leaving out examples with this target from now on.
  public Accuracy withIgnored(long target) {
    return new Accuracy(right, count, target);
  }

  /// With a batch more: scores `[batch, classes, …]`, of which the largest names the class, and targets
  /// `[batch, …]` (integers).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public Accuracy add(Tensor scores, Tensor targets) {
    Targets.requireScores("Accuracy", scores, targets);
    return targets.elements() == 0 ? this : addClasses(scores.argMax(1), targets);
  }

  /// With a batch more of predicted and actual classes (integers), of one shape.
  ///
  /// @throws IllegalArgumentException if the shapes differ
  public Accuracy addClasses(Tensor predicted, Tensor actual) {
    Targets.requireSameShape("Accuracy", predicted, actual);
    Tensor targets = Targets.integers("Accuracy", "targets", actual);
    Tensor counted = targets.notEqualTo((double) ignored);
    Tensor hits = Targets.integers("Accuracy", "predictions", predicted).equalTo(targets);
    return new Accuracy(
        right + (long) hits.logicalAnd(counted).sum().item(),
        count + (long) counted.sum().item(),
        ignored);
  }

  /// The share.
  ///
  /// @throws IllegalStateException if there is no example
  public double value() {
    Targets.requireSome("Accuracy", count);
    return (double) right / count;
  }
}
