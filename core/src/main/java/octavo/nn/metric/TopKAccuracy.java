package octavo.nn.metric;

import octavo.tensor.Tensor;

/// The share of examples whose class is among the `k` with the largest scores. Of equal scores the
/// class with the smaller number comes first.
///
/// @param k how many classes may be named
/// @param right how many examples have theirs among them
/// @param count how many there are
/// @param ignored examples with this target do not count
public record TopKAccuracy(int k, long right, long count, long ignored) {
  /// Checks `k`.
  public TopKAccuracy {
    if (k < 1) {
      throw new IllegalArgumentException("TopKAccuracy: k must be positive, but is " + k + ".");
    }
  }

  /// Of no example yet, none ignored.
  ///
  /// @throws IllegalArgumentException if `k` is not positive
  public static TopKAccuracy of(int k) {
    return new TopKAccuracy(k, 0, 0, Long.MIN_VALUE);
  }

  /// The same, leaving out examples with this target from now on.
  public TopKAccuracy withIgnored(long target) {
    return new TopKAccuracy(k, right, count, target);
  }

  /// With a batch more: scores `[batch, classes, …]` and targets `[batch, …]` (integers).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit or there are fewer than `k` classes
  public TopKAccuracy add(Tensor scores, Tensor targets) {
    Targets.requireScores("TopKAccuracy", scores, targets);
    if (k > scores.size(1)) {
      throw new IllegalArgumentException(
          "TopKAccuracy: k must not exceed the number of classes, but k is %d and the scores are %s."
              .formatted(k, scores.shape()));
    }
    Tensor actual = Targets.integers("TopKAccuracy", "targets", targets);
    Tensor named = scores.stopGradient().topK(k, 1).indices().equalTo(actual.unsqueeze(1)).any(1);
    Tensor counted = actual.notEqualTo((double) ignored);
    return new TopKAccuracy(
        k,
        right + (long) named.logicalAnd(counted).sum().item(),
        count + (long) counted.sum().item(),
        ignored);
  }

  /// The share.
  ///
  /// @throws IllegalStateException if there is no example
  public double value() {
    Targets.requireSome("TopKAccuracy", count);
    return (double) right / count;
  }
}
