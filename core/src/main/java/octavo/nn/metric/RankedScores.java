package octavo.nn.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Scores of yes-or-no labels, kept to be ranked: the areas under the curves that no threshold enters.
/// Memory grows with the examples, 9 bytes for each label of each.
///
/// @param scores of each batch, float64 `[batch, labels]`
/// @param targets of each batch, bool `[batch, labels]`
public record RankedScores(List<Tensor> scores, List<Tensor> targets) {
  /// Copies the lists.
  public RankedScores {
    scores = List.copyOf(scores);
    targets = List.copyOf(targets);
  }

  /// Of no example yet.
  public static RankedScores none() {
    return new RankedScores(List.of(), List.of());
  }

  /// With a batch more of scores and targets (0 and 1 of any type): `[batch]` for one label, else
  /// `[batch, labels]`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit, a score is NaN or a target neither 0
  ///     nor 1
  public RankedScores add(Tensor batch, Tensor actual) {
    Targets.requireSameShape("RankedScores", batch, actual);
    if (batch.rank() != 1 && batch.rank() != 2) {
      throw new IllegalArgumentException(
          "RankedScores: scores must be [batch] or [batch, labels], but are %s."
              .formatted(batch.shape()));
    }
    return addPairs(batch, Targets.truths("RankedScores", "targets", actual));
  }

  /// With a batch more of scores `[batch, classes]` and class indices `[batch]`: each class against the
  /// rest.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit or a score is NaN
  /// @throws IndexOutOfBoundsException if a target is no class
  public RankedScores addClasses(Tensor batch, Tensor actual) {
    Targets.requireScores("RankedScores", batch, actual);
    if (batch.rank() != 2) {
      throw new IllegalArgumentException(
          "RankedScores: scores must be [batch, classes], but are %s.".formatted(batch.shape()));
    }
    Tensor indices = Targets.integers("RankedScores", "targets", actual);
    return addPairs(batch, Tensors.oneHot(indices, batch.size(1)).truth());
  }

  private RankedScores addPairs(Tensor batch, Tensor truths) {
    Tensor wide = batch.stopGradient().to(DType.FLOAT64);
    if (wide.isNaN().any().item() != 0) {
      throw new IllegalArgumentException(
          "RankedScores: scores must be numbers, but %d of %s are NaN."
              .formatted((long) wide.isNaN().sum().item(), batch.shape()));
    }
    int n = wide.size(0);
    int labels = wide.rank() == 1 ? 1 : wide.size(1);
    if (!scores.isEmpty() && labels() != labels) {
      throw new IllegalArgumentException(
          "RankedScores: the labels must stay the same, but there were %d and the batch %s has %d."
              .formatted(labels(), batch.shape(), labels));
    }
    List<Tensor> moreScores = new ArrayList<>(scores);
    List<Tensor> moreTargets = new ArrayList<>(targets);
    moreScores.add(wide.reshape(n, labels));
    moreTargets.add(truths.reshape(n, labels));
    return new RankedScores(moreScores, moreTargets);
  }

  /// How many labels there are; 0 before the first batch.
  public int labels() {
    return scores.isEmpty() ? 0 : scores.getFirst().size(1);
  }

  /// The area under the ROC curve of a label: the probability that a positive example has a larger
  /// score than a negative one, ties counting one half (Mann and Whitney, 1947; Hanley and McNeil,
  /// 1982). Exact, from mean ranks.
  ///
  /// @throws IllegalStateException if there are no positives or no negatives
  /// @throws IndexOutOfBoundsException if there is no such label
  public double auroc(int label) {
    return ranking("auroc", label).auroc();
  }

  /// The area under the ROC curve over all labels: the mean over labels that have positives and
  /// negatives (macro: one against the rest; weighted by the positives), or of all answers together
  /// (micro).
  ///
  /// @throws IllegalStateException if there are no positives or no negatives
  public double auroc(Averaging averaging) {
    return averaging == Averaging.MICRO
        ? together("auroc").auroc()
        : mean("auroc", averaging, false, this::auroc);
  }

  /// Average precision of a label, the area under its precision-recall curve as a sum of steps: `Σₙ (Rₙ -
  /// Rₙ₋₁)·Pₙ` over the distinct scores from the largest to the smallest. There is no interpolation,
  /// which would be too optimistic (Davis and Goadrich, 2006).
  ///
  /// @throws IllegalStateException if there are no positives
  /// @throws IndexOutOfBoundsException if there is no such label
  public double averagePrecision(int label) {
    return ranking("averagePrecision", label).averagePrecision();
  }

  /// Average precision over all labels: the mean over labels that have positives (macro; weighted by
  /// their number), or of all answers together (micro).
  ///
  /// @throws IllegalStateException if there are no positives
  public double averagePrecision(Averaging averaging) {
    return averaging == Averaging.MICRO
        ? together("averagePrecision").averagePrecision()
        : mean("averagePrecision", averaging, true, this::averagePrecision);
  }

  private Ranking together(String metric) {
    Targets.requireSome(metric, labels());
    return Ranking.of(Tensors.concat(0, scores).flatten(), Tensors.concat(0, targets).flatten());
  }

  private Ranking ranking(String metric, int label) {
    Targets.requireSome(metric, labels());
    if (label < 0 || label >= labels()) {
      throw new IndexOutOfBoundsException(
          "%s: the label must be in [0, %d], but is %d.".formatted(metric, labels() - 1, label));
    }
    return Ranking.of(column(scores, label), column(targets, label));
  }

  private static Tensor column(List<Tensor> batches, int label) {
    return Tensors.concat(0, batches.stream().map(t -> t.narrow(1, label, 1)).toList()).flatten();
  }

  private double mean(
      String metric, Averaging averaging, boolean onlyPositives, IntToDoubleFunction score) {
    Targets.requireSome(metric, labels());
    double sum = 0;
    double weights = 0;
    for (int label = 0; label < labels(); label++) {
      Tensor truths = column(targets, label);
      double positives = truths.sum().item();
      boolean defined = positives > 0 && (onlyPositives || positives < truths.elements());
      if (defined) {
        double weight = averaging == Averaging.WEIGHTED ? positives : 1;
        sum += weight * score.applyAsDouble(label);
        weights += weight;
      }
    }
    if (weights == 0) {
      throw new IllegalStateException(
          "%s: a label with positives%s is needed, but none of %d has them."
              .formatted(metric, onlyPositives ? "" : " and negatives", labels()));
    }
    return sum / weights;
  }
}
