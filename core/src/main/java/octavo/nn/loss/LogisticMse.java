package octavo.nn.loss;

import octavo.tensor.Tensor;

/// `(σ(x) - t)²` of logits `x` and targets in `[0, 1]`. Its gradient is `2·(σ(x) - t)·σ′(x)`: a unit that
/// is wrong and saturated hardly learns. That is what it is here to show; to train, take
/// [BinaryCrossEntropyWithLogits], whose gradient is `σ(x) - t`.
///
/// @param reduction how the losses of the elements become one
public record LogisticMse(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static LogisticMse mean() {
    return new LogisticMse(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public LogisticMse withReduction(LossReduction other) {
    return new LogisticMse(other);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("LogisticMse", prediction, target);
    return reduction.of(prediction.sigmoid().subtract(target).square());
  }
}
