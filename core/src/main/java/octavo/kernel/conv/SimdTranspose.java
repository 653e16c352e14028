package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Transposes squares of a vector's length. A square is woven like a pack of cards: each round
/// weaves row `i` with row `i + LANES/2`, and after `log₂ LANES` rounds rows are columns. Two rounds
/// are done at a time.
final class SimdTranspose {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// Rows and columns of a square.
  static final int LANES = S.length();

  private static final int QUARTER = LANES / 4;

  private SimdTranspose() {}

  /// `to[o + c·ldt + r] = from[f + r·ldf + c]` for a square; `room` has place for another.
  static void square(float[] from, int f, int ldf, float[] room, float[] to, int o, int ldt) {
    if (LANES == 4) {
      twice(from, f, ldf, to, o, ldt);
      return;
    }
    twice(from, f, ldf, room, 0, LANES);
    if (LANES == 16) {
      twice(room, 0, LANES, to, o, ldt);
    } else {
      once(room, 0, LANES, to, o, ldt);
    }
  }

  private static void once(float[] from, int f, int ldf, float[] to, int o, int ldt) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int i = 0; i < LANES / 2; i++) {
      FloatVector a = FloatVector.fromArray(S, from, f + i * ldf);
      FloatVector b = FloatVector.fromArray(S, from, f + (i + LANES / 2) * ldf);
      low.selectFrom(a, b).intoArray(to, o + 2 * i * ldt);
      high.selectFrom(a, b).intoArray(to, o + (2 * i + 1) * ldt);
    }
  }

  private static void twice(float[] from, int f, int ldf, float[] to, int o, int ldt) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int i = 0; i < QUARTER; i++) {
      FloatVector v0 = FloatVector.fromArray(S, from, f + i * ldf);
      FloatVector v1 = FloatVector.fromArray(S, from, f + (i + QUARTER) * ldf);
      FloatVector v2 = FloatVector.fromArray(S, from, f + (i + 2 * QUARTER) * ldf);
      FloatVector v3 = FloatVector.fromArray(S, from, f + (i + 3 * QUARTER) * ldf);
      FloatVector a0 = low.selectFrom(v0, v2);
      FloatVector a1 = high.selectFrom(v0, v2);
      FloatVector b0 = low.selectFrom(v1, v3);
      FloatVector b1 = high.selectFrom(v1, v3);
      int t = o + 4 * i * ldt;
      low.selectFrom(a0, b0).intoArray(to, t);
      high.selectFrom(a0, b0).intoArray(to, t + ldt);
      low.selectFrom(a1, b1).intoArray(to, t + 2 * ldt);
      high.selectFrom(a1, b1).intoArray(to, t + 3 * ldt);
    }
  }

  /// `to[t + 2·k] = from[even + k]` and `to[t + 2·k + 1] = from[odd + k]` for `k < n`.
  static void weave(float[] from, int even, int odd, int n, float[] to, int t) {
    int last = n - LANES;
    int k = 0;
    for (; k <= last; k += LANES) {
      weaveVector(from, even + k, odd + k, to, t + 2 * k);
    }
    if (k < n && last >= 0) {
      weaveVector(from, even + last, odd + last, to, t + 2 * last);
      return;
    }
    for (; k < n; k++) {
      to[t + 2 * k] = from[even + k];
      to[t + 2 * k + 1] = from[odd + k];
    }
  }

  private static void weaveVector(float[] from, int even, int odd, float[] to, int t) {
    FloatVector a = FloatVector.fromArray(S, from, even);
    FloatVector b = FloatVector.fromArray(S, from, odd);
    FloatVector.fromArray(S, SimdWeave.LOW, 0).selectFrom(a, b).intoArray(to, t);
    FloatVector.fromArray(S, SimdWeave.HIGH, 0).selectFrom(a, b).intoArray(to, t + LANES);
  }
}
