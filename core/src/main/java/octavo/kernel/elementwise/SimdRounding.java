package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;
import static octavo.kernel.elementwise.SimdMath.withSignOf;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Rounding to integers on vectors of floats: exact, and zeros keep the argument's sign.
final class SimdRounding {
  /// From here on every float is an integer.
  private static final float ALL_INTEGERS = 8388608f;

  private SimdRounding() {}

  static FloatVector round(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector r = withSignOf(a.add(ALL_INTEGERS).sub(ALL_INTEGERS), x);
    return x.blend(r, a.compare(VectorOperators.LT, ALL_INTEGERS));
  }

  static FloatVector floor(FloatVector x) {
    FloatVector r = round(x);
    FloatVector y = r.blend(r.sub(1f), r.compare(VectorOperators.GT, x));
    return withSignOf(y.abs(), x);
  }

  static FloatVector ceil(FloatVector x) {
    FloatVector r = round(x);
    FloatVector y = r.blend(r.add(1f), r.compare(VectorOperators.LT, x));
    return withSignOf(y.abs(), x);
  }

  static FloatVector trunc(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector r = round(a);
    FloatVector y = r.blend(r.sub(1f), r.compare(VectorOperators.GT, a));
    return withSignOf(y, x);
  }

  static FloatVector sign(FloatVector x) {
    FloatVector y = x.blend(1f, x.compare(VectorOperators.GT, 0f));
    return y.blend(constant(-1f), x.compare(VectorOperators.LT, 0f));
  }
}
