package octavo.nn.loss;

import octavo.tensor.Tensor;

/// `(prediction - target)²`. Under a sigmoid its gradient carries the factor `σ′`, which vanishes where
/// the unit is saturated; cross-entropy has no such factor.
///
/// @param reduction how the losses of the elements become one
public record MeanSquaredError(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static MeanSquaredError mean() {
    return new MeanSquaredError(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public MeanSquaredError withReduction(LossReduction other) {
    return new MeanSquaredError(other);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("MeanSquaredError", prediction, target);
    return reduction.of(prediction.subtract(target).square());
  }
}
