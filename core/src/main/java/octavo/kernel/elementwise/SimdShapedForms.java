package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;
import static octavo.kernel.elementwise.SimdMath.withSignOf;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The functions of [ShapedFunction] on vectors of floats. Found by name, see [SimdUnaryForms];
/// `a` and `b` hold a parameter in every lane.
final class SimdShapedForms {
  private SimdShapedForms() {}

  static FloatVector leakyRelu(FloatVector x, FloatVector a, FloatVector b) {
    return a.mul(x).blend(x, x.compare(VectorOperators.GT, 0f));
  }

  static FloatVector elu(FloatVector x, FloatVector a, FloatVector b) {
    VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
    return SimdMath.expm1(x).mul(a).blend(x, positive);
  }

  static FloatVector celu(FloatVector x, FloatVector a, FloatVector b) {
    VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
    return SimdMath.expm1(x.div(a)).mul(a).blend(x, positive);
  }

  /// What is rounded off the product `ax` is made good, for without it the relative error of small
  /// results would grow with `|ax|`.
  static FloatVector softplus(FloatVector x, FloatVector a, FloatVector b) {
    FloatVector v = x.mul(a);
    FloatVector low = SimdActivations.rest(x, a, v);
    FloatVector e = SimdMath.exp(v.abs().neg());
    VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
    FloatVector slope = constant(1f).blend(e, negative).div(e.add(1f));
    FloatVector tail = low.fma(slope, SimdMath.log1pPositive(e));
    FloatVector y = tail.add(v.blend(0f, negative)).div(a);
    FloatVector beyond = v.sub(b.min(200f)).add(low);
    return y.blend(x, beyond.compare(VectorOperators.GT, 0f));
  }

  static FloatVector swish(FloatVector x, FloatVector a, FloatVector b) {
    // a finite limit keeps ∞·0 from being NaN
    FloatVector c = SimdMath.limit(x, -Float.MAX_VALUE, Float.MAX_VALUE);
    FloatVector v = c.mul(a);
    FloatVector s = SimdActivations.sigmoidOfSum(v, SimdActivations.rest(c, a, v));
    return x.mul(s).blend(withSignOf(constant(0f), x), s.compare(VectorOperators.EQ, 0f));
  }

  static FloatVector hardTanh(FloatVector x, FloatVector a, FloatVector b) {
    return x.blend(b, x.compare(VectorOperators.GT, b)).blend(a, x.compare(VectorOperators.LT, a));
  }

  static FloatVector threshold(FloatVector x, FloatVector a, FloatVector b) {
    return x.blend(b, x.compare(VectorOperators.LE, a));
  }

  static FloatVector step(FloatVector x, FloatVector a, FloatVector b) {
    return x.blend(0f, x.compare(VectorOperators.LE, a))
        .blend(1f, x.compare(VectorOperators.GT, a));
  }

  static FloatVector hardShrink(FloatVector x, FloatVector a, FloatVector b) {
    return x.blend(0f, x.abs().compare(VectorOperators.LE, a));
  }

  static FloatVector softShrink(FloatVector x, FloatVector a, FloatVector b) {
    FloatVector shrunk = x.sub(withSignOf(a, x));
    return shrunk.blend(0f, x.abs().compare(VectorOperators.LE, a));
  }
}
