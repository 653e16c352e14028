package octavo.tensor;

import octavo.autograd.Engine;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.elementwise.Comparison;
import octavo.kernel.elementwise.Predicate;
import octavo.op.Arithmetic;
import octavo.op.Classify;
import octavo.op.Compare;
import octavo.storage.DType;

/// Comparisons and logic: results are bool tensors, which have no gradient. Operands are broadcast.
public sealed interface LogicMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// `x = other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor equalTo(Tensor other) {
    return Engine.apply(new Compare(Comparison.EQUAL), self(), other);
  }

  /// `x = number`, element by element.
  default Tensor equalTo(double number) {
    return equalTo(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// `x ≠ other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor notEqualTo(Tensor other) {
    return Engine.apply(new Compare(Comparison.NOT_EQUAL), self(), other);
  }

  /// `x ≠ number`, element by element.
  default Tensor notEqualTo(double number) {
    return notEqualTo(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// `x < other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor less(Tensor other) {
    return Engine.apply(new Compare(Comparison.LESS), self(), other);
  }

  /// `x < number`, element by element.
  default Tensor less(double number) {
    return less(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// `x ≤ other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor lessEqual(Tensor other) {
    return Engine.apply(new Compare(Comparison.LESS_EQUAL), self(), other);
  }

  /// `x ≤ number`, element by element.
  default Tensor lessEqual(double number) {
    return lessEqual(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// `x > other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor greater(Tensor other) {
    return Engine.apply(new Compare(Comparison.GREATER), self(), other);
  }

  /// `x > number`, element by element.
  default Tensor greater(double number) {
    return greater(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// `x ≥ other`, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor greaterEqual(Tensor other) {
    return Engine.apply(new Compare(Comparison.GREATER_EQUAL), self(), other);
  }

  /// `x ≥ number`, element by element.
  default Tensor greaterEqual(double number) {
    return greaterEqual(Tensors.number(Tensors.floatingUnlessInteger(self(), number), number));
  }

  /// Whether an element is not a number.
  default Tensor isNaN() {
    return new Classify(Predicate.IS_NAN).apply(self());
  }

  /// Whether an element is infinite.
  default Tensor isInfinite() {
    return new Classify(Predicate.IS_INFINITE).apply(self());
  }

  /// Whether an element is neither infinite nor NaN.
  default Tensor isFinite() {
    return new Classify(Predicate.IS_FINITE).apply(self());
  }

  /// Whether both are not 0, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor logicalAnd(Tensor other) {
    Shape.broadcast("logicalAnd", self().shape(), other.shape());
    return Arithmetic.of(BinaryFunction.MINIMUM, self().truth(), other.truth());
  }

  /// Whether at least one is not 0, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor logicalOr(Tensor other) {
    Shape.broadcast("logicalOr", self().shape(), other.shape());
    return Arithmetic.of(BinaryFunction.MAXIMUM, self().truth(), other.truth());
  }

  /// Whether exactly one is not 0, element by element.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  default Tensor logicalXor(Tensor other) {
    Shape.broadcast("logicalXor", self().shape(), other.shape());
    return self().truth().notEqualTo(other.truth());
  }

  /// Whether an element is 0.
  default Tensor logicalNot() {
    return equalTo(0);
  }

  /// Whether an element is not 0, as a bool tensor.
  default Tensor truth() {
    return self().dtype() == DType.BOOL ? self() : notEqualTo(0);
  }
}
