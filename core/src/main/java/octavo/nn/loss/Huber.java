package octavo.nn.loss;

import octavo.tensor.Tensor;

/// `½d²` where `d = prediction - target` is at most `δ` in size, else `δ·(|d| - ½δ)` (Huber, 1964): a
/// parabola that goes on as its tangents.
///
/// @param reduction how the losses of the elements become one
/// @param delta `δ`, where the parabola ends, positive
public record Huber(LossReduction reduction, double delta) implements Loss {
  /// Checks delta.
  public Huber {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("Huber: delta must be positive, but is " + delta + ".");
    }
  }

  /// The mean over all elements, with `δ = 1`.
  public static Huber mean() {
    return new Huber(LossReduction.MEAN, 1);
  }

  /// The same with another `δ`.
  public Huber withDelta(double other) {
    return new Huber(reduction, other);
  }

  /// The same with another reduction.
  public Huber withReduction(LossReduction other) {
    return new Huber(other, delta);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    Operands.requireSameShape("Huber", prediction, target);
    return reduction.of(losses(prediction.subtract(target), delta));
  }

  /// With `c = min(|d|, δ)` both branches are `c·(|d| - ½c)`.
  static Tensor losses(Tensor difference, double delta) {
    Tensor size = difference.abs();
    Tensor c = size.clamp(Double.NEGATIVE_INFINITY, delta);
    return c.multiply(size.subtract(c.multiply(0.5)));
  }
}
