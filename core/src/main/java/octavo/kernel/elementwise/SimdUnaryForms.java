package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The functions of [UnaryFunction] on vectors of floats, as far as they have a form. Found by
/// name, the label of the constant, and taken into loops by [LoopAssembler]: straight code only.
final class SimdUnaryForms {
  private SimdUnaryForms() {}

  static FloatVector negate(FloatVector x) {
    return x.neg();
  }

  static FloatVector absolute(FloatVector x) {
    return x.abs();
  }

  static FloatVector sign(FloatVector x) {
    return SimdRounding.sign(x);
  }

  static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  static FloatVector sqrt(FloatVector x) {
    return x.sqrt();
  }

  static FloatVector rsqrt(FloatVector x) {
    return constant(1f).div(x.sqrt());
  }

  static FloatVector reciprocal(FloatVector x) {
    return constant(1f).div(x);
  }

  static FloatVector exp(FloatVector x) {
    return SimdMath.exp(x);
  }

  static FloatVector expm1(FloatVector x) {
    return SimdMath.expm1(x);
  }

  static FloatVector log(FloatVector x) {
    return SimdMath.log(x);
  }

  static FloatVector log1p(FloatVector x) {
    return SimdMath.log1p(x);
  }

  static FloatVector log2(FloatVector x) {
    return SimdMath.log2(x);
  }

  static FloatVector log10(FloatVector x) {
    return SimdMath.log10(x);
  }

  static FloatVector sin(FloatVector x) {
    return SimdTrigonometry.sin(x);
  }

  static FloatVector cos(FloatVector x) {
    return SimdTrigonometry.cos(x);
  }

  static FloatVector sinh(FloatVector x) {
    return SimdMath.sinh(x);
  }

  static FloatVector cosh(FloatVector x) {
    return SimdMath.cosh(x);
  }

  static FloatVector tanh(FloatVector x) {
    return SimdMath.tanh(x);
  }

  static FloatVector sigmoid(FloatVector x) {
    return SimdMath.sigmoid(x);
  }

  static FloatVector logSigmoid(FloatVector x) {
    return SimdMath.logSigmoid(x);
  }

  static FloatVector softplus(FloatVector x) {
    return SimdMath.softplus(x);
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(0f, x.compare(VectorOperators.LE, 0f));
  }

  static FloatVector relu6(FloatVector x) {
    return x.blend(0f, x.compare(VectorOperators.LE, 0f))
        .blend(6f, x.compare(VectorOperators.GE, 6f));
  }

  static FloatVector gelu(FloatVector x) {
    return SimdErrorFunction.gelu(x);
  }

  static FloatVector geluTanh(FloatVector x) {
    return SimdErrorFunction.geluTanh(x);
  }

  static FloatVector silu(FloatVector x) {
    return SimdMath.silu(x);
  }

  static FloatVector geluSigmoid(FloatVector x) {
    return SimdActivations.geluSigmoid(x);
  }

  static FloatVector mish(FloatVector x) {
    return SimdActivations.mish(x);
  }

  static FloatVector selu(FloatVector x) {
    return SimdActivations.selu(x);
  }

  static FloatVector softsign(FloatVector x) {
    return SimdActivations.softsign(x);
  }

  static FloatVector hardSigmoid(FloatVector x) {
    return SimdActivations.hardSigmoid(x);
  }

  static FloatVector hardSwish(FloatVector x) {
    return SimdActivations.hardSwish(x);
  }

  static FloatVector squaredRelu(FloatVector x) {
    return SimdActivations.squaredRelu(x);
  }

  static FloatVector tanhShrink(FloatVector x) {
    return SimdActivations.tanhShrink(x);
  }

  static FloatVector erf(FloatVector x) {
    return SimdErrorFunction.erf(x);
  }

  static FloatVector erfc(FloatVector x) {
    return SimdErrorFunction.erfc(x);
  }

  static FloatVector floor(FloatVector x) {
    return SimdRounding.floor(x);
  }

  static FloatVector ceil(FloatVector x) {
    return SimdRounding.ceil(x);
  }

  static FloatVector round(FloatVector x) {
    return SimdRounding.round(x);
  }

  static FloatVector trunc(FloatVector x) {
    return SimdRounding.trunc(x);
  }
}
