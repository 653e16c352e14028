package octavo.kernel;

import jdk.incubator.vector.FloatVector;

/// Indices that weave the lanes of two vectors together and take them apart again, for
/// `FloatVector.fromArray(S, LOW, 0).selectFrom(a, b)`. They are arrays to be read before a loop: a
/// vector in a static field, or one handed to a method, may cost an object for each use.
public final class SimdWeave {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /// Lanes 0 of `a`, 0 of `b`, 1 of `a`, 1 of `b`, …: the first halves.
  public static final float[] LOW = indices(0, 1, LANES);

  /// The second halves.
  public static final float[] HIGH = indices(LANES / 2, 1, LANES);

  /// Lanes 0, 2, 4, … of `a` and then of `b`.
  public static final float[] EVEN = indices(0, 4, 2);

  /// Lanes 1, 3, 5, … of `a` and then of `b`.
  public static final float[] ODD = indices(1, 4, 2);

  private SimdWeave() {}

  /// `first + pair/2·step + (odd lane ? next : 0)` for each lane.
  private static float[] indices(int first, int step, int next) {
    float[] index = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      index[i] = first + i / 2 * step + i % 2 * next;
    }
    return index;
  }
}
