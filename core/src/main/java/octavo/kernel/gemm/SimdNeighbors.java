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
  private static final int ROWS = SimdMicrokernel.TALL;

  private SimdNeighbors() {}

  /// So many of the `rows` rows from `i0` on, whole panels of `mr` rows, with the inner indices `k0 … k0 + k`: packs
  /// them to the beginning of `to`, and returns how many they are.
  static int left(Matrix a, int i0, int rows, int k0, int k, float[] to, int mr) {
    int start = a.offset() + i0 + k0 * a.columnStride();
    int farthest = start + Math.max(0, (k - 1) * a.columnStride());
    // a vector reaches over the end of its panel
    int panels =
        Math.min(rows / ROWS, Math.floorDiv(a.floats().length - farthest - LANES, ROWS) + 1);
    if (LANES != 16 || mr != ROWS || a.rowStride() != 1 || panels < 1 || k == 0) {
      return 0;
    }
    panels(a.floats(), start, a.columnStride(), panels, k, to);
    return panels * ROWS;
  }

  /// What a vector writes behind its inner index the next one writes over; of the last there is no next.
  private static void panels(float[] from, int start, int step, int panels, int k, float[] to) {
    for (int p = 0; p < k - 1; p++) {
      for (int panel = 0; panel < panels; panel++) {
        FloatVector.fromArray(S, from, start + p * step + panel * ROWS)
            .intoArray(to, (panel * k + p) * ROWS);
      }
    }
    for (int panel = 0; panel < panels; panel++) {
      int source = start + (k - 1) * step + panel * ROWS;
      System.arraycopy(from, source, to, (panel * k + k - 1) * ROWS, ROWS);
    }
  }
}
