package octavo.nn.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import octavo.tensor.Tensor;

/// The outcomes of several labels, of which any number may be right at once; also those of each class
/// against the rest ([ConfusionMatrix#perClass()]).
///
/// @param labels the outcomes of each label
public record LabelCounts(List<BinaryCounts> labels) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if it is empty
  public LabelCounts {
    labels = List.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("LabelCounts: labels must be 1 or more, but are 0.");
    }
  }

  /// Of no answer yet.
  ///
  /// @throws IllegalArgumentException if there is no label
  public static LabelCounts none(int labels) {
    if (labels < 1) {
      throw new IllegalArgumentException(
          "LabelCounts: labels must be 1 or more, but are " + labels + ".");
    }
    List<BinaryCounts> empty = new ArrayList<>();
    for (int i = 0; i < labels; i++) {
      empty.add(BinaryCounts.none());
    }
    return new LabelCounts(empty);
  }

  /// Of one batch; see [#add].
  public static LabelCounts of(Tensor predicted, Tensor actual) {
    requireLabels(predicted);
    return none(predicted.size(1)).add(predicted, actual);
  }

  /// With a batch more: answers `[batch, labels, …]` (bool, or integers 0 and 1) and what is right, of
  /// the same shape (0 and 1 of any type).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit or a number is neither 0 nor 1
  public LabelCounts add(Tensor predicted, Tensor actual) {
    requireLabels(predicted);
    Targets.requireSameShape("LabelCounts", predicted, actual);
    if (predicted.size(1) != labels.size()) {
      throw new IllegalArgumentException(
          "LabelCounts: the labels must stay the same, but there were %d and the batch %s has %d."
              .formatted(labels.size(), predicted.shape(), predicted.size(1)));
    }
    List<BinaryCounts> sum = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      sum.add(labels.get(i).add(predicted.narrow(1, i, 1), actual.narrow(1, i, 1)));
    }
    return new LabelCounts(sum);
  }

  private static void requireLabels(Tensor predicted) {
    if (predicted.rank() < 2) {
      throw new IllegalArgumentException(
          "LabelCounts: predictions must be [batch, labels, …], but are %s. For one label use BinaryCounts."
              .formatted(predicted.shape()));
    }
  }

  /// The outcomes of label `i`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such label
  public BinaryCounts label(int i) {
    if (i < 0 || i >= labels.size()) {
      throw new IndexOutOfBoundsException(
          "LabelCounts: the label must be in [0, %d], but is %d.".formatted(labels.size() - 1, i));
    }
    return labels.get(i);
  }

  /// The outcomes of all labels together.
  public BinaryCounts total() {
    return labels.stream().reduce(BinaryCounts.none(), BinaryCounts::plus);
  }

  /// The share of right answers among the yeses.
  public double precision(Averaging averaging) {
    return average(averaging, BinaryCounts::precision);
  }

  /// The share of found ones.
  public double recall(Averaging averaging) {
    return average(averaging, BinaryCounts::recall);
  }

  /// The weighted harmonic mean of precision and recall ([BinaryCounts#fBeta]); the macro average is
  /// the mean of the labels' scores, not the score of mean precision and mean recall.
  ///
  /// @throws IllegalArgumentException if `beta` is negative or not finite
  public double fBeta(double beta, Averaging averaging) {
    return average(averaging, counts -> counts.fBeta(beta));
  }

  /// The harmonic mean of precision and recall.
  public double f1(Averaging averaging) {
    return fBeta(1, averaging);
  }

  /// Intersection over union.
  public double iou(Averaging averaging) {
    return average(averaging, BinaryCounts::iou);
  }

  /// Dice's coefficient, the same number as [#f1].
  public double dice(Averaging averaging) {
    return f1(averaging);
  }

  private double average(Averaging averaging, ToDoubleFunction<BinaryCounts> score) {
    if (averaging == Averaging.MICRO) {
      return score.applyAsDouble(total());
    }
    double sum = 0;
    double weights = 0;
    for (BinaryCounts counts : labels) {
      boolean present = counts.count() > counts.trueNegatives();
      double weight = averaging == Averaging.WEIGHTED ? counts.support() : present ? 1 : 0;
      sum += weight * score.applyAsDouble(counts);
      weights += weight;
    }
    return Targets.share(sum, weights);
  }
}
