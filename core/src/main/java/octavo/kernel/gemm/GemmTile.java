package octavo.kernel.gemm;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;

/// A tile of `c`, kept in registers, plus the product of some rows of `a` and one or two vectors of
/// columns of `b`.
interface GemmTile {
  /// In place of a constant stride: it is an argument.
  int GIVEN = 0;

  /// As [SimdMicrokernel#multiply]; a tile with a constant stride does not read that argument.
  void multiply(
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
      int ldo);

  /// A tile whose strides are given to [#multiply].
  ///
  /// @param rows of `a`
  /// @param lanes of a vector; there are two vectors of columns
  static GemmTile strided(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, GIVEN, GIVEN);
  }

  /// A tile for packed panels, `rows` numbers of `a` and two vectors of `b` for each inner index. With
  /// constant strides the compiler proves once, before the loop, that every index lies in its array; with
  /// strides that it does not know it checks each of the ten loads of a turn, which costs 6 % of the speed,
  /// and a third of a [#narrow] one's.
  static GemmTile packed(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, rows, 2 * lanes);
  }

  /// A tile of a single vector of columns for a packed panel of `a`.
  static GemmTile narrow(int rows, int lanes) {
    return of(rows, /* vectors= */ 1, lanes, rows, GIVEN);
  }

  private static GemmTile of(int rows, int vectors, int lanes, int lda, int ldb) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code -> new GemmTileCode(code, rows, vectors, lanes).write(lda, ldb));
  }
}
