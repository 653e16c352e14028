package octavo.nn.loss;

import octavo.tensor.Tensor;

/// `|prediction - target|`, also called L1. Its derivative where both are equal is 0.
///
/// @param reduction how the losses of the elements become one
public record MeanAbsoluteError(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static MeanAbsoluteError mean() {
    return new MeanAbsoluteError(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public MeanAbsoluteError withReduction(LossReduction other) {
    return new MeanAbsoluteError(other);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("MeanAbsoluteError", prediction, target);
    return reduction.of(prediction.subtract(target).abs());
  }
}
