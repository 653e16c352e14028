package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The tests of [Comparison] and [Predicate] on vectors of floats; a predicate looks at the first
/// argument alone. Found by name, see [SimdUnaryForms].
final class SimdTruthForms {
  private SimdTruthForms() {}

  static VectorMask<Float> equalTo(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.EQ, b);
  }

  static VectorMask<Float> notEqualTo(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.NE, b);
  }

  static VectorMask<Float> less(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.LT, b);
  }

  static VectorMask<Float> lessEqual(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.LE, b);
  }

  static VectorMask<Float> greater(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.GT, b);
  }

  static VectorMask<Float> greaterEqual(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.GE, b);
  }

  static VectorMask<Float> isNaN(FloatVector a, FloatVector b) {
    return a.test(VectorOperators.IS_NAN);
  }

  static VectorMask<Float> isInfinite(FloatVector a, FloatVector b) {
    return a.test(VectorOperators.IS_INFINITE);
  }

  static VectorMask<Float> isFinite(FloatVector a, FloatVector b) {
    return a.test(VectorOperators.IS_FINITE);
  }
}
