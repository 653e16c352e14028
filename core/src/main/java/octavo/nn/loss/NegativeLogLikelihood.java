package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// `-w_t·xₜ` of log-probabilities `x [batch, classes, …]` and class indices `t`, int64 `[batch, …]`:
/// with `x.logSoftmax(1)` it is [CrossEntropy]. The mean is weighted, `Σ loss / Σ w_t`, as in
/// PyTorch.
///
/// @param reduction how the losses of the rows become one
/// @param weight a factor for each class, `[classes]`, or null for ones
/// @param ignoreIndex rows with this class have loss 0 and do not count
public record NegativeLogLikelihood(
    LossReduction reduction, @Nullable Tensor weight, long ignoreIndex) implements Loss {
  /// The mean over the batch, without weights; targets of -100 are ignored, as in PyTorch.
  public static NegativeLogLikelihood mean() {
    return new NegativeLogLikelihood(LossReduction.MEAN, null, -100);
  }

  /// The same with a factor for each class, `[classes]`.
  public NegativeLogLikelihood withWeight(Tensor perClass) {
    return new NegativeLogLikelihood(reduction, perClass, ignoreIndex);
  }

  /// The same with another class index that does not count.
  public NegativeLogLikelihood withIgnoreIndex(long index) {
    return new NegativeLogLikelihood(reduction, weight, index);
  }

  /// The same with another reduction.
  public NegativeLogLikelihood withReduction(LossReduction other) {
    return new NegativeLogLikelihood(other, weight, ignoreIndex);
  }

  @Override
  public Tensor of(Tensor logProbabilities, Tensor targets) {
    Tensor x = Tensors.real("NegativeLogLikelihood", logProbabilities);
    Operands.requireClasses("NegativeLogLikelihood", x, targets, ignoreIndex);
    Operands.requirePerClass("NegativeLogLikelihood", weight, x.size(1));
    if (targets.elements() == 0) { // no class 0 to look up
      return reduction.of(x.sum(1).multiply(0));
    }
    Tensor chosen = Operands.ofClass(x, Operands.known(targets, ignoreIndex));
    Tensor weights = Operands.rowWeights(targets, weight, ignoreIndex, x.dtype());
    Tensor losses =
        chosen
            .maskedFill(targets.equalTo((double) ignoreIndex), 0) // an ignored -∞ stays out
            .multiply(weights)
            .negate();
    return reduction == LossReduction.MEAN
        ? reduction.of(losses, weights.sum())
        : reduction.of(losses);
  }
}
