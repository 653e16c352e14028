package octavo.kernel.recurrent;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.SimdMicrokernel;

/// Products of so few rows with packed weights that a tile would mostly multiply zeros: row by row, four panels
/// at a time. Each number is the chain of multiply-adds that a tile makes.
final class SimdFewRows {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int MR = SimdMicrokernel.ROWS;
  private static final int NR = SimdMicrokernel.COLUMNS;

  /// Up to so many rows of a tile.
  private static final int FEW = MR / 4;

  private SimdFewRows() {}

  /// Whether a tile of `rows` rows is better done row by row.
  static boolean suits(int rows) {
    return rows <= FEW;
  }

  /// Adds `x·b` to `out` for rows `width` apart.
  ///
  /// @param left the rows as a packed panel, from `lo` on
  /// @param right `panels` panels of `k` inner indices, from `ro` on
  static void add(
      int rows,
      int k,
      float[] left,
      int lo,
      float[] right,
      int ro,
      int panels,
      float[] out,
      int oo,
      int width) {
    for (int i = 0; i < rows; i++) {
      int p = 0;
      for (; p <= panels - 4; p += 4) {
        four(k, left, lo + i, right, ro + p * k * NR, out, oo + i * width + p * NR);
      }
      for (; p < panels; p++) {
        one(k, left, lo + i, right, ro + p * k * NR, out, oo + i * width + p * NR);
      }
    }
  }

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  private static void one(int k, float[] left, int lo, float[] right, int ro, float[] out, int to) {
    FloatVector s0 = at(out, to);
    FloatVector s1 = at(out, to + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(S, left[lo + p * MR]);
      s0 = at(right, ro + p * NR).fma(x, s0);
      s1 = at(right, ro + p * NR + LANES).fma(x, s1);
    }
    s0.intoArray(out, to);
    s1.intoArray(out, to + LANES);
  }

  private static void four(
      int k, float[] left, int lo, float[] right, int ro, float[] out, int to) {
    int next = k * NR;
    FloatVector s0 = at(out, to);
    FloatVector s1 = at(out, to + LANES);
    FloatVector s2 = at(out, to + 2 * LANES);
    FloatVector s3 = at(out, to + 3 * LANES);
    FloatVector s4 = at(out, to + 4 * LANES);
    FloatVector s5 = at(out, to + 5 * LANES);
    FloatVector s6 = at(out, to + 6 * LANES);
    FloatVector s7 = at(out, to + 7 * LANES);
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(S, left[lo + p * MR]);
      int b = ro + p * NR;
      s0 = at(right, b).fma(x, s0);
      s1 = at(right, b + LANES).fma(x, s1);
      s2 = at(right, b + next).fma(x, s2);
      s3 = at(right, b + next + LANES).fma(x, s3);
      s4 = at(right, b + 2 * next).fma(x, s4);
      s5 = at(right, b + 2 * next + LANES).fma(x, s5);
      s6 = at(right, b + 3 * next).fma(x, s6);
      s7 = at(right, b + 3 * next + LANES).fma(x, s7);
    }
    s0.intoArray(out, to);
    s1.intoArray(out, to + LANES);
    s2.intoArray(out, to + 2 * LANES);
    s3.intoArray(out, to + 3 * LANES);
    s4.intoArray(out, to + 4 * LANES);
    s5.intoArray(out, to + 5 * LANES);
    s6.intoArray(out, to + 6 * LANES);
    s7.intoArray(out, to + 7 * LANES);
  }
}
