package octavo.distribution;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The mean of the logarithm of uniform numbers that are not negative.
final class UniformLogarithm {
  /// Where the width is a smaller share of the lower end, a series has more digits.
  private static final double NARROW = 0.01;

  /// So near to 0 six powers are enough.
  private static final double SMALL = 0.003;

  private UniformLogarithm() {}

  /// `E ln x` between `low` and `low + width`.
  static Tensor mean(Tensor low, Tensor width) {
    return low.add(width).log().add(excess(low, width));
  }

  /// `E ln(1 - x)` between `low` and `low + width`: near 0 by the means of `x`, `x²/2`, …, whose digits `1 - x` does not have.
  static Tensor meanOfRest(Tensor low, Tensor width) {
    Tensor high = low.add(width);
    Tensor near = high.stopGradient().less(SMALL);
    Tensor a = low.maskedFill(near.logicalNot(), 0);
    Tensor b = high.maskedFill(near.logicalNot(), 0);
    Tensor power = a.stopGradient().onesLike();
    Tensor sums = power; // aᵏ + aᵏ⁻¹b + … + bᵏ
    Tensor series = power.zerosLike();
    for (int k = 1; k <= 6; k++) {
      power = power.multiply(b);
      sums = sums.multiply(a).add(power);
      series = series.subtract(sums.multiply(1.0 / (k * (k + 1))));
    }
    Tensor far = high.maskedFill(near, 0.5).affine(-1, 1);
    return Tensors.where(near, series, mean(far, width.maskedFill(near, 0.25)));
  }

  /// `E ln x - ln(low + width)`: `ln(1 + u)/u - 1` with `u = width/low`.
  static Tensor excess(Tensor low, Tensor width) {
    Tensor high = low.add(width);
    Tensor wide = width.greaterEqual(low);
    Tensor one = Tensors.full(low.dtype(), Shape.SCALAR, 1);
    Tensor far = low.xlogy(high).subtract(low.xlogy(low)).divide(width).subtract(1);
    Tensor u = Tensors.where(wide, one, width).divide(Tensors.where(wide, one, low));
    Tensor narrow = u.stopGradient().less(NARROW);
    Tensor small = u.maskedFill(narrow.logicalNot(), NARROW);
    Tensor series = small.stopGradient().zerosLike();
    for (int k = 10; k >= 2; k--) {
      series = series.affine(1, (k % 2 == 0 ? -1.0 : 1.0) / k).multiply(small);
    }
    Tensor middle = u.maskedFill(narrow, 1);
    Tensor direct = middle.log1p().divide(middle).subtract(1);
    return Tensors.where(wide, far, Tensors.where(narrow, series, direct));
  }
}
