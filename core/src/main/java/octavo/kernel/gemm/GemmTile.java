package octavo.kernel.gemm;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;

/// A tile of `c`, kept in registers, plus the product of some rows of `a` and one or two vectors of
/// columns of `b`.
interface GemmTile {
  /// In place of a constant stride: it is an argument.
  int GIVEN = 0;

  /// As [SimdMicrokernel#multiply]. `lda` lies between the numbers of `a` of one inner index and of the next,
  /// or, in tiles for panels, between the two halves of the rows. A [#keeping] tile writes
  /// `kept[ko + p·columns + j] = b[bo + p·ldb + j]` besides, others nothing.
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

  /// A tile whose strides are given to [#multiply].
  ///
  /// @param rows of `a`
  /// @param lanes of a vector; there are two vectors of columns
  static GemmTile strided(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, /* half= */ rows, GIVEN, GIVEN);
  }

  /// A tile for packed panels, `rows` numbers of `a` and two vectors of `b` for each inner index. With
  /// constant strides the compiler proves once, before the loop, that every index lies in its array; with
  /// strides that it does not know it checks each of the ten loads of a turn, which costs 6 % of the speed,
  /// and a third of a [#narrow] one's.
  static GemmTile packed(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, /* half= */ rows, rows, 2 * lanes);
  }

  /// A tile for a packed panel of `a` and rows of `b` that lie anywhere.
  ///
  /// Where there are six rows, the compiler must not find out that all of `a` can be read at the beginning of
  /// a turn: for so much 16 registers are too few. So the second half of the rows has a place of its own, by an
  /// argument.
  static GemmTile inPlace(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, rows == 6 ? rows / 2 : rows, rows, GIVEN);
  }

  /// As [#inPlace] or, with a single vector of columns, [#narrow], and adds the product to what lies in `out`: a chain of
  /// additions of its own.
  static GemmTile adding(int rows, int vectors, int lanes) {
    return adding(rows, vectors, lanes, rows == 6 && vectors == 2 ? rows / 2 : rows, rows, GIVEN);
  }

  /// The same with the strides of `a` and `b`, and the rows after which the second half of `a` begins.
  static GemmTile adding(int rows, int vectors, int lanes, int half, int lda, int ldb) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code ->
            new GemmTileCode(code, rows, vectors, lanes, /* apart= */ 1)
                .writeAdding(half, lda, ldb));
  }

  /// A tile for panels of `b` on both sides, of the left one some neighbors for each inner index.
  static GemmTile woven(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, /* half= */ rows, 2 * lanes, 2 * lanes);
  }

  /// A tile of a single vector of columns for a packed panel of `a`.
  static GemmTile narrow(int rows, int lanes) {
    return of(rows, /* vectors= */ 1, lanes, /* half= */ rows, rows, GIVEN);
  }

  /// A tile of a single vector of columns for packed panels.
  static GemmTile narrowPacked(int rows, int lanes) {
    return of(rows, /* vectors= */ 1, lanes, /* half= */ rows, rows, 2 * lanes);
  }

  /// A tile of the first `left` rows for a packed panel of `rows` rows of `a` and rows of `b` that lie anywhere.
  static GemmTile low(int left, int rows, int lanes) {
    return of(left, /* vectors= */ 2, lanes, /* half= */ left, rows, GIVEN);
  }

  /// As [#low], a tile that packs the columns of `b` that it reads, for the tiles that need them after it: what it has
  /// in registers anyway is stored while the multiplications go on.
  static GemmTile keeping(int left, int rows, int lanes) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code ->
            new GemmTileCode(code, left, /* vectors= */ 2, lanes, /* apart= */ 1)
                .writeKeeping(rows));
  }

  /// A tile for a block of `a` whose inner indices are `lda` apart and whose rows are neighbors, and rows of
  /// `b` that lie anywhere.
  static GemmTile neighbors(int rows, int lanes, int lda) {
    return of(rows, /* vectors= */ 2, lanes, /* half= */ rows, lda, GIVEN);
  }

  /// A tile for a block of `a` whose inner indices are neighbors and whose rows are `apart` from each
  /// other, and rows of `b` that lie anywhere.
  static GemmTile apart(int rows, int lanes, int apart) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code ->
            new GemmTileCode(code, rows, /* vectors= */ 2, lanes, apart)
                .write(/* half= */ rows, /* lda= */ 1, GIVEN));
  }

  /// A tile for rows of `a` that lie `lda` apart, and packed columns.
  ///
  /// @param times so many turns of the loop are written one after the other: the place of each row costs
  ///     instructions
  static GemmTile rows(int rows, int lanes, int times) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code -> new GemmTileCode(code, rows, /* vectors= */ 2, lanes, GIVEN).writeRows(times));
  }

  /// A tile of three vectors of columns for a packed panel of `a` and rows of `b` that lie anywhere.
  static GemmTile wide(int rows, int lanes) {
    return of(rows, /* vectors= */ 3, lanes, /* half= */ rows, rows, GIVEN);
  }

  /// A tile of three vectors of columns whose strides are given to [#multiply].
  static GemmTile wideStrided(int rows, int lanes) {
    return of(rows, /* vectors= */ 3, lanes, /* half= */ rows, GIVEN, GIVEN);
  }

  /// A tile of a single vector of columns whose strides are given to [#multiply].
  static GemmTile narrowStrided(int rows, int lanes) {
    return of(rows, /* vectors= */ 1, lanes, /* half= */ rows, GIVEN, GIVEN);
  }

  private static GemmTile of(int rows, int vectors, int lanes, int half, int lda, int ldb) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code -> new GemmTileCode(code, rows, vectors, lanes, /* apart= */ 1).write(half, lda, ldb));
  }
}
