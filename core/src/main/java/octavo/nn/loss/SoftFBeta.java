package octavo.nn.loss;

import octavo.nn.metric.Averaging;
import octavo.nn.smooth.SoftCounts;
import octavo.tensor.Tensor;

/// 1 less the soft Fβ of the batch, `Fβ = (1 + β²)·Σtp / (Σp + β²·Σt)`, or its extremes precision `Σtp/Σp` and
/// recall `Σtp/Σt`. From logits. Where outputs are one-hot it is 1 less the hard score of the batch.
///
/// The score of a batch is a biased estimate of the data set's: take large batches, and do not
/// accumulate gradients over several of them; the result would be another function's gradient. Fine-tune
/// with it what cross-entropy has trained.
///
/// @param recallShare how much recall counts in the weighted harmonic mean, `β²/(1 + β²)`: 0 is precision,
///     ½ F1, 1 recall
/// @param outputs what the logits stand for
/// @param averaging how the scores of several classes or labels become one
public record SoftFBeta(double recallShare, Outputs outputs, Averaging averaging) implements Loss {
  /// Checks the share.
  public SoftFBeta {
    if (!(recallShare >= 0 && recallShare <= 1)) {
      throw new IllegalArgumentException(
          "SoftFBeta: the share of recall must be in [0, 1], but is " + recallShare + ".");
    }
  }

  /// With recall counting `beta` times as much as precision; macro-averaged.
  ///
  /// @throws IllegalArgumentException if `beta` is negative or not finite
  public static SoftFBeta of(double beta, Outputs outputs) {
    return new SoftFBeta(SoftCounts.recallShare(beta), outputs, Averaging.MACRO);
  }

  /// The harmonic mean of precision and recall; macro-averaged.
  public static SoftFBeta f1(Outputs outputs) {
    return of(1, outputs);
  }

  /// Precision alone; macro-averaged.
  public static SoftFBeta precision(Outputs outputs) {
    return new SoftFBeta(0, outputs, Averaging.MACRO);
  }

  /// Recall alone; macro-averaged.
  public static SoftFBeta recall(Outputs outputs) {
    return new SoftFBeta(1, outputs, Averaging.MACRO);
  }

  /// The same with another way to average.
  public SoftFBeta withAveraging(Averaging other) {
    return new SoftFBeta(recallShare, outputs, other);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor t = outputs.targets("SoftFBeta", logits, targets);
    SoftCounts counts = SoftCounts.of(outputs.probabilities(logits), t);
    return counts.average(averaging, c -> c.score(recallShare)).negate().add(1);
  }
}
