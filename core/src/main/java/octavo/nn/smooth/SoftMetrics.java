package octavo.nn.smooth;

import java.util.stream.IntStream;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Metrics with probabilities in place of answers; exact where these are 0 or 1. Fβ, Dice and IoU are made
/// from [SoftCounts].
public final class SoftMetrics {
  private SoftMetrics() {}

  /// The mean share of the right class, `(1/n)·Σ ⟨t, p⟩`: probabilities `[batch, classes, …]` and targets of
  /// the same shape, which add up to 1 along axis 1. It is the expected accuracy of answers drawn from
  /// `p`, and accuracy itself where `p` is one-hot. The hard form is [octavo.nn.metric.Accuracy], which is off by
  /// at most the mean of `1 - max p`.
  ///
  /// @throws IllegalArgumentException if the shapes differ or have less than two axes
  public static Tensor accuracy(Tensor probabilities, Tensor targets) {
    if (!probabilities.shape().equals(targets.shape()) || probabilities.rank() < 2) {
      throw new IllegalArgumentException(
          "SoftMetrics.accuracy: probabilities and targets must both be [batch, classes, …], but are %s and %s."
              .formatted(probabilities.shape(), targets.shape()));
    }
    Tensor p = Tensors.real("SoftMetrics.accuracy", probabilities);
    return p.multiply(targets.to(p.dtype())).sum(1).mean();
  }

  /// `(1/(P·N))·Σ σ((sᵢ - sⱼ)/τ)` over positive `i` and negative `j`: the area under the ROC curve with a smooth
  /// step (Yan et al., 2003). It goes to the hard one ([octavo.nn.metric.RankedScores#auroc(int)]) with `τ`,
  /// ties counting ½ in both; off by at most `σ(-Δ/τ)`, where `Δ` is the smallest gap between a positive
  /// and a negative score. Without positives or negatives it is 1, with no gradient. Memory grows with
  /// `P·N`.
  ///
  /// @throws IllegalArgumentException if the shapes differ or the temperature is not positive
  public static Tensor auc(Tensor scores, Tensor targets, double temperature) {
    Peak.require("SoftMetrics.auc", "temperature", temperature);
    scores.shape().requireEqual("SoftMetrics.auc", "the score", targets.shape(), "the target");
    Tensor s = Tensors.real("SoftMetrics.auc", scores).flatten();
    Tensor positive = s.indexSelect(0, places(targets, true)).unsqueeze(1);
    Tensor negative = s.indexSelect(0, places(targets, false)).unsqueeze(0);
    // the share of wrong pairs, of which there are none in nothing
    Tensor wrong = negative.subtract(positive).multiply(1 / temperature).sigmoid();
    return wrong.sum().multiply(-1.0 / Math.max(1, wrong.elements())).add(1);
  }

  private static Tensor places(Tensor targets, boolean wanted) {
    boolean[] truths = targets.toBooleanArray();
    long[] found =
        IntStream.range(0, truths.length).filter(i -> truths[i] == wanted).asLongStream().toArray();
    return Tensors.of(found, found.length);
  }
}
