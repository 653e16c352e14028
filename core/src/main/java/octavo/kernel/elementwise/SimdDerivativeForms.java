package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// `dx = f'·dy` for the functions of [UnaryFunction], on vectors of floats; `y` or `x` as
/// [UnaryFunction#derivativeUsesOutput()] says. Found by name, see [SimdUnaryForms].
final class SimdDerivativeForms {
  private static final float ONE_OVER_LN_2 = 1.442695f;
  private static final float ONE_OVER_LN_10 = 0.4342945f;

  private SimdDerivativeForms() {}

  static FloatVector negate(FloatVector x, FloatVector dy) {
    return dy.neg();
  }

  static FloatVector absolute(FloatVector x, FloatVector dy) {
    return dy.mul(SimdRounding.sign(x));
  }

  static FloatVector sign(FloatVector x, FloatVector dy) {
    return dy.mul(0f);
  }

  static FloatVector floor(FloatVector x, FloatVector dy) {
    return dy.mul(0f);
  }

  static FloatVector ceil(FloatVector x, FloatVector dy) {
    return dy.mul(0f);
  }

  static FloatVector round(FloatVector x, FloatVector dy) {
    return dy.mul(0f);
  }

  static FloatVector trunc(FloatVector x, FloatVector dy) {
    return dy.mul(0f);
  }

  static FloatVector square(FloatVector x, FloatVector dy) {
    return dy.mul(x.mul(2f));
  }

  static FloatVector sqrt(FloatVector y, FloatVector dy) {
    return dy.mul(0.5f).div(y);
  }

  static FloatVector rsqrt(FloatVector y, FloatVector dy) {
    return dy.mul(y.mul(-0.5f).mul(y).mul(y));
  }

  static FloatVector reciprocal(FloatVector y, FloatVector dy) {
    return dy.neg().mul(y).mul(y);
  }

  static FloatVector exp(FloatVector y, FloatVector dy) {
    return dy.mul(y);
  }

  static FloatVector expm1(FloatVector y, FloatVector dy) {
    return dy.mul(y.add(1f));
  }

  static FloatVector log(FloatVector x, FloatVector dy) {
    return dy.div(x);
  }

  static FloatVector log1p(FloatVector x, FloatVector dy) {
    return dy.div(x.add(1f));
  }

  static FloatVector log2(FloatVector x, FloatVector dy) {
    return dy.mul(ONE_OVER_LN_2).div(x);
  }

  static FloatVector log10(FloatVector x, FloatVector dy) {
    return dy.mul(ONE_OVER_LN_10).div(x);
  }

  static FloatVector sin(FloatVector x, FloatVector dy) {
    return dy.mul(SimdTrigonometry.cos(x));
  }

  static FloatVector cos(FloatVector x, FloatVector dy) {
    return dy.mul(SimdTrigonometry.sin(x).neg());
  }

  static FloatVector tan(FloatVector y, FloatVector dy) {
    return dy.mul(SimdMath.fma(y, y, 1f));
  }

  static FloatVector sinh(FloatVector x, FloatVector dy) {
    return dy.mul(SimdMath.cosh(x));
  }

  static FloatVector cosh(FloatVector x, FloatVector dy) {
    return dy.mul(SimdMath.sinh(x));
  }

  static FloatVector tanh(FloatVector y, FloatVector dy) {
    return dy.mul(SimdMath.fma(y.neg(), y, 1f));
  }

  static FloatVector sigmoid(FloatVector y, FloatVector dy) {
    return dy.mul(y.mul(constant(1f).sub(y)));
  }

  static FloatVector logSigmoid(FloatVector x, FloatVector dy) {
    return dy.mul(SimdMath.sigmoid(x.neg()));
  }

  static FloatVector softplus(FloatVector x, FloatVector dy) {
    return dy.mul(SimdMath.sigmoid(x));
  }

  static FloatVector relu(FloatVector y, FloatVector dy) {
    return dy.mul(constant(0f).blend(1f, y.compare(VectorOperators.GT, 0f)));
  }

  static FloatVector relu6(FloatVector y, FloatVector dy) {
    return dy.mul(
        constant(0f)
            .blend(1f, y.compare(VectorOperators.GT, 0f).and(y.compare(VectorOperators.LT, 6f))));
  }

  static FloatVector gelu(FloatVector x, FloatVector dy) {
    return dy.mul(SimdErrorFunction.geluDerivative(x));
  }

  static FloatVector geluTanh(FloatVector x, FloatVector dy) {
    return dy.mul(SimdErrorFunction.geluTanhDerivative(x));
  }

  static FloatVector silu(FloatVector x, FloatVector dy) {
    return dy.mul(SimdMath.siluDerivative(x));
  }

  static FloatVector geluSigmoid(FloatVector x, FloatVector dy) {
    return dy.mul(SimdActivations.geluSigmoidDerivative(x));
  }

  static FloatVector mish(FloatVector x, FloatVector dy) {
    return dy.mul(SimdActivations.mishDerivative(x));
  }

  static FloatVector selu(FloatVector x, FloatVector dy) {
    return dy.mul(SimdActivations.seluDerivative(x));
  }

  static FloatVector softsign(FloatVector x, FloatVector dy) {
    FloatVector r = constant(1f).div(x.abs().add(1f));
    return dy.mul(r.mul(r));
  }

  static FloatVector hardSigmoid(FloatVector x, FloatVector dy) {
    FloatVector slope = constant(0f).blend(1 / 6f, x.abs().compare(VectorOperators.LT, 3f));
    return dy.mul(slope);
  }

  static FloatVector hardSwish(FloatVector x, FloatVector dy) {
    return dy.mul(SimdActivations.hardSwishDerivative(x));
  }

  static FloatVector squaredRelu(FloatVector x, FloatVector dy) {
    return dy.mul(x.blend(0f, x.compare(VectorOperators.LE, 0f))).mul(2f);
  }

  static FloatVector tanhShrink(FloatVector x, FloatVector dy) {
    return dy.mul(SimdActivations.tanhShrinkDerivative(x));
  }

  static FloatVector erf(FloatVector x, FloatVector dy) {
    return dy.mul(SimdErrorFunction.erfDerivative(x));
  }

  static FloatVector erfc(FloatVector x, FloatVector dy) {
    return dy.mul(SimdErrorFunction.erfDerivative(x).neg());
  }
}
