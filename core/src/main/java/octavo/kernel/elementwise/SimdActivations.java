package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;
import static octavo.kernel.elementwise.SimdMath.exp;
import static octavo.kernel.elementwise.SimdMath.fma;
import static octavo.kernel.elementwise.SimdMath.limit;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Activation functions on vectors of floats, by the rules of [SimdMath]; the formulas are those of
/// [ActivationFunctions].
final class SimdActivations {
  private static final float SELU_SCALE = (float) ActivationFunctions.SELU_SCALE;
  private static final float SELU_SCALE_ALPHA =
      (float) (ActivationFunctions.SELU_SCALE * ActivationFunctions.SELU_ALPHA);

  /// 1.702 as a sum of two floats.
  private static final float GELU_FACTOR = 1.702f;

  private static final float GELU_FACTOR_LOW = (float) (1.702 - (double) GELU_FACTOR);

  private SimdActivations() {}

  /// What is rounded off the product `v = x·a`, and 0 where `v` is so large that it does not matter
  /// and the product may have overflowed.
  static FloatVector rest(FloatVector x, FloatVector a, FloatVector v) {
    return x.fma(a, v.neg()).blend(0f, v.abs().compare(VectorOperators.GT, 200f));
  }

  /// `σ(v + low)` for a small `low`.
  static FloatVector sigmoidOfSum(FloatVector v, FloatVector low) {
    VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
    FloatVector e = exp(v.abs().neg());
    e = e.fma(low.neg().blend(low, negative), e);
    return constant(1f).blend(e, negative).div(e.add(1f));
  }

  static FloatVector mish(FloatVector x) {
    FloatVector c = x.blend(-200f, x.compare(VectorOperators.LT, -200f));
    VectorMask<Float> negative = c.compare(VectorOperators.LT, 0f);
    FloatVector u = exp(c.abs().neg());
    FloatVector twice = u.add(u);
    FloatVector n = twice.add(1f).blend(u.fma(u, twice), negative);
    FloatVector d = n.add(twice.mul(u).blend(2f, negative));
    return c.mul(n.div(d));
  }

  static FloatVector mishDerivative(FloatVector x) {
    FloatVector c = limit(x, -200f, 200f);
    VectorMask<Float> negative = c.compare(VectorOperators.LT, 0f);
    FloatVector u = exp(c.abs().neg());
    FloatVector twice = u.add(u);
    FloatVector n = twice.add(1f).blend(u.fma(u, twice), negative);
    FloatVector d = n.add(twice.mul(u).blend(2f, negative));
    FloatVector k = u.mul(u).blend(u, negative).mul(u.add(1f));
    return c.mul(4f).mul(k).div(d).add(n).div(d);
  }

  static FloatVector softsign(FloatVector x) {
    FloatVector c = limit(x, -Float.MAX_VALUE, Float.MAX_VALUE);
    return c.div(c.abs().add(1f));
  }

  static FloatVector hardSigmoid(FloatVector x) {
    return limit(x.add(3f), 0f, 6f).div(6f);
  }

  static FloatVector hardSwish(FloatVector x) {
    FloatVector c = x.blend(-3f, x.compare(VectorOperators.LT, -3f));
    return c.mul(limit(c.add(3f), 0f, 6f).div(6f));
  }

  static FloatVector hardSwishDerivative(FloatVector x) {
    FloatVector c = limit(x, -3f, 3f);
    FloatVector slope = fma(c, constant(2f), 3f).div(6f);
    return slope
        .blend(0f, x.compare(VectorOperators.LE, -3f))
        .blend(1f, x.compare(VectorOperators.GE, 3f));
  }

  static FloatVector squaredRelu(FloatVector x) {
    FloatVector r = x.blend(0f, x.compare(VectorOperators.LE, 0f));
    return r.mul(r);
  }

  static FloatVector selu(FloatVector x) {
    FloatVector below = SimdMath.expm1(x).mul(SELU_SCALE_ALPHA);
    return below.blend(x.mul(SELU_SCALE), x.compare(VectorOperators.GT, 0f));
  }

  static FloatVector seluDerivative(FloatVector x) {
    return exp(x).mul(SELU_SCALE_ALPHA).blend(SELU_SCALE, x.compare(VectorOperators.GT, 0f));
  }

  /// `x·σ(1.702x)`. What is rounded off the product is kept, as in [SimdErrorFunction#geluTanh].
  static FloatVector geluSigmoid(FloatVector x) {
    FloatVector c = x.blend(-100f, x.compare(VectorOperators.LT, -100f));
    FloatVector b = limit(c, -100f, 100f);
    FloatVector v = b.mul(GELU_FACTOR);
    FloatVector low = b.fma(constant(GELU_FACTOR), v.neg());
    low = b.fma(constant(GELU_FACTOR_LOW), low);
    VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
    FloatVector e = exp(v.abs().neg());
    e = e.fma(low.neg().blend(low, negative), e);
    return c.blend(c.mul(e), negative).div(e.add(1f));
  }

  static FloatVector geluSigmoidDerivative(FloatVector x) {
    return SimdMath.siluDerivative(limit(x, -100f, 100f).mul(GELU_FACTOR));
  }

  /// `x - tanh x`: up to 1.5 it is `x³` times a polynomial in `x²`, fitted for the least relative
  /// error (2·10⁻⁸), for the difference would lose most of its digits.
  static FloatVector tanhShrink(FloatVector x) {
    FloatVector c = limit(x, -1.5f, 1.5f);
    FloatVector z = c.mul(c);
    FloatVector p = fma(z, constant(-2.9237347e-6f), 4.0097257e-5f);
    p = fma(p, z, -0.0002561119f);
    p = fma(p, z, 0.0010478443f);
    p = fma(p, z, -0.0032504965f);
    p = fma(p, z, 0.008678397f);
    p = fma(p, z, -0.02180984f);
    p = fma(p, z, 0.05395822f);
    p = fma(p, z, -0.13333267f);
    p = fma(p, z, 0.3333333f);
    FloatVector small = p.mul(z).mul(c);
    return small.blend(x.sub(SimdMath.tanh(x)), x.abs().compare(VectorOperators.GT, 1.5f));
  }

  static FloatVector tanhShrinkDerivative(FloatVector x) {
    FloatVector t = SimdMath.tanh(x);
    return t.mul(t);
  }
}
