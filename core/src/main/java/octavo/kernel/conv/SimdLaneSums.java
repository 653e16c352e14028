package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Adds up the lanes of many vectors at once: two vectors become one with the sums of two lanes of
/// each, woven together, until one lane is left of each. The order of a sum does not depend on where
/// its vector lies.
final class SimdLaneSums {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdLaneSums() {}

  /// The least number of vectors, `vectors` at least, that [#add] can add up.
  static int rounded(int vectors) {
    return (vectors + LANES - 1) / LANES * LANES;
  }

  /// `to[o + k] = Σ_lane sums[s + k·LANES + lane]` for `k < count`; what `sums` holds is lost.
  ///
  /// @param vectors how many vectors `sums` holds, a [#rounded] number
  static void add(float[] sums, int s, int vectors, int count, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    int left = vectors;
    for (int lanes = LANES; lanes > 1; lanes /= 2) {
      left /= 2;
      for (int i = 0; i < left; i++) {
        FloatVector a = FloatVector.fromArray(S, sums, s + i * LANES);
        FloatVector b = FloatVector.fromArray(S, sums, s + (i + left) * LANES);
        low.selectFrom(a, b).add(high.selectFrom(a, b)).intoArray(sums, s + i * LANES);
      }
    }
    // lane l of vector i now has the sum of vector l·left + i
    for (int lane = 0; lane * left < count; lane++) {
      int first = lane * left;
      for (int i = 0; i < Math.min(left, count - first); i++) {
        to[o + first + i] = sums[s + i * LANES + lane];
      }
    }
  }
}
