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

  /// The distribution function, in float64. Near the center `½ ± ½·I(½, df/2)` of `t²/(df + t²)`, farther out the tail `½·I(df/2, ½)` of
  /// `df/(df + t²)`: each of the form that loses no digits.
  static Tensor cdf(Tensor df, Tensor t) {
    Tensor half = df.multiply(0.5);
    Tensor none = t.equalTo(0);
    Tensor near = t.abs().lessEqual(1);
    Tensor one = Tensors.full(t.dtype(), Shape.SCALAR, 1);
    Tensor logDf = df.log();
    Tensor inner = Tensors.where(near.logicalAnd(none.logicalNot()), t, one);
    Tensor ratio = inner.abs().log().multiply(2).subtract(logDf);
    Tensor share = Counts.betainc(HALF, half, ratio);
    Tensor center = share.multiply(inner.stopGradient().sign());
    // where both the density of the beta number and the slope of t² have no product: the tangent
    Tensor tangent = t.multiply(peak(df).stopGradient().multiply(2));
    Tensor middle = Tensors.where(none, tangent, center).affine(0.5, 0.5);
    Tensor outer = Tensors.where(near, one, t).clamp(-1e300, 1e300);
    Tensor rest = logDf.subtract(outer.abs().log().multiply(2));
    Tensor tail = Counts.betainc(half, HALF, rest).multiply(0.5);
    Tensor sides = Tensors.where(outer.greater(0), tail.affine(-1, 1), tail);
    return Tensors.where(near, middle, sides);
  }

  /// The density of the standard form at 0, `1/(√df·B(½, df/2))`.
  private static Tensor peak(Tensor df) {
    return HALF.lbeta(df.multiply(0.5)).add(df.log().multiply(0.5)).negate().exp();
  }
}
