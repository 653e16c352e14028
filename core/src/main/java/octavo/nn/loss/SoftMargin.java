package octavo.nn.loss;

import octavo.tensor.Tensor;

/// The logistic loss of scores and targets of -1 or 1: `ln(1 + exp(-t·x))`, finite for every score.
///
/// @param reduction how the losses of the elements become one
public record SoftMargin(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static SoftMargin mean() {
    return new SoftMargin(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public SoftMargin withReduction(LossReduction other) {
    return new SoftMargin(other);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("SoftMargin", prediction, target);
    return reduction.of(target.multiply(prediction).negate().softplus());
  }
}
