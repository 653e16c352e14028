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

  /// Adds up the lanes of each of the first `vectors` vectors, a [#rounded] number, in place: [#place]
  /// says where the sums lie.
  static void add(float[] sums, int vectors) {
    int left = vectors;
    for (int lanes = LANES; lanes > 1; lanes /= 2) {
      left /= 2;
      for (int i = 0; i < left; i++) {
        FloatVector a = FloatVector.fromArray(S, sums, i * LANES);
        FloatVector b = FloatVector.fromArray(S, sums, (i + left) * LANES);
        SimdWeave.low(a, b).add(SimdWeave.high(a, b)).intoArray(sums, i * LANES);
      }
    }
  }

  /// Where the sum of vector `k` of `vectors` lies afterwards.
  static int place(int k, int vectors) {
    int left = vectors / LANES;
    return k % left * LANES + k / left;
  }
}
