package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Transposes matrices in squares of a vector's length. A square is woven like a pack of cards: each
/// round weaves row `i` with row `i + LANES/2`, and after `log₂ LANES` rounds rows are columns. Two
/// rounds are done at a time.
final class SimdTranspose {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();
  private static final int QUARTER = LANES / 4;

  private SimdTranspose() {}

  /// `to[o + c·ldt + r] = from[f + r·ldf + c]` for `rows` rows and `columns` columns, both multiples
  /// of the vector length; `room` has place for a square from `ro` on.
  static void transpose(
      int rows, int columns, float[] from, int f, int ldf, float[] room, int ro, float[] to, int o, int ldt) {
    for (int c = 0; c < columns; c += LANES) {
      for (int r = 0; r < rows; r += LANES) {
        int source = f + r * ldf + c;
        int target = o + c * ldt + r;
        if (LANES == 4) {
          twice(from, source, ldf, to, target, ldt);
        } else {
          twice(from, source, ldf, room, ro, LANES);
          if (LANES == 16) {
            twice(room, ro, LANES, to, target, ldt);
          } else {
            once(room, ro, LANES, to, target, ldt);
          }
        }
      }
    }
  }

  private static void once(float[] from, int f, int ldf, float[] to, int o, int ldt) {
    for (int i = 0; i < LANES / 2; i++) {
      FloatVector a = FloatVector.fromArray(S, from, f + i * ldf);
      FloatVector b = FloatVector.fromArray(S, from, f + (i + LANES / 2) * ldf);
      SimdWeave.low(a, b).intoArray(to, o + 2 * i * ldt);
      SimdWeave.high(a, b).intoArray(to, o + (2 * i + 1) * ldt);
    }
  }

  private static void twice(float[] from, int f, int ldf, float[] to, int o, int ldt) {
    for (int i = 0; i < QUARTER; i++) {
      FloatVector v0 = FloatVector.fromArray(S, from, f + i * ldf);
      FloatVector v1 = FloatVector.fromArray(S, from, f + (i + QUARTER) * ldf);
      FloatVector v2 = FloatVector.fromArray(S, from, f + (i + 2 * QUARTER) * ldf);
      FloatVector v3 = FloatVector.fromArray(S, from, f + (i + 3 * QUARTER) * ldf);
      FloatVector a0 = SimdWeave.low(v0, v2);
      FloatVector a1 = SimdWeave.high(v0, v2);
      FloatVector b0 = SimdWeave.low(v1, v3);
      FloatVector b1 = SimdWeave.high(v1, v3);
      int t = o + 4 * i * ldt;
      SimdWeave.low(a0, b0).intoArray(to, t);
      SimdWeave.high(a0, b0).intoArray(to, t + ldt);
      SimdWeave.low(a1, b1).intoArray(to, t + 2 * ldt);
      SimdWeave.high(a1, b1).intoArray(to, t + 3 * ldt);
    }
  }
}
