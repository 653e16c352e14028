package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of the matrix product: a tile of `c`, kept in registers, plus the product of
/// a packed panel of `a` (`mr` numbers for each k) and of `b` (two vectors for each k).
///
/// Eight rows need 16 accumulators and 32 vector registers, which come with 512-bit vectors; with
/// 16 registers four rows are the most that C2 keeps without spilling.
public final class SimdMicrokernel {
  /// The vectors of the kernel.
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Their length.
  public static final int LANES = SPECIES.length();

  /// Rows of a tile.
  public static final int ROWS = LANES == 16 ? 8 : 4;

  /// Columns of a tile.
  public static final int COLUMNS = 2 * LANES;

  private static final float[] ZEROS = new float[ROWS];
  private static final GemmTile PACKED = GemmTile.packed(ROWS, LANES);
  private static final GemmTile STRIDED = GemmTile.strided(ROWS, LANES);
  private static final GemmTile NARROW = GemmTile.narrow(ROWS, LANES);

  private SimdMicrokernel() {}

  /// What a fresh tile without a bias starts from; nobody writes to it.
  public static float[] zeros() {
    return ZEROS;
  }

  /// `out = c + a·b` for one tile, or, where `fresh`, `a·b` plus `start[so + i]` on row `i`; `c`
  /// begins at `co` with rows `ldc` apart, `out` at `oo` with rows `ldo` apart. Both may be the same. The numbers
  /// of one inner index lie `lda` apart in `a`, [#ROWS] in a packed panel, and `ldb` in `b`,
  /// [#COLUMNS] in a packed panel.
  public static void multiply(
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      boolean fresh,
      float[] start,
      int so,
      float[] c,
      int co,
      int ldc,
      float[] out,
      int oo,
      int ldo) {
    GemmTile tile = lda == ROWS && ldb == COLUMNS ? PACKED : STRIDED;
    tile.multiply(k, a, ao, lda, b, bo, ldb, fresh, start, so, c, co, ldc, out, oo, ldo);
  }

  /// As [#multiply] for a tile of a single vector of columns, where there are no more.
  public static void narrow(
      int k, float[] a, int ao, float[] b, int bo, int ldb, float[] out, int oo, int ldo) {
    NARROW.multiply(k, a, ao, ROWS, b, bo, ldb, true, ZEROS, 0, ZEROS, 0, 0, out, oo, ldo);
  }
}
