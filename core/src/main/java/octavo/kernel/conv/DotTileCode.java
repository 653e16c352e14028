package octavo.kernel.conv;

import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The code of one [DotTile].
final class DotTileCode {
  // the arguments of DotTile.add
  private static final int IMAGES = 1;
  private static final int N = 2;
  private static final int Y = 3;
  private static final int YO = 4;
  private static final int ROW = 5;
  private static final int Y_IMAGE = 6;
  private static final int X = 7;
  private static final int XO = 8;
  private static final int SHIFT = 9;
  private static final int F = 10;
  private static final int X_IMAGE = 11;
  private static final int START = 12;
  private static final int SO = 13;
  private static final int SLD = 14;
  private static final int SUMS = 15;
  private static final int AT = 16;
  private static final int LD = 17;

  private final TileCode code;
  private final int rows;
  private final int runs;
  private final int lanes;
  private final int[][] sums;

  /// Where the row of each run of `y` begins, and each run of `x`.
  private final int[] rowStart;

  private final int[] runStart;

  DotTileCode(TileCode code, int rows, int runs, int lanes) {
    this.code = code;
    this.rows = rows;
    this.runs = runs;
    this.lanes = lanes;
    sums = code.vectors(rows, runs);
    rowStart = code.numbers(rows);
    runStart = code.numbers(runs);
  }

  void write() {
    begin();
    int[] b = code.vectors(1, runs)[0];
    int a = code.vector();
    int inY = code.number();
    int inX = code.number();
    code.loop(
        IMAGES,
        image -> {
          code.multiply(inY, image, Y_IMAGE);
          code.multiply(inX, image, X_IMAGE);
          code.loop(
              N,
              lanes,
              q -> {
                for (int j = 0; j < runs; j++) {
                  code.load(b[j], X, Index.of(0, runStart[j], inX, q));
                }
                for (int i = 0; i < rows; i++) {
                  code.load(a, Y, Index.of(0, rowStart[i], inY, q));
                  for (int j = 0; j < runs; j++) {
                    code.multiplyAdd(a, b[j], sums[i][j]);
                  }
                }
              });
        });
    int at = code.number();
    code.set(at, Index.of(0, AT));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < runs; j++) {
        code.store(sums[i][j], SUMS, Index.of(j * lanes, at));
      }
      code.set(at, Index.of(0, at, LD));
    }
  }

  private void begin() {
    int at = code.number();
    for (int j = 0; j < runs; j++) {
      code.read(at, SHIFT, Index.of(j, F));
      code.set(runStart[j], Index.of(0, XO, at));
    }
    code.set(rowStart[0], Index.of(0, YO));
    for (int i = 1; i < rows; i++) {
      code.set(rowStart[i], Index.of(0, rowStart[i - 1], ROW));
    }
    code.set(at, Index.of(0, SO));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < runs; j++) {
        code.load(sums[i][j], START, Index.of(j * lanes, at));
      }
      code.set(at, Index.of(0, at, SLD));
    }
  }
}
