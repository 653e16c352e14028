package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The distribution function of Student's t, in float64.
final class StudentTail {
  private static final Tensor HALF = Tensors.full(DType.FLOAT64, Shape.SCALAR, 0.5);

  private StudentTail() {}

  /// Near the center `½ ± ½·I(½, df/2)` of `t²/(df + t²)`, farther out the tail `½·I(df/2, ½)` of `df/(df + t²)`:
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
