package octavo.nn.smooth;

import java.util.Arrays;
import java.util.function.Function;
import octavo.nn.metric.Averaging;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The counts behind precision, recall, Fβ, Dice and IoU with probabilities in place of answers:
/// `TP = Σ t·p`, `FP = Σ (1 - t)·p`, `FN = Σ t·(1 - p)`. Where every `p` is 0 or 1 they are those of
/// [octavo.nn.metric.BinaryCounts], and so are the scores; a share of nothing is 0. Otherwise the hard scores, of
/// answers `p > ½`, are off by at most `U` divided by the divisor of the soft one, `U = Σ min(p, 1 - p)`: precision by
/// `U/Σp`, recall by `U/Σt`, F1 by `2U/(Σp + Σt)`, IoU by `U/(Σp + Σt - TP)`.
///
/// The scores are those of the batch. They are no means over examples: the score of a data set is not
/// the mean of its batches' scores, and the sum of the gradients of small batches is not the gradient of
/// a large one. Batches must be large, and gradients must not be accumulated over them.
///
/// @param truePositives `Σ t·p` of each label
/// @param predicted `Σ p` of each label
/// @param actual `Σ t` of each label
public record SoftCounts(Tensor truePositives, Tensor predicted, Tensor actual) {
  /// Over a batch: probabilities and targets in `[0, 1]`, `[batch]` for one label, else `[batch, labels, …]`.
  /// The counts are `[labels]`.
  ///
  /// @throws IllegalArgumentException if the shapes differ or are scalars
  public static SoftCounts of(Tensor probabilities, Tensor targets) {
    return sums(probabilities, targets, false);
  }

  /// Over each example by itself: `[batch, labels, …]` gives counts `[batch, labels]`.
  ///
  /// @throws IllegalArgumentException if the shapes differ or have less than two axes
  public static SoftCounts perExample(Tensor probabilities, Tensor targets) {
    return sums(probabilities, targets, true);
  }

  private static SoftCounts sums(Tensor probabilities, Tensor targets, boolean apart) {
    int least = apart ? 2 : 1;
    if (!probabilities.shape().equals(targets.shape()) || probabilities.rank() < least) {
      throw new IllegalArgumentException(
          "SoftCounts: probabilities and targets must both be %s, but are %s and %s."
              .formatted(
                  apart ? "[batch, labels, …]" : "[batch] or [batch, labels, …]",
                  probabilities.shape(),
                  targets.shape()));
    }
    Tensor p = Tensors.real("SoftCounts", probabilities);
    Tensor t = targets.to(p.dtype());
    if (p.rank() == 1) {
      p = p.unsqueeze(1);
      t = t.unsqueeze(1);
    }
    int[] shape = p.shape().toArray();
    int batch = apart ? shape[0] : 1;
    // [1 or batch, rows, labels, places] with one sum over rows and places
    int places = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
    int[] wide = {batch, apart ? 1 : shape[0], shape[1], places};
    int[] result = apart ? new int[] {batch, shape[1]} : new int[] {shape[1]};
    p = p.reshape(wide);
    t = t.reshape(wide);
    return new SoftCounts(
        p.multiply(t).sum(1, 3).reshape(result),
        p.sum(1, 3).reshape(result),
        t.sum(1, 3).reshape(result));
  }

  /// `TP / Σp` of each label.
  public Tensor precision() {
    return score(0);
  }

  /// `TP / Σt` of each label.
  public Tensor recall() {
    return score(1);
  }

  /// `(1 + β²)·TP / (Σp + β²·Σt)` of each label.
  ///
  /// @throws IllegalArgumentException if `beta` is negative or not finite
  public Tensor fBeta(double beta) {
    return score(recallShare(beta));
  }

  /// `β²/(1 + β²)`: how much recall counts in Fβ.
  ///
  /// @throws IllegalArgumentException if `beta` is negative or not finite
  public static double recallShare(double beta) {
    if (!(beta >= 0 && Double.isFinite(beta))) {
      throw new IllegalArgumentException(
          "fBeta: beta must be finite and not negative, but is " + beta + ".");
    }
    return beta * beta / (1 + beta * beta);
  }

  /// `TP / ((1 - r)·Σp + r·Σt)` of each label, the weighted harmonic mean of precision and recall: `r = 0`
  /// is precision, `r = 1` recall, `r = β²/(1 + β²)` is Fβ.
  public Tensor score(double recallShare) {
    Tensor both = predicted.multiply(1 - recallShare).add(actual.multiply(recallShare));
    return share(truePositives, both);
  }

  /// `2·TP / (Σp + Σt)` of each label, the same number as F1.
  public Tensor dice() {
    return score(0.5);
  }

  /// `TP / (Σp + Σt - TP)` of each label, Jaccard's index.
  public Tensor iou() {
    return tversky(1, 1, 0);
  }

  /// `(TP + s) / (TP + α·FP + β·FN + s)` of each label (Tversky, 1977): `α = β = ½` is Dice, `α = β = 1` IoU;
  /// a larger `β` asks for recall. The smoothing `s` makes the index of nothing found in nothing 1 and
  /// lets false positives count where nothing is to be found; with 0 it is a share of nothing, 0.
  ///
  /// @throws IllegalArgumentException if a number is negative or not finite
  public Tensor tversky(double alpha, double beta, double smoothing) {
    for (double weight : new double[] {alpha, beta, smoothing}) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "SoftCounts.tversky: weights and smoothing must be finite and not negative, but are %s, %s and %s."
                .formatted(alpha, beta, smoothing));
      }
    }
    Tensor found = truePositives.add(smoothing);
    Tensor all =
        truePositives
            .multiply(1 - alpha - beta)
            .add(predicted.multiply(alpha))
            .add(actual.multiply(beta))
            .add(smoothing);
    return share(found, all);
  }

  /// Quotients, and 0 with no gradient where the divisor is 0.
  private static Tensor share(Tensor a, Tensor b) {
    Tensor none = b.equalTo(0);
    Tensor one = b.stopGradient().onesLike();
    return Tensors.where(none, one.zerosLike(), a.divide(Tensors.where(none, one, b)));
  }

  /// One score for all labels, along the last axis of the counts: of the summed counts (micro), or the
  /// mean of the labels' scores, over labels with `Σp + Σt > 0` (macro) or by `Σt` (weighted).
  public Tensor average(Averaging averaging, Function<SoftCounts, Tensor> score) {
    return switch (averaging) {
      case MICRO ->
          score.apply(new SoftCounts(truePositives.sum(-1), predicted.sum(-1), actual.sum(-1)));
      case MACRO -> {
        Tensor present = predicted.add(actual).stopGradient().greater(0).to(predicted.dtype());
        yield mean(score.apply(this), present);
      }
      case WEIGHTED -> mean(score.apply(this), actual.stopGradient());
    };
  }

  private static Tensor mean(Tensor scores, Tensor weights) {
    return share(scores.multiply(weights).sum(-1), weights.sum(-1));
  }
}
