package octavo.kernel.gemm;

import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The code of one [GemmTile].
final class GemmTileCode {
  // the arguments of GemmTile.multiply
  private static final int INNER = 1;
  private static final int A = 2;
  private static final int AO = 3;
  private static final int LDA = 4;
  private static final int B = 5;
  private static final int BO = 6;
  private static final int LDB = 7;
  private static final int FRESH = 8;
  private static final int START = 9;
  private static final int SO = 10;
  private static final int C = 11;
  private static final int CO = 12;
  private static final int LDC = 13;
  private static final int OUT = 14;
  private static final int OO = 15;
  private static final int LDO = 16;
  private static final int KEPT = 17;
  private static final int KO = 18;

  private final TileCode code;
  private final int rows;
  private final int vectors;
  private final int lanes;
  private final int apart;
  private final int[][] sums;

  /// Where a row begins.
  private final int at;

  /// Code for a tile.
  ///
  /// @param apart the distance of two rows of `a`
  GemmTileCode(TileCode code, int rows, int vectors, int lanes, int apart) {
    this.code = code;
    this.apart = apart;
    this.rows = rows;
    this.vectors = vectors;
    this.lanes = lanes;
    sums = code.vectors(rows, vectors);
    at = code.number();
  }

  /// Writes it, with constants for the strides of `a` and `b` that are not [GemmTile#GIVEN]. From row `half`
  /// on, numbers of `a` lie by the argument behind those of the first rows.
  void write(int half, int lda, int ldb) {
    write(half, lda, ldb, /* keeps= */ false);
    storeTile();
  }

  /// The same, which adds the tile to what lies where it goes.
  void writeAdding(int half, int lda, int ldb) {
    write(half, lda, ldb, /* keeps= */ false);
    addTile();
  }

  /// Writes it for a packed panel of `height` rows of `a` and rows of `b` that lie anywhere, which it packs.
  void writeKeeping(int height) {
    write(rows, height, GemmTile.GIVEN, /* keeps= */ true);
    storeTile();
  }

  private void write(int half, int lda, int ldb, boolean keeps) {
    code.either(FRESH, this::spreadStart, this::loadTile);
    int[] columns = code.vectors(1, vectors)[0];
    int value = code.vector();
    int left = code.number();
    int right = code.number();
    code.loop(
        INNER,
        k -> {
          stride(left, k, lda, LDA);
          stride(right, k, ldb, LDB);
          loadColumns(columns, Index.of(0, BO, right));
          if (keeps) {
            keepColumns(columns, k, right);
          }
          code.set(at, Index.of(0, AO, left));
          for (int i = 0; i < rows; i++) {
            if (i == half) {
              code.set(at, Index.of(0, at, LDA));
            }
            multiplyRow(i, value, columns, Index.of(i % half * apart, at));
          }
        });
  }

  /// Writes it for rows of `a`, by the argument apart, and packed columns, `times` turns one after the other.
  void writeRows(int times) {
    code.either(FRESH, this::spreadStart, this::loadTile);
    int[] firsts = firsts();
    int[] columns = code.vectors(1, vectors)[0];
    int value = code.vector();
    int right = code.number();
    code.unrolled(
        INNER,
        times,
        (k, behind) -> {
          code.scale(right, k, vectors * lanes);
          loadColumns(columns, Index.of(behind * vectors * lanes, BO, right));
          for (int i = 0; i < rows; i++) {
            multiplyRow(i, value, columns, Index.of(behind, firsts[i], k));
          }
        });
    storeTile();
  }

  private void loadColumns(int[] columns, Index from) {
    for (int j = 0; j < vectors; j++) {
      code.load(columns[j], B, new Index(from.constant() + j * lanes, from.locals()));
    }
  }

  private void keepColumns(int[] columns, int k, int place) {
    code.scale(place, k, vectors * lanes);
    for (int j = 0; j < vectors; j++) {
      code.put(columns[j], KEPT, Index.of(j * lanes, KO, place));
    }
  }

  private void multiplyRow(int i, int value, int[] columns, Index place) {
    code.spread(value, A, place);
    for (int j = 0; j < vectors; j++) {
      code.multiplyAdd(value, columns[j], sums[i][j]);
    }
  }

  /// Where the rows of `a` begin.
  private int[] firsts() {
    int[] firsts = code.numbers(rows);
    code.set(firsts[0], Index.of(0, AO));
    for (int i = 1; i < rows; i++) {
      code.set(firsts[i], Index.of(0, firsts[i - 1], LDA));
    }
    return firsts;
  }

  private void spreadStart() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        code.spread(sums[i][j], START, Index.of(i, SO));
      }
    }
  }

  private void loadTile() {
    code.set(at, Index.of(0, CO));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        code.load(sums[i][j], C, Index.of(j * lanes, at));
      }
      code.set(at, Index.of(0, at, LDC));
    }
  }

  private void addTile() {
    int there = code.vector();
    code.set(at, Index.of(0, OO));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        code.load(there, OUT, Index.of(j * lanes, at));
        code.add(there, there, sums[i][j]);
        code.put(there, OUT, Index.of(j * lanes, at));
      }
      code.set(at, Index.of(0, at, LDO));
    }
  }

  private void storeTile() {
    code.set(at, Index.of(0, OO));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        code.store(sums[i][j], OUT, Index.of(j * lanes, at));
      }
      code.set(at, Index.of(0, at, LDO));
    }
  }

  private void stride(int to, int k, int constant, int given) {
    if (constant == GemmTile.GIVEN) {
      code.multiply(to, k, given);
    } else {
      code.scale(to, k, constant);
    }
  }
}
