package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of the matrix product: a tile of `c`, kept in registers, plus the product of
/// a packed panel of `a` (`mr` numbers for each k) and of `b` (two vectors for each k).
///
/// Eight rows need 16 accumulators and 32 vector registers, which come with 512-bit vectors; where there are so many
/// rows that few are lost at the end there are twelve, for a core that multiplies two vectors a cycle has no time
/// for the loads of eight. With 16 registers there are four rows, or six where `b` is not packed, since its strides
/// cost instructions in each turn, for which four rows leave no time, and where there are so many rows.
public final class SimdMicrokernel {
  /// The vectors of the kernel.
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Their length.
  public static final int LANES = SPECIES.length();

  /// Whether there are 32 vector registers, which come with 512-bit vectors, and not 16.
  public static final boolean MANY_REGISTERS = LANES == 16;

  /// Rows of a tile, and of a packed panel of `a`.
  public static final int ROWS = MANY_REGISTERS ? 8 : 4;

  /// Rows of a tile of [#inPlace].
  public static final int ROWS_IN_PLACE = MANY_REGISTERS ? 8 : LANES == 8 ? 6 : 4;

  /// Rows of a tile of a product of many rows.
  static final int TALL = MANY_REGISTERS ? 12 : ROWS_IN_PLACE;

  /// Columns of a tile.
  public static final int COLUMNS = 2 * LANES;

  private static final float[] ZEROS = new float[Math.max(ROWS, TALL)];
  static final GemmTile PACKED = GemmTile.packed(ROWS, LANES);
  static final GemmTile LEFT_PACKED = GemmTile.inPlace(ROWS, LANES);
  static final GemmTile IN_PLACE =
      ROWS == ROWS_IN_PLACE ? LEFT_PACKED : GemmTile.inPlace(ROWS_IN_PLACE, LANES);
  static final GemmTile STRIDED = GemmTile.strided(ROWS, LANES);
  private static final GemmTile WOVEN = GemmTile.woven(ROWS, LANES);
  static final GemmTile NARROW = GemmTile.narrow(ROWS_IN_PLACE, LANES);
  private static final GemmTile IN_PLACE_ADDING = GemmTile.adding(ROWS_IN_PLACE, 2, LANES);
  private static final GemmTile NARROW_ADDING = GemmTile.adding(ROWS_IN_PLACE, 1, LANES);
  private static final GemmTile STRIDED_ADDING =
      GemmTile.adding(ROWS, 2, LANES, ROWS, GemmTile.GIVEN, GemmTile.GIVEN);
  private static final GemmTile WOVEN_ADDING =
      GemmTile.adding(ROWS, 2, LANES, ROWS, COLUMNS, COLUMNS);

  /// The side of the square blocks that [#left] and [#turned] read.
  public static final int SIDE = 64;

  private static final GemmTile LEFT = GemmTile.apart(ROWS, LANES, SIDE);

  /// With 16 registers two turns in one would need more of them than there are: that takes twice the time.
  static final GemmTile ROWS_APART = GemmTile.rows(ROWS_IN_PLACE, LANES, /* times= */ 1);

  private static final GemmTile TURNED = GemmTile.neighbors(ROWS, LANES, SIDE);

  private SimdMicrokernel() {}

  /// What a fresh tile without a bias starts from; nobody writes to it.
  public static float[] zeros() {
    return ZEROS;
  }

  /// `out = c + a·b` for one tile, or, where `fresh`, `a·b` plus `start[so + i]` on row `i`; `c`
  /// begins at `co` with rows `ldc` apart, `out` at `oo` with rows `ldo` apart. Both may be the same. `a` is a
  /// packed panel; the numbers of one inner index lie `ldb` apart in `b`, [#COLUMNS] in a packed panel.
  public static void multiply(
      int k,
      float[] a,
      int ao,
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
    GemmTile tile = ldb == COLUMNS ? PACKED : LEFT_PACKED;
    tile.multiply(
        k, a, ao, ROWS / 2, b, bo, ldb, fresh, start, so, c, co, ldc, out, oo, ldo, ZEROS, 0);
  }

  /// Of so many of the `n` columns tiles can read `b` where it lies: whole panels, and a vector behind them, unless
  /// the last of `m` rows are done by a tile that cannot.
  static int readable(int m, int rows, int n) {
    boolean lastRows = m % rows > 0 && m % rows <= rows - 4;
    return n % COLUMNS == LANES && !lastRows ? n : n / COLUMNS * COLUMNS;
  }

  /// `out = a·b`, or, where it `adds`, `out + a·b`, for [#ROWS_IN_PLACE] rows, a packed panel of so many.
  public static void inPlace(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int ldb,
      boolean adds,
      float[] out,
      int oo,
      int ldo) {
    GemmTile tile = adds ? IN_PLACE_ADDING : IN_PLACE;
    fresh(tile, k, a, ao, ROWS_IN_PLACE / 2, b, bo, ldb, out, oo, ldo);
  }

  /// `c += a·b` for [#ROWS_IN_PLACE] rows of `a` that lie `lda` apart, and packed columns.
  public static void rowsApart(
      int k, float[] a, int ao, int lda, float[] b, int bo, float[] c, int co) {
    ROWS_APART.multiply(
        k, a, ao, lda, b, bo, COLUMNS, false, ZEROS, 0, c, co, COLUMNS, c, co, COLUMNS, ZEROS, 0);
  }

  /// `out = a·b`, or, where it `adds`, `out + a·b`, for [#ROWS] rows, where the numbers of one inner index lie `lda`
  /// apart in `a`.
  public static void strided(
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      boolean adds,
      float[] out,
      int oo,
      int ldo) {
    boolean woven = lda == COLUMNS && ldb == COLUMNS;
    GemmTile tile = adds ? woven ? WOVEN_ADDING : STRIDED_ADDING : woven ? WOVEN : STRIDED;
    fresh(tile, k, a, ao, lda, b, bo, ldb, out, oo, ldo);
  }

  private static void fresh(
      GemmTile tile,
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float[] out,
      int oo,
      int ldo) {
    tile.multiply(k, a, ao, lda, b, bo, ldb, true, ZEROS, 0, ZEROS, 0, 0, out, oo, ldo, ZEROS, 0);
  }

  /// As [#inPlace] for a tile of a single vector of columns, where there are no more.
  public static void narrow(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int ldb,
      boolean adds,
      float[] out,
      int oo,
      int ldo) {
    GemmTile tile = adds ? NARROW_ADDING : NARROW;
    fresh(tile, k, a, ao, ROWS_IN_PLACE / 2, b, bo, ldb, out, oo, ldo);
  }

  /// `c = a·b`, or `c + a·b` unless `fresh`, for [#ROWS] rows of a block whose rows are [#SIDE] apart.
  public static void left(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int ldb,
      boolean fresh,
      float[] c,
      int co,
      int ldc) {
    LEFT.multiply(k, a, ao, 0, b, bo, ldb, fresh, ZEROS, 0, c, co, ldc, c, co, ldc, ZEROS, 0);
  }

  /// `c = aᵀ·b`, or `c + aᵀ·b` unless `fresh`, for [#ROWS] columns of such a block.
  public static void turned(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int ldb,
      boolean fresh,
      float[] c,
      int co,
      int ldc) {
    TURNED.multiply(k, a, ao, 0, b, bo, ldb, fresh, ZEROS, 0, c, co, ldc, c, co, ldc, ZEROS, 0);
  }
}
