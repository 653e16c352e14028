package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The tails of Student's t and of Cauchy's distribution, its case of one degree of freedom.
final class StudentTail {
  private static final Tensor HALF = Tensors.full(DType.FLOAT64, Shape.SCALAR, 0.5);

  private StudentTail() {}

  /// `ln(1 + z²)`, also where the square of `z` is too large for a number: `2·ln|z| + ln(1 + z⁻²)` from 1 on.
  static Tensor logOnePlusSquare(Tensor z) {
    Tensor size = z.abs();
    Tensor far = size.greater(1);
    Tensor one = Tensors.full(z.dtype(), Shape.SCALAR, 1);
    Tensor outer = Tensors.where(far, size, one);
    Tensor inner = Tensors.where(far, outer.reciprocal(), size);
    return inner.square().log1p().add(outer.log().multiply(2));
  }

  /// The distribution function, in float64. Near the center `½ ± ½·I(½, df/2)` of `t²/(df + t²)`, farther out the tail `½·I(df/2, ½)` of `df/(df + t²)`:
  /// each of the form that loses no digits.
  static Tensor cdf(Tensor df, Tensor t) {
    Tensor near = t.square().lessEqual(df);
    Tensor half = df.multiply(0.5);
    Tensor zero = t.equalTo(0).to(t.dtype());
    // the density of the beta function is infinite at 0, where t² has slope 0: a little aside both
    // are finite
    Tensor inner = Tensors.where(near, t, t.zerosLike()).add(zero.multiply(1e-12));
    Tensor s = inner.square();
    Tensor safe = Tensors.where(near, s, s.stopGradient().onesLike());
    Tensor center = safe.divide(safe.add(df)).betainc(HALF, half);
    Tensor middle = center.multiply(inner.stopGradient().sign()).affine(0.5, 0.5);
    Tensor outer = Tensors.where(near, df.sqrt().stopGradient(), t);
    Tensor bounded = outer.clamp(-1e150, 1e150);
    Tensor tail = df.divide(df.add(bounded.square())).betainc(half, HALF).multiply(0.5);
    Tensor sides = Tensors.where(outer.greater(0), tail.affine(-1, 1), tail);
    return Tensors.where(near, middle, sides);
  }
}
