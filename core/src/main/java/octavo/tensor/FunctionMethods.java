package octavo.tensor;

import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Elementwise;

/// Functions of one number, applied to every element. Integers are converted to float32 unless the
/// function maps integers to integers.
public sealed interface FunctionMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// `-x`, element by element.
  default Tensor negate() {
    return Elementwise.of(UnaryFunction.NEGATE, self());
  }

  /// `|x|`, element by element.
  default Tensor abs() {
    return Elementwise.of(UnaryFunction.ABSOLUTE, self());
  }

  /// -1, 0 or 1, element by element.
  default Tensor sign() {
    return Elementwise.of(UnaryFunction.SIGN, self());
  }

  /// `x²`, element by element.
  default Tensor square() {
    return Elementwise.of(UnaryFunction.SQUARE, self());
  }

  /// `√x`, element by element.
  default Tensor sqrt() {
    return Elementwise.of(UnaryFunction.SQRT, self());
  }

  /// `1/√x`, element by element.
  default Tensor rsqrt() {
    return Elementwise.of(UnaryFunction.RSQRT, self());
  }

  /// `1/x`, element by element.
  default Tensor reciprocal() {
    return Elementwise.of(UnaryFunction.RECIPROCAL, self());
  }

  /// `eˣ`, element by element.
  default Tensor exp() {
    return Elementwise.of(UnaryFunction.EXP, self());
  }

  /// `eˣ - 1`, accurate near 0, element by element.
  default Tensor expm1() {
    return Elementwise.of(UnaryFunction.EXPM1, self());
  }

  /// `ln x`, element by element.
  default Tensor log() {
    return Elementwise.of(UnaryFunction.LOG, self());
  }

  /// `ln(1 + x)`, accurate near 0, element by element.
  default Tensor log1p() {
    return Elementwise.of(UnaryFunction.LOG1P, self());
  }

  /// `log₂ x`, element by element.
  default Tensor log2() {
    return Elementwise.of(UnaryFunction.LOG2, self());
  }

  /// `log₁₀ x`, element by element.
  default Tensor log10() {
    return Elementwise.of(UnaryFunction.LOG10, self());
  }

  /// `sin x`, element by element.
  default Tensor sin() {
    return Elementwise.of(UnaryFunction.SIN, self());
  }

  /// `cos x`, element by element.
  default Tensor cos() {
    return Elementwise.of(UnaryFunction.COS, self());
  }

  /// `tan x`, element by element.
  default Tensor tan() {
    return Elementwise.of(UnaryFunction.TAN, self());
  }

  /// `arcsin x`, element by element.
  default Tensor asin() {
    return Elementwise.of(UnaryFunction.ASIN, self());
  }

  /// `arccos x`, element by element.
  default Tensor acos() {
    return Elementwise.of(UnaryFunction.ACOS, self());
  }

  /// `arctan x`, element by element.
  default Tensor atan() {
    return Elementwise.of(UnaryFunction.ATAN, self());
  }

  /// `sinh x`, element by element.
  default Tensor sinh() {
    return Elementwise.of(UnaryFunction.SINH, self());
  }

  /// `cosh x`, element by element.
  default Tensor cosh() {
    return Elementwise.of(UnaryFunction.COSH, self());
  }

  /// `tanh x`, element by element.
  default Tensor tanh() {
    return Elementwise.of(UnaryFunction.TANH, self());
  }

  /// `arsinh x`, element by element.
  default Tensor asinh() {
    return Elementwise.of(UnaryFunction.ASINH, self());
  }

  /// `arcosh x`, element by element.
  default Tensor acosh() {
    return Elementwise.of(UnaryFunction.ACOSH, self());
  }

  /// `artanh x`, element by element.
  default Tensor atanh() {
    return Elementwise.of(UnaryFunction.ATANH, self());
  }

  /// The largest integer not above x, element by element.
  default Tensor floor() {
    return Elementwise.of(UnaryFunction.FLOOR, self());
  }

  /// The smallest integer not below x, element by element.
  default Tensor ceil() {
    return Elementwise.of(UnaryFunction.CEIL, self());
  }

  /// The nearest integer, halves to the even one, element by element.
  default Tensor round() {
    return Elementwise.of(UnaryFunction.ROUND, self());
  }

  /// The integer part, element by element.
  default Tensor trunc() {
    return Elementwise.of(UnaryFunction.TRUNC, self());
  }
}
