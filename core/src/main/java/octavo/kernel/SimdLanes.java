package octavo.kernel;

import jdk.incubator.vector.FloatVector;

/// Sums over the lanes of a vector.
///
/// The Vector API leaves the order in which `reduceLanes` adds floats open, and the interpreter's
/// order is not the compiler's: the same call may give other bits once it is compiled. Here the
/// order is fixed.
public final class SimdLanes {
  private SimdLanes() {}

  /// The lanes added in double: every fourth together, from the first on, then the four sums. Four
  /// chains of additions take a quarter of the time of one.
  public static double sum(FloatVector v) {
    return sum(v.toArray());
  }

  /// The sum of `v.toArray()`, as [#sum(FloatVector)]. A large caller passes the array, because the
  /// compiler may decline to inline this call, and a vector that is passed on in fact costs an
  /// object.
  public static double sum(float[] lanes) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= lanes.length - 4; i += 4) {
      s0 += lanes[i];
      s1 += lanes[i + 1];
      s2 += lanes[i + 2];
      s3 += lanes[i + 3];
    }
    for (; i < lanes.length; i++) {
      s0 += lanes[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
