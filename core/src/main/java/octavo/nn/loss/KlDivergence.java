package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The Kullback-Leibler divergence of a distribution from log-probabilities `x`: `t·(ln t - x)`, element
/// by element, 0 where `t` is, even if `x` is -∞ there. The divergence of each row is the sum of its elements, so that
/// [LossReduction#BATCH_MEAN], the mean over rows, is what one usually wants; the mean over all elements,
/// PyTorch's default, is smaller by the number of classes.
///
/// @param reduction how the losses of the elements become one
/// @param logTarget whether targets are `ln t`
public record KlDivergence(LossReduction reduction, boolean logTarget) implements Loss {
  /// The sum over the elements of each row, averaged over the batch; targets are probabilities.
  public static KlDivergence batchMean() {
    return new KlDivergence(LossReduction.BATCH_MEAN, false);
  }

  /// The same with targets given as logarithms.
  public KlDivergence withLogTarget() {
    return new KlDivergence(reduction, true);
  }

  /// The same with another reduction.
  public KlDivergence withReduction(LossReduction other) {
    return new KlDivergence(other, logTarget);
  }

  @Override
  public Tensor of(Tensor logProbabilities, Tensor targets) {
    Operands.requireSameShape("KlDivergence", logProbabilities, targets);
    if (logTarget) {
      Tensor never = targets.equalTo(Double.NEGATIVE_INFINITY);
      Tensor ratio = targets.subtract(logProbabilities).maskedFill(never, 0);
      return reduction.of(targets.exp().multiply(ratio));
    }
    Tensor t = Tensors.real("KlDivergence", targets);
    // the logarithm of 0 is taken of 1 instead, so that its infinite slope never enters
    Tensor safe = Tensors.where(t.equalTo(0), t.stopGradient().onesLike(), t);
    Tensor neither = t.equalTo(0).logicalAnd(logProbabilities.equalTo(Double.NEGATIVE_INFINITY));
    Tensor x = logProbabilities.maskedFill(neither, 0); // 0 times infinity would be NaN
    return reduction.of(t.multiply(safe.log()).subtract(t.multiply(x)));
  }
}
