package octavo.tensor;

import octavo.kernel.elementwise.BinaryFunction;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.Clamp;

/// Arithmetic, element by element. Operands are broadcast to a common shape (aligned at the last
/// axis, sizes equal or 1) and brought to a common type ([octavo.storage.DType#promote]). A plain number takes the
/// tensor's type; only an integer tensor with a fraction becomes float32.
public sealed interface ArithmeticMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// `x + other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor add(Tensor other) {
    return Arithmetic.of(BinaryFunction.ADD, self(), other);
  }

  /// `x - other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor subtract(Tensor other) {
    return Arithmetic.of(BinaryFunction.SUBTRACT, self(), other);
  }

  /// `x·other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor multiply(Tensor other) {
    return Arithmetic.of(BinaryFunction.MULTIPLY, self(), other);
  }

  /// `x / other`; the quotient of integers is a float32, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor divide(Tensor other) {
    return Arithmetic.of(BinaryFunction.DIVIDE, self(), other);
  }

  /// `x` to the power `other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor power(Tensor other) {
    return Arithmetic.of(BinaryFunction.POWER, self(), other);
  }

  /// The smaller of both; NaN if one is NaN, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor minimum(Tensor other) {
    return Arithmetic.of(BinaryFunction.MINIMUM, self(), other);
  }

  /// The larger of both; NaN if one is NaN, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor maximum(Tensor other) {
    return Arithmetic.of(BinaryFunction.MAXIMUM, self(), other);
  }

  /// The angle of the point `(other, x)`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor atan2(Tensor other) {
    return Arithmetic.of(BinaryFunction.ATAN2, self(), other);
  }

  /// `x - other·⌊x/other⌋`: the rest with the sign of the divisor, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor remainder(Tensor other) {
    return Arithmetic.of(BinaryFunction.REMAINDER, self(), other);
  }

  /// `x + number`.
  default Tensor add(double number) {
    Tensors.computable("add", self());
    return Tensors.floatingUnlessInteger(self(), number).affine(1, number);
  }

  /// `x - number`.
  default Tensor subtract(double number) {
    Tensors.computable("subtract", self());
    return Tensors.floatingUnlessInteger(self(), number).affine(1, -number);
  }

  /// `x·number`.
  default Tensor multiply(double number) {
    Tensors.computable("multiply", self());
    return Tensors.floatingUnlessInteger(self(), number).affine(number, 0);
  }

  /// `x / number`; the quotient of integers is a float32.
  default Tensor divide(double number) {
    Tensor x = Tensors.real("divide", self());
    return x.divide(Tensors.number(x, number));
  }

  /// `scale·x + shift` in one pass.
  default Tensor affine(double scale, double shift) {
    Tensor x = Tensors.floatingUnlessInteger(Tensors.computable("affine", self()), scale);
    return new Affine(scale, shift).apply(Tensors.floatingUnlessInteger(x, shift));
  }

  /// `x` to the power `exponent`.
  default Tensor power(double exponent) {
    Tensors.computable("power", self());
    if (exponent == 2) {
      return self().square();
    }
    return power(Tensors.number(Tensors.floatingUnlessInteger(self(), exponent), exponent));
  }

  /// The smaller of `x` and `number`; a NaN stays NaN.
  default Tensor minimum(double number) {
    return minimum(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// The larger of `x` and `number`; a NaN stays NaN.
  default Tensor maximum(double number) {
    return maximum(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// The rest of `x / number`, with the sign of `number`.
  default Tensor remainder(double number) {
    return remainder(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// `min(max(x, low), high)`; a NaN stays NaN. The gradient passes where `low ≤ x ≤ high`.
  ///
  /// @throws IllegalArgumentException if `low` exceeds `high`
  default Tensor clamp(double low, double high) {
    Clamp clamp = new Clamp(low, high);
    Tensor x = Tensors.computable("clamp", self());
    // an infinite bound bounds nothing, so integers stay integers
    x = Double.isInfinite(low) ? x : Tensors.floatingUnlessInteger(x, low);
    return clamp.apply(Double.isInfinite(high) ? x : Tensors.floatingUnlessInteger(x, high));
  }
}
