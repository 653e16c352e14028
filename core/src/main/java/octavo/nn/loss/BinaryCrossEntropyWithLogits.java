package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of independent yes-or-no answers, from logits: `loss = -w·(p·t·ln σ(x) +
/// (1-t)·ln(1 - σ(x)))`, finite for every logit. Without weights its gradient is `σ(x) - t`. This is
/// the loss of labels that do not exclude one another; for exclusive classes take [CrossEntropy].
///
/// @param reduction how the losses of the elements become one
/// @param weight a factor `w` that broadcasts to the elements, or null for ones
/// @param posWeight a factor `p` of the positive answers that broadcasts to the elements, or null
///     for ones: above 1 it finds more of them, at the price of false alarms
public record BinaryCrossEntropyWithLogits(
    LossReduction reduction, @Nullable Tensor weight, @Nullable Tensor posWeight) implements Loss {
  /// The mean over all elements.
  public static BinaryCrossEntropyWithLogits mean() {
    return new BinaryCrossEntropyWithLogits(LossReduction.MEAN, null, null);
  }

  /// The same with a factor that broadcasts to the elements.
  public BinaryCrossEntropyWithLogits withWeight(Tensor factors) {
    return new BinaryCrossEntropyWithLogits(reduction, factors, posWeight);
  }

  /// The same with a factor of the positive answers that broadcasts to the elements.
  public BinaryCrossEntropyWithLogits withPosWeight(Tensor factors) {
    return new BinaryCrossEntropyWithLogits(reduction, weight, factors);
  }

  /// The same with another reduction.
  public BinaryCrossEntropyWithLogits withReduction(LossReduction other) {
    return new BinaryCrossEntropyWithLogits(other, weight, posWeight);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor x = Tensors.real("BinaryCrossEntropyWithLogits", logits);
    Operands.requireSameShape("BinaryCrossEntropyWithLogits", x, targets);
    Operands.requireWeights("BinaryCrossEntropyWithLogits", weight, x);
    Operands.requireWeights("BinaryCrossEntropyWithLogits", posWeight, x);
    Tensor losses;
    if (weight == null && posWeight == null && reduction != LossReduction.NONE) {
      Tensor total = x.reshape(1, -1).sigmoidCrossEntropy(targets.reshape(1, -1)).squeeze(0);
      return reduction.ofSum(total, x);
    } else if (posWeight == null) {
      losses = x.softplus().subtract(targets.multiply(x));
    } else {
      Tensor factor = posWeight.subtract(1).multiply(targets).add(1);
      Tensor negative = targets.negate().add(1).multiply(x);
      losses = negative.add(factor.multiply(x.negate().softplus()));
    }
    return reduction.of(Operands.weighted(losses, weight));
  }
}
