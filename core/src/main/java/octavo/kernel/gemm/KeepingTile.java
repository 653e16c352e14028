package octavo.kernel.gemm;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;

/// A tile that packs the columns of `b` that it reads, for the tiles below it: what it has in registers anyway is
/// stored while the multiplications go on. So packing costs little more than where the first tile reads.
interface KeepingTile {
  /// As [GemmTile#multiply] for a packed panel of `a`, and `kept[ko + p·columns + j] = b[bo + p·ldb + j]`.
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
      int ldo,
      float[] kept,
      int ko);

  /// A tile of two vectors of columns.
  static KeepingTile of(int rows, int lanes) {
    return TileCode.make(
        MethodHandles.lookup(),
        KeepingTile.class,
        code ->
            new GemmTileCode(code, rows, /* vectors= */ 2, lanes, /* apart= */ 1).writeKeeping());
  }
}
