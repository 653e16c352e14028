package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Packs rows of a left operand that are neighbors in memory, as those of a transposed matrix are: all panels of
/// a block together, so that each line of memory is read once, however far the inner indices are apart. A panel
/// at a time reads half a line for each inner index; where these are a power of two apart, few of the lines stay
/// in the first level for the next panel, which then takes up to nine times as long.
final class SimdNeighbors {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int ROWS = SimdMicrokernel.ROWS_IN_PLACE;

  /// Whether a vector holds the rows of two panels, as it does where there are 512 bits.
  private static final boolean IN_PAIRS = LANES == 2 * ROWS;

  /// For `selectFrom(a, b)`: the first or the last halves of both.
  private static final float[] FRONTS = halves(0);

  private static final float[] BACKS = halves(LANES / 2);

  private SimdNeighbors() {}

  /// So many of the `rows` rows from `i0` on, whole pairs of panels of `mr` rows, with the inner indices
  /// `k0 … k0 + k`: packs them to the beginning of `to`, and returns how many they are.
  static int left(Matrix a, int i0, int rows, int k0, int k, float[] to, int mr) {
    if (!IN_PAIRS || mr != ROWS || a.rowStride() != 1) {
      return 0;
    }
    int pairs = rows / LANES;
    int start = a.offset() + i0 + k0 * a.columnStride();
    pairs(a.floats(), start, a.columnStride(), pairs, k, to);
    return pairs * LANES;
  }

  private static void pairs(float[] from, int start, int step, int pairs, int k, float[] to) {
    FloatVector fronts = FloatVector.fromArray(S, FRONTS, 0);
    FloatVector backs = FloatVector.fromArray(S, BACKS, 0);
    int even = k / 2 * 2;
    for (int p = 0; p < even; p += 2) {
      for (int pair = 0; pair < pairs; pair++) {
        int source = start + p * step + pair * LANES;
        FloatVector first = FloatVector.fromArray(S, from, source);
        FloatVector second = FloatVector.fromArray(S, from, source + step);
        int target = pair * LANES * k + p * ROWS;
        fronts.selectFrom(first, second).intoArray(to, target);
        backs.selectFrom(first, second).intoArray(to, target + ROWS * k);
      }
    }
    for (int panel = 0; even < k && panel < 2 * pairs; panel++) {
      int source = start + even * step + panel * ROWS;
      System.arraycopy(from, source, to, (panel * k + even) * ROWS, ROWS);
    }
  }

  private static float[] halves(int first) {
    float[] index = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      index[i] = i < LANES / 2 ? first + i : LANES / 2 + first + i;
    }
    return index;
  }
}
