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
    return logOnePlusSquare(distance, scale, scale.stopGradient().onesLike());
  }

  /// `ln(1 + (d/sr)²)`, where the product `sr` need be no number either.
  static Tensor logOnePlusSquare(Tensor distance, Tensor scale, Tensor root) {
    Tensor size = distance.abs();
    Tensor far = size.divide(scale).stopGradient().greater(root);
    Tensor inner = Tensors.where(far, size.stopGradient().zerosLike(), distance);
    Tensor near = inner.divide(scale).divide(root);
    Tensor outer = Tensors.where(far, size, size.stopGradient().onesLike());
    Tensor under = Tensors.where(far, scale, scale.stopGradient().onesLike());
    Tensor ratio = outer.log().subtract(under.log()).subtract(root.log()).multiply(2);
    Tensor tail = under.divide(outer).multiply(root).square().log1p().add(ratio);
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
