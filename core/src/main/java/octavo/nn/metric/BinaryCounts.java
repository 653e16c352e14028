package octavo.nn.metric;

import octavo.tensor.Tensor;

/// The four outcomes of yes-or-no answers, and the scores made of them. A share of nothing is 0.
///
/// Their differentiable stand-in is `octavo.nn.smooth.SoftCounts`.
///
/// @param truePositives yes was answered and is right
/// @param falsePositives yes was answered and is wrong
/// @param falseNegatives no was answered and is wrong
/// @param trueNegatives no was answered and is right
public record BinaryCounts(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
  /// Of no answer yet.
  public static BinaryCounts none() {
    return new BinaryCounts(0, 0, 0, 0);
  }

  /// Of one batch; see [#add].
  public static BinaryCounts of(Tensor predicted, Tensor actual) {
    return none().add(predicted, actual);
  }

  /// With a batch more of answers (bool, or integers 0 and 1) and of what is right (0 and 1 of any
  /// type), of one shape.
  ///
  /// @throws IllegalArgumentException if the shapes differ or a number is neither 0 nor 1
  public BinaryCounts add(Tensor predicted, Tensor actual) {
    Targets.requireSameShape("BinaryCounts", predicted, actual);
    Tensor p = Targets.answers("BinaryCounts", predicted);
    Tensor t = Targets.truths("BinaryCounts", "targets", actual);
    long both = (long) p.logicalAnd(t).sum().item();
    long yes = (long) p.sum().item();
    long right = (long) t.sum().item();
    return plus(
        new BinaryCounts(both, yes - both, right - both, p.elements() - yes - right + both));
  }

  /// The counts of both together.
  public BinaryCounts plus(BinaryCounts other) {
    return new BinaryCounts(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        trueNegatives + other.trueNegatives);
  }

  /// How many answers there are.
  public long count() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  /// How often yes is right.
  public long support() {
    return truePositives + falseNegatives;
  }

  /// The share of right answers: `(TP + TN) / n`.
  public double accuracy() {
    return Targets.share(truePositives + trueNegatives, count());
  }

  /// The share of right answers among the yeses: `TP / (TP + FP)`.
  public double precision() {
    return Targets.share(truePositives, truePositives + falsePositives);
  }

  /// The share of found ones, also called sensitivity: `TP / (TP + FN)`.
  public double recall() {
    return Targets.share(truePositives, support());
  }

  /// The share of right answers where no is right: `TN / (TN + FP)`.
  public double specificity() {
    return Targets.share(trueNegatives, trueNegatives + falsePositives);
  }

  /// `(1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP)`: the weighted harmonic mean of precision and recall, in
  /// which recall counts β times as much (van Rijsbergen, 1979).
  ///
  /// @throws IllegalArgumentException if `beta` is negative or not finite
  public double fBeta(double beta) {
    if (!(beta >= 0 && Double.isFinite(beta))) {
      throw new IllegalArgumentException(
          "fBeta: beta must be finite and not negative, but is " + beta + ".");
    }
    double b = beta * beta;
    double right = (1 + b) * truePositives;
    return Targets.share(right, right + b * falseNegatives + falsePositives);
  }

  /// The harmonic mean of precision and recall: `2TP / (2TP + FP + FN)`.
  public double f1() {
    return fBeta(1);
  }

  /// Intersection over union, Jaccard's index: `TP / (TP + FP + FN)`, which is `F₁ / (2 - F₁)`.
  public double iou() {
    return Targets.share(truePositives, truePositives + falsePositives + falseNegatives);
  }

  /// Dice's coefficient, the same number as [#f1()]: `2·|A ∩ B| / (|A| + |B|)`.
  public double dice() {
    return f1();
  }
}
