package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Densities of values that need not lie in the support.
final class Outside {
  private Outside() {}

  /// `logProb`, -∞ with gradient 0 where a value is outside of the support, or so far out that its density is 0: the slope there may
  /// be infinite.
  static Tensor logProb(Distribution distribution, Tensor value) {
    Tensor inSupport = distribution.support().contains(value.stopGradient());
    if (inSupport.all().item() != 0) {
      Tensor density = distribution.logProb(value);
      Tensor likely = density.stopGradient().notEqualTo(Double.NEGATIVE_INFINITY);
      return likely.all().item() != 0 ? density : masked(distribution, value, likely);
    }
    Tensor density = masked(distribution, value, inSupport);
    Tensor likely = density.stopGradient().notEqualTo(Double.NEGATIVE_INFINITY);
    return likely.equalTo(inSupport).all().item() != 0
        ? density
        : masked(distribution, value, likely);
  }

  private static Tensor masked(Distribution distribution, Tensor value, Tensor possible) {
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
