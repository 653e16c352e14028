package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Densities of values that need not lie in the support.
final class Outside {
  private Outside() {}

  /// `logProb`, -∞ with gradient 0 where a value is outside of the support.
  static Tensor logProb(Distribution distribution, Tensor value) {
    Tensor possible = distribution.support().contains(value.stopGradient());
    if (possible.all().item() != 0) {
      return distribution.logProb(value);
    }
    Tensor mask = withEvent(possible, distribution.eventShape().rank());
    Tensor other = distribution.sample(Rng.of(0)).to(value.dtype());
    Tensor inside = distribution.logProb(Tensors.where(mask, value, other));
    Tensor none = Tensors.full(inside.dtype(), Shape.SCALAR, Double.NEGATIVE_INFINITY);
    return Tensors.where(possible, inside, none);
  }

  /// A tensor of one number for each value with axes of size 1 for the event.
  static Tensor withEvent(Tensor x, int eventRank) {
    Tensor y = x;
    for (int i = 0; i < eventRank; i++) {
      y = y.unsqueeze(y.rank());
    }
    return y;
  }
}
