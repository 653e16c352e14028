package octavo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Weaves the lanes of two vectors together and takes them apart again.
public final class SimdWeave {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final FloatVector LOW = indices(0, 1, LANES);
  private static final FloatVector HIGH = indices(LANES / 2, 1, LANES);
  private static final FloatVector EVEN = indices(0, 4, 2);
  private static final FloatVector ODD = indices(1, 4, 2);

  private SimdWeave() {}

  /// `first + pair/2·step + (odd lane ? next : 0)` for each lane.
  private static FloatVector indices(int first, int step, int next) {
    float[] index = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      index[i] = first + i / 2 * step + i % 2 * next;
    }
    return FloatVector.fromArray(S, index, 0);
  }

  /// Lanes 0 of `a`, 0 of `b`, 1 of `a`, 1 of `b`, …: the first halves.
  public static FloatVector low(FloatVector a, FloatVector b) {
    return LOW.selectFrom(a, b);
  }

  /// The second halves.
  public static FloatVector high(FloatVector a, FloatVector b) {
    return HIGH.selectFrom(a, b);
  }

  /// Lanes 0, 2, 4, … of `a` and then of `b`.
  public static FloatVector even(FloatVector a, FloatVector b) {
    return EVEN.selectFrom(a, b);
  }

  /// Lanes 1, 3, 5, … of `a` and then of `b`.
  public static FloatVector odd(FloatVector a, FloatVector b) {
    return ODD.selectFrom(a, b);
  }
}
