package octavo.nn.loss;

import octavo.tensor.Tensor;

/// The squared hinge loss of scores and targets of -1 or 1: `max(0, 1 - t·x)²`.
///
/// @param reduction how the losses of the elements become one
public record SquaredHinge(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static SquaredHinge mean() {
    return new SquaredHinge(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public SquaredHinge withReduction(LossReduction other) {
    return new SquaredHinge(other);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("SquaredHinge", prediction, target);
    return reduction.of(target.multiply(prediction).negate().add(1).relu().square());
  }
}
