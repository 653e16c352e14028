package octavo.kernel;

import jdk.incubator.vector.FloatVector;

/// Sums over the lanes of a vector.
///
/// The Vector API leaves the order in which `reduceLanes` adds floats open, and the interpreter's
/// order is not the compiler's: the same call may give other bits once it is compiled. Here the
/// order is fixed.
public final class SimdLanes {
  private SimdLanes() {}

  /// The lanes added from the first to the last, in double.
  public static double sum(FloatVector v) {
    float[] lanes = v.toArray();
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
