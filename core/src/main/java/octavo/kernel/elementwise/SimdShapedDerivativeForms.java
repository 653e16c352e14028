package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;
import static octavo.kernel.elementwise.SimdMath.fma;
import static octavo.kernel.elementwise.SimdMath.limit;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// `f'(x)·dy` for the functions of [ShapedFunction] on vectors of floats. Found by name, see
/// [SimdUnaryForms]; `a` and `b` hold a parameter in every lane.
final class SimdShapedDerivativeForms {
  private SimdShapedDerivativeForms() {}

  static FloatVector leakyRelu(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    return dy.mul(a).blend(dy, x.compare(VectorOperators.GT, 0f));
  }

  static FloatVector elu(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    FloatVector slope = SimdMath.exp(x).mul(a);
    return dy.mul(slope.blend(1f, x.compare(VectorOperators.GT, 0f)));
  }

  static FloatVector celu(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    // what is rounded off the quotient is made good: the exponential multiplies it
    FloatVector c = x.max(a.mul(-200f));
    FloatVector q = c.div(a);
    FloatVector low = q.neg().fma(a, c).div(a);
    FloatVector e = SimdMath.exp(q);
    FloatVector slope = e.fma(low, e);
    return dy.mul(slope.blend(1f, x.compare(VectorOperators.GT, 0f)));
  }

  static FloatVector softplus(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    FloatVector v = x.mul(a);
    FloatVector low = SimdActivations.rest(x, a, v);
    FloatVector slope = SimdActivations.sigmoidOfSum(v, low);
    FloatVector beyond = v.sub(b.min(200f)).add(low);
    return dy.mul(slope.blend(1f, beyond.compare(VectorOperators.GT, 0f)));
  }

  static FloatVector swish(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    FloatVector c = limit(x, -Float.MAX_VALUE, Float.MAX_VALUE);
    FloatVector v = limit(c.mul(a), -200f, 200f);
    FloatVector e = SimdMath.exp(v.abs().neg());
    FloatVector inverse = constant(1f).div(e.add(1f));
    FloatVector small = e.mul(inverse);
    VectorMask<Float> positive = v.compare(VectorOperators.GE, 0f);
    FloatVector s = small.blend(inverse, positive);
    FloatVector rest = inverse.blend(small, positive);
    return dy.mul(s.mul(fma(v, rest, 1f)));
  }

  static FloatVector hardTanh(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    VectorMask<Float> inside =
        x.compare(VectorOperators.GT, a).and(x.compare(VectorOperators.LT, b));
    return dy.mul(constant(0f).blend(1f, inside));
  }

  static FloatVector threshold(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    return dy.mul(constant(0f).blend(1f, x.compare(VectorOperators.GT, a)));
  }

  static FloatVector step(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    return dy.mul(0f);
  }

  static FloatVector hardShrink(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    return dy.mul(constant(0f).blend(1f, x.abs().compare(VectorOperators.GT, a)));
  }

  static FloatVector softShrink(FloatVector x, FloatVector dy, FloatVector a, FloatVector b) {
    return dy.mul(constant(0f).blend(1f, x.abs().compare(VectorOperators.GT, a)));
  }
}
