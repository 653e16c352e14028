package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The functions of [BinaryFunction] on vectors of floats, as far as they have a form. Found by
/// name, see [SimdUnaryForms].
final class SimdBinaryForms {
  private SimdBinaryForms() {}

  static FloatVector add(FloatVector a, FloatVector b) {
    return a.add(b);
  }

  static FloatVector subtract(FloatVector a, FloatVector b) {
    return a.sub(b);
  }

  static FloatVector multiply(FloatVector a, FloatVector b) {
    return a.mul(b);
  }

  static FloatVector divide(FloatVector a, FloatVector b) {
    return a.div(b);
  }

  static FloatVector minimum(FloatVector a, FloatVector b) {
    return a.min(b);
  }

  static FloatVector mask(FloatVector a, FloatVector b) {
    return a.mul(b).blend(0f, b.compare(VectorOperators.EQ, 0f));
  }

  static FloatVector maximum(FloatVector a, FloatVector b) {
    return a.max(b);
  }
}
