package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Takes rows of pixels apart by the remainder of their column.
final class SimdPhases {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdPhases() {}

  /// `to[o + b·step + j] = from[j·count + b]` for `b < count`, `count` 2 or 4, and `j < width`; up to
  /// a vector more is read and written.
  static void split(int count, float[] from, int width, float[] to, int o, int step) {
    for (int j = 0; j < width; j += LANES) {
      int q = j * count;
      FloatVector v0 = FloatVector.fromArray(S, from, q);
      FloatVector v1 = FloatVector.fromArray(S, from, q + LANES);
      FloatVector even = SimdWeave.even(v0, v1);
      FloatVector odd = SimdWeave.odd(v0, v1);
      if (count == 2) {
        even.intoArray(to, o + j);
        odd.intoArray(to, o + step + j);
      } else {
        FloatVector v2 = FloatVector.fromArray(S, from, q + 2 * LANES);
        FloatVector v3 = FloatVector.fromArray(S, from, q + 3 * LANES);
        FloatVector even2 = SimdWeave.even(v2, v3);
        FloatVector odd2 = SimdWeave.odd(v2, v3);
        SimdWeave.even(even, even2).intoArray(to, o + j);
        SimdWeave.even(odd, odd2).intoArray(to, o + step + j);
        SimdWeave.odd(even, even2).intoArray(to, o + 2 * step + j);
        SimdWeave.odd(odd, odd2).intoArray(to, o + 3 * step + j);
      }
    }
  }
}
