package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The tails of Student's t and of Cauchy's distribution, its case of one degree of freedom.
final class StudentTail {
  private static final Tensor HALF = Tensors.full(DType.FLOAT64, Shape.SCALAR, 0.5);

  private StudentTail() {}

  /// `ln(1 + (d/s)²)` where neither the quotient nor its square need be a number: `2 ln d - 2 ln s` far out.
  static Tensor logOnePlusSquare(Tensor distance, Tensor scale) {
    Tensor size = distance.abs();
    Tensor far = size.greater(scale);
    Tensor near = Tensors.where(far, size.stopGradient().zerosLike(), size).divide(scale);
    Tensor outer = Tensors.where(far, size, scale.stopGradient());
    Tensor ratio = outer.log().subtract(scale.log()).multiply(2);
    Tensor tail = scale.divide(outer).square().log1p().add(ratio);
    return Tensors.where(far, tail, near.square().log1p());
  }

  /// The distribution function, in float64. Near the center `½ ± ½·I(½, df/2)` of `t²/(df + t²)`, farther out the tail `½·I(df/2, ½)` of `df/(df + t²)`:
  /// each of the form that loses no digits.
  static Tensor cdf(Tensor df, Tensor t) {
    Tensor near = t.square().lessEqual(df);
    Tensor half = df.multiply(0.5);
    Tensor zero = t.equalTo(0).to(t.dtype());
    // the density of the beta function is infinite at 0, where t² has slope 0: a little aside both
    // are finite
    Tensor inner =
        Tensors.where(near, t, t.zerosLike())
            .add(zero.multiply(df.stopGradient().sqrt().multiply(1e-12)));
    Tensor s = inner.square();
    Tensor safe = Tensors.where(near, s, df.stopGradient());
    Tensor center = safe.divide(safe.add(df)).betainc(HALF, half);
    Tensor middle = center.multiply(inner.stopGradient().sign()).affine(0.5, 0.5);
    Tensor outer = Tensors.where(near, df.sqrt().stopGradient(), t);
    Tensor bounded = outer.clamp(-1e150, 1e150);
    Tensor tail = df.divide(df.add(bounded.square())).betainc(half, HALF).multiply(0.5);
    Tensor sides = Tensors.where(outer.greater(0), tail.affine(-1, 1), tail);
    return Tensors.where(near, middle, sides);
  }
}
