package octavo.nn.loss;

import octavo.tensor.Tensor;

/// `½d²/β` where `d = prediction - target` is at most `β` in size, else `|d| - ½β` (Girshick, 2015): the
/// [Huber] loss divided by `β`. With `β = 0` it is [MeanAbsoluteError].
///
/// @param reduction how the losses of the elements become one
/// @param beta `β`, where the parabola ends, not negative
public record SmoothL1(LossReduction reduction, double beta) implements Loss {
  /// Checks beta.
  public SmoothL1 {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException(
          "SmoothL1: beta must not be negative, but is " + beta + ".");
    }
  }

  /// The mean over all elements, with `β = 1`.
  public static SmoothL1 mean() {
    return new SmoothL1(LossReduction.MEAN, 1);
  }

  /// The same with another `β`.
  public SmoothL1 withBeta(double other) {
    return new SmoothL1(reduction, other);
  }

  /// The same with another reduction.
  public SmoothL1 withReduction(LossReduction other) {
    return new SmoothL1(other, beta);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("SmoothL1", prediction, target);
    Tensor difference = prediction.subtract(target);
    return reduction.of(beta == 0 ? difference.abs() : Huber.losses(difference, beta).divide(beta));
  }
}
