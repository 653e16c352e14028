package octavo.nn.metric;

import java.util.ArrayList;
import java.util.List;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// How often each class (row) was predicted as each class (column).
///
/// @param counts `[classes, classes]`, int64
/// @param ignored examples with this target do not count
public record ConfusionMatrix(Tensor counts, long ignored) {
  /// Checks the counts.
  public ConfusionMatrix {
    if (counts.rank() != 2
        || counts.size(0) != counts.size(1)
        || counts.size(0) == 0
        || counts.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "ConfusionMatrix: counts must be int64 [classes, classes], but are %s %s."
              .formatted(counts.dtype(), counts.shape()));
    }
  }

  /// Of no example yet, none ignored.
  ///
  /// @throws IllegalArgumentException if there is no class
  public static ConfusionMatrix none(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "ConfusionMatrix: classes must be 1 or more, but are " + classes + ".");
    }
    return new ConfusionMatrix(Tensors.zeros(DType.INT64, classes, classes), Long.MIN_VALUE);
  }

  /// Of one batch of scores `[batch, classes, …]` and targets `[batch, …]`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  public static ConfusionMatrix of(Tensor scores, Tensor targets) {
    Targets.requireScores("ConfusionMatrix", scores, targets);
    return none(scores.size(1)).add(scores, targets);
  }

  /// The same, leaving out examples with this target from now on.
  public ConfusionMatrix withIgnored(long target) {
    return new ConfusionMatrix(counts, target);
  }

  /// How many classes there are.
  public int classes() {
    return counts.size(0);
  }

  /// With a batch more: scores `[batch, classes, …]`, of which the largest names the class, and targets
  /// `[batch, …]` (integers).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  public ConfusionMatrix add(Tensor scores, Tensor targets) {
    Targets.requireScores("ConfusionMatrix", scores, targets);
    if (scores.size(1) != classes()) {
      throw new IllegalArgumentException(
          "ConfusionMatrix: the classes must stay the same, but there were %d and the scores %s have %d."
              .formatted(classes(), scores.shape(), scores.size(1)));
    }
    return targets.elements() == 0 ? this : addClasses(scores.argMax(1), targets);
  }

  /// With a batch more of predicted and actual classes (integers), of one shape.
  ///
  /// @throws IllegalArgumentException if the shapes differ
  /// @throws IndexOutOfBoundsException if a number is no class
  public ConfusionMatrix addClasses(Tensor predicted, Tensor actual) {
    Targets.requireSameShape("ConfusionMatrix", predicted, actual);
    long[] p = Targets.integers("ConfusionMatrix", "predictions", predicted).toLongArray();
    long[] t = Targets.integers("ConfusionMatrix", "targets", actual).toLongArray();
    int n = classes();
    long[] sums = counts.toLongArray();
    for (int i = 0; i < t.length; i++) {
      if (t[i] != ignored) {
        sums[(int) (requireClass("target", i, t[i]) * n + requireClass("prediction", i, p[i]))]++;
      }
    }
    return new ConfusionMatrix(Tensors.of(sums, n, n), ignored);
  }

  private long requireClass(String what, int at, long number) {
    if (number < 0 || number >= classes()) {
      throw new IndexOutOfBoundsException(
          "ConfusionMatrix: classes must be in [0, %d], but %s number %d is %d."
              .formatted(classes() - 1, what, at, number));
    }
    return number;
  }

  /// The counts of both together.
  ///
  /// @throws IllegalArgumentException if the other has another number of classes
  public ConfusionMatrix plus(ConfusionMatrix other) {
    if (other.classes() != classes()) {
      throw new IllegalArgumentException(
          "ConfusionMatrix: the classes must be the same, but are %d and %d."
              .formatted(classes(), other.classes()));
    }
    return new ConfusionMatrix(counts.add(other.counts), ignored);
  }

  /// How many examples there are.
  public long count() {
    return (long) counts.sum().item();
  }

  /// The share of examples whose class was predicted right.
  ///
  /// @throws IllegalStateException if there is no example
  public double accuracy() {
    Targets.requireSome("ConfusionMatrix", count());
    long right = 0;
    for (int c = 0; c < classes(); c++) {
      right += (long) counts.get(c, c);
    }
    return (double) right / count();
  }

  /// Each class against the rest: precision, recall, Fβ, IoU and Dice, by class or averaged.
  public LabelCounts perClass() {
    long all = count();
    long[] predicted = counts.sum(0).toLongArray();
    long[] actual = counts.sum(1).toLongArray();
    List<BinaryCounts> labels = new ArrayList<>();
    for (int c = 0; c < classes(); c++) {
      long both = (long) counts.get(c, c);
      labels.add(
          new BinaryCounts(
              both, predicted[c] - both, actual[c] - both, all - predicted[c] - actual[c] + both));
    }
    return new LabelCounts(labels);
  }
}
