package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of the matrix product: a tile of `c`, kept in registers, plus the product of
/// a packed panel of `a` (`mr` numbers for each k) and of `b` (two vectors for each k).
///
/// Eight rows need 16 accumulators and 32 vector registers, which come with 512-bit vectors; with
/// 16 registers four rows are the most that C2 keeps without spilling.
///
/// What is stored behind a loop is `1·c`, which is `c` to the bit: the compiler knows the class of this
/// result, while that of a variable of the loop it may have to guess from few calls; where it cannot,
/// every turn of the loop allocates all accumulators.
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
    boolean packed = lda == ROWS && ldb == COLUMNS;
    if (ROWS == 8 && packed) {
      SimdPackedTile.eight(k, a, ao, b, bo, fresh, start, so, c, co, ldc, out, oo, ldo);
    } else if (packed) {
      SimdPackedTile.four(k, a, ao, b, bo, fresh, start, so, c, co, ldc, out, oo, ldo);
    } else if (ROWS == 8) {
      eight(k, a, ao, lda, b, bo, ldb, fresh, start, so, c, co, ldc, out, oo, ldo);
    } else {
      four(k, a, ao, lda, b, bo, ldb, fresh, start, so, c, co, ldc, out, oo, ldo);
    }
  }

  private static void four(
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
    FloatVector c00 =
        fresh ? FloatVector.broadcast(SPECIES, start[so]) : FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so])
            : FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c10 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc);
    FloatVector c11 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc + LANES);
    FloatVector c20 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc);
    FloatVector c21 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES);
    FloatVector c30 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc);
    FloatVector c31 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * ldb);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * ldb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p * lda]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ao + p * lda + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[ao + p * lda + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ao + p * lda + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    FloatVector.broadcast(SPECIES, 1).mul(c00).intoArray(out, oo);
    FloatVector.broadcast(SPECIES, 1).mul(c01).intoArray(out, oo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c10).intoArray(out, oo + ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c11).intoArray(out, oo + ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c20).intoArray(out, oo + 2 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c21).intoArray(out, oo + 2 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c30).intoArray(out, oo + 3 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c31).intoArray(out, oo + 3 * ldo + LANES);
  }

  private static void eight(
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
    FloatVector c00 =
        fresh ? FloatVector.broadcast(SPECIES, start[so]) : FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so])
            : FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c10 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc);
    FloatVector c11 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc + LANES);
    FloatVector c20 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc);
    FloatVector c21 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES);
    FloatVector c30 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc);
    FloatVector c31 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES);
    FloatVector c40 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 4])
            : FloatVector.fromArray(SPECIES, c, co + 4 * ldc);
    FloatVector c41 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 4])
            : FloatVector.fromArray(SPECIES, c, co + 4 * ldc + LANES);
    FloatVector c50 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 5])
            : FloatVector.fromArray(SPECIES, c, co + 5 * ldc);
    FloatVector c51 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 5])
            : FloatVector.fromArray(SPECIES, c, co + 5 * ldc + LANES);
    FloatVector c60 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 6])
            : FloatVector.fromArray(SPECIES, c, co + 6 * ldc);
    FloatVector c61 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 6])
            : FloatVector.fromArray(SPECIES, c, co + 6 * ldc + LANES);
    FloatVector c70 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 7])
            : FloatVector.fromArray(SPECIES, c, co + 7 * ldc);
    FloatVector c71 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 7])
            : FloatVector.fromArray(SPECIES, c, co + 7 * ldc + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * ldb);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * ldb + LANES);
      int i = ao + p * lda;
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[i + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[i + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[i + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[i + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[i + 5]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(SPECIES, a[i + 6]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(SPECIES, a[i + 7]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
    }
    FloatVector.broadcast(SPECIES, 1).mul(c00).intoArray(out, oo);
    FloatVector.broadcast(SPECIES, 1).mul(c01).intoArray(out, oo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c10).intoArray(out, oo + ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c11).intoArray(out, oo + ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c20).intoArray(out, oo + 2 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c21).intoArray(out, oo + 2 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c30).intoArray(out, oo + 3 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c31).intoArray(out, oo + 3 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c40).intoArray(out, oo + 4 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c41).intoArray(out, oo + 4 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c50).intoArray(out, oo + 5 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c51).intoArray(out, oo + 5 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c60).intoArray(out, oo + 6 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c61).intoArray(out, oo + 6 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c70).intoArray(out, oo + 7 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c71).intoArray(out, oo + 7 * ldo + LANES);
  }

  /// As [#multiply] for a tile of a single vector of columns, where there are no more.
  public static void narrow(
      int k, float[] a, int ao, float[] b, int bo, int ldb, float[] out, int oo, int ldo) {
    if (ROWS == 8) {
      narrowEight(k, a, ao, b, bo, ldb, out, oo, ldo);
    } else {
      narrowFour(k, a, ao, b, bo, ldb, out, oo, ldo);
    }
  }

  private static void narrowFour(
      int k, float[] a, int ao, float[] b, int bo, int ldb, float[] out, int oo, int ldo) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.fromArray(SPECIES, b, bo + p * ldb);
      int i = ao + p * 4;
      c0 = FloatVector.broadcast(SPECIES, a[i]).fma(x, c0);
      c1 = FloatVector.broadcast(SPECIES, a[i + 1]).fma(x, c1);
      c2 = FloatVector.broadcast(SPECIES, a[i + 2]).fma(x, c2);
      c3 = FloatVector.broadcast(SPECIES, a[i + 3]).fma(x, c3);
    }
    FloatVector.broadcast(SPECIES, 1).mul(c0).intoArray(out, oo);
    FloatVector.broadcast(SPECIES, 1).mul(c1).intoArray(out, oo + ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c2).intoArray(out, oo + 2 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c3).intoArray(out, oo + 3 * ldo);
  }

  private static void narrowEight(
      int k, float[] a, int ao, float[] b, int bo, int ldb, float[] out, int oo, int ldo) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.fromArray(SPECIES, b, bo + p * ldb);
      int i = ao + p * 8;
      c0 = FloatVector.broadcast(SPECIES, a[i]).fma(x, c0);
      c1 = FloatVector.broadcast(SPECIES, a[i + 1]).fma(x, c1);
      c2 = FloatVector.broadcast(SPECIES, a[i + 2]).fma(x, c2);
      c3 = FloatVector.broadcast(SPECIES, a[i + 3]).fma(x, c3);
      c4 = FloatVector.broadcast(SPECIES, a[i + 4]).fma(x, c4);
      c5 = FloatVector.broadcast(SPECIES, a[i + 5]).fma(x, c5);
      c6 = FloatVector.broadcast(SPECIES, a[i + 6]).fma(x, c6);
      c7 = FloatVector.broadcast(SPECIES, a[i + 7]).fma(x, c7);
    }
    FloatVector.broadcast(SPECIES, 1).mul(c0).intoArray(out, oo);
    FloatVector.broadcast(SPECIES, 1).mul(c1).intoArray(out, oo + ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c2).intoArray(out, oo + 2 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c3).intoArray(out, oo + 3 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c4).intoArray(out, oo + 4 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c5).intoArray(out, oo + 5 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c6).intoArray(out, oo + 6 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c7).intoArray(out, oo + 7 * ldo);
  }
}
