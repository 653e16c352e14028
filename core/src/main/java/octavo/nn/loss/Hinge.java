package octavo.nn.loss;

import octavo.tensor.Tensor;

/// The hinge loss of scores and targets of -1 or 1: `max(0, 1 - t·x)`. Its derivative at the kink is 0.
///
/// @param reduction how the losses of the elements become one
public record Hinge(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static Hinge mean() {
    return new Hinge(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public Hinge withReduction(LossReduction other) {
    return new Hinge(other);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("Hinge", prediction, target);
    return reduction.of(target.multiply(prediction).negate().add(1).relu());
  }
}
