package octavo.nn.loss;

import octavo.op.CustomGradient;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of independent yes-or-no answers, from probabilities: `loss = -w·(t·ln x +
/// (1-t)·ln(1-x))`. As in PyTorch logarithms are at least -100 and the slopes `1/x` and `1/(1-x)` at
/// most 10¹², so that 0 and 1 give finite numbers; only where `x` and `t` are both exactly 0 or both 1
/// PyTorch gives the slope 0, this loss that of its formula, 1 or -1.
/// [BinaryCrossEntropyWithLogits] is more accurate.
///
/// @param reduction how the losses of the elements become one
/// @param weight a factor that broadcasts to the elements, or null for ones
public record BinaryCrossEntropy(LossReduction reduction, @Nullable Tensor weight) implements Loss {
  private static final CustomGradient LOG =
      CustomGradient.of(x -> x.log().maximum(-100), (x, dy) -> dy.divide(x.maximum(1e-12)));

  /// The mean over all elements.
  public static BinaryCrossEntropy mean() {
    return new BinaryCrossEntropy(LossReduction.MEAN, null);
  }

  /// The same with a factor that broadcasts to the elements.
  public BinaryCrossEntropy withWeight(Tensor factors) {
    return new BinaryCrossEntropy(reduction, factors);
  }

  /// The same with another reduction.
  public BinaryCrossEntropy withReduction(LossReduction other) {
    return new BinaryCrossEntropy(other, weight);
  }

  @Override
  public Tensor of(Tensor probabilities, Tensor targets) {
    Tensor x = Tensors.real("BinaryCrossEntropy", probabilities);
    Operands.requireSameShape("BinaryCrossEntropy", x, targets);
    Operands.requireWeights("BinaryCrossEntropy", weight, x);
    if (x.elements() > 0) {
      double least = x.stopGradient().min().item();
      double most = x.stopGradient().max().item();
      if (!(least >= 0 && most <= 1)) {
        throw new IllegalArgumentException(
            "BinaryCrossEntropy: probabilities must be in [0, 1], but are from %s to %s. For logits take BinaryCrossEntropyWithLogits."
                .formatted(least, most));
      }
    }
    Tensor t = targets.to(x.dtype());
    Tensor yes = t.multiply(LOG.apply(x));
    Tensor no = t.affine(-1, 1).multiply(LOG.apply(x.affine(-1, 1)));
    return reduction.of(Operands.weighted(yes.add(no).negate(), weight));
  }
}
