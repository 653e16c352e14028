package octavo.nn.loss;

import octavo.tensor.Tensor;

/// The cross-entropy of independent yes-or-no answers, from logits: `loss = softplus(x) - t·x =
/// -t·ln σ(x) - (1-t)·ln(1 - σ(x))`, finite for every logit.
///
/// @param reduction how the losses of the elements become one
public record BinaryCrossEntropy(LossReduction reduction) implements Loss {
  /// The mean over all elements, from logits.
  public static BinaryCrossEntropy withLogits() {
    return new BinaryCrossEntropy(LossReduction.MEAN);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    if (!logits.shape().equals(targets.shape())) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy: shapes must be equal, but the logits are %s and the targets %s."
              .formatted(logits.shape(), targets.shape()));
    }
    return reduction.of(logits.softplus().subtract(targets.multiply(logits)));
  }
}
