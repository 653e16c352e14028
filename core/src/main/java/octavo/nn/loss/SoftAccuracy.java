package octavo.nn.loss;

import octavo.nn.smooth.SoftMetrics;
import octavo.tensor.Tensor;

/// 1 less the expected accuracy of answers drawn from the probabilities: `1 - (1/n)·Σ ⟨t, p⟩` for exclusive
/// classes, `1 - mean(t·p + (1 - t)·(1 - p))` for independent labels. From logits. Where outputs are one-hot it
/// is the share of errors. Fine-tune with it what cross-entropy has trained: its gradient `p_t·(p - t)`,
/// where `p_t` is the share of the right class, is nearly 0 where an answer is sure, right or wrong.
///
/// @param outputs what the logits stand for
public record SoftAccuracy(Outputs outputs) implements Loss {
  /// For exclusive classes.
  public static SoftAccuracy exclusive() {
    return new SoftAccuracy(Outputs.EXCLUSIVE);
  }

  /// For independent labels.
  public static SoftAccuracy independent() {
    return new SoftAccuracy(Outputs.INDEPENDENT);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor t = outputs.targets("SoftAccuracy", logits, targets);
    Tensor p = outputs.probabilities(logits);
    if (outputs == Outputs.EXCLUSIVE) {
      return SoftMetrics.accuracy(p, t).negate().add(1);
    }
    return p.add(t).subtract(p.multiply(t).multiply(2)).mean(); // t(1 - p) + (1 - t)p
  }
}
