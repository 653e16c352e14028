package octavo.kernel.conv;

import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// Writes the code of a [BlockTile].
final class BlockTileCode {
  // the arguments of BlockTile.sums, of which the last ones, used once, need not lie in registers
  private static final int N = 1;
  private static final int W = 2;
  private static final int WO = 3;
  private static final int X = 4;
  private static final int XO = 5;
  private static final int SHIFT = 6;
  private static final int SECOND = 7;
  private static final int START = 8;
  private static final int SO = 9;
  private static final int ADDED = 10;
  private static final int APART = 11;
  private static final int Y = 12;
  private static final int YO = 13;

  private final TileCode code;
  private final int lanes;
  private final int columns;
  private final int[][] sums;
  private final int[] weights;
  private final int value;
  private final int place;

  /// A tile of some pixels by one or two vectors of channels.
  BlockTileCode(TileCode code, int pixels, int vectors, int lanes) {
    this.code = code;
    this.lanes = lanes;
    this.columns = 2 * lanes;
    this.sums = code.vectors(pixels, vectors);
    this.weights = code.vectors(1, vectors)[0];
    this.value = code.vector();
    this.place = code.number();
  }

  /// All of it.
  void write(int halves, int distance, BlockTile.End end) {
    for (int[] row : sums) {
      for (int sum : row) {
        code.clear(sum);
      }
    }
    int moved = code.number();
    int panel = code.number();
    code.loop(
        N,
        k -> {
          code.read(moved, SHIFT, Index.of(0, k));
          code.scale(panel, k, columns);
          for (int j = 0; j < weights.length; j++) {
            code.load(weights[j], W, Index.of(j * lanes, WO, panel));
          }
          code.set(place, Index.of(0, XO, moved));
          product(sums.length / halves, distance);
        });
    code.set(place, Index.of(0, YO, APART));
    for (int j = 0; j < weights.length; j++) {
      finish(j, end);
    }
  }

  /// The products of one number of each pixel, of which each `run` are neighbors.
  private void product(int run, int distance) {
    for (int i = 0; i < sums.length; i++) {
      if (i == run) {
        code.set(place, Index.of(0, place, SECOND));
      }
      code.spread(value, X, Index.of(i % run * distance, place));
      for (int j = 0; j < weights.length; j++) {
        code.multiplyAdd(value, weights[j], sums[i][j]);
      }
    }
  }

  /// What happens to the sums of one vector of channels.
  private void finish(int j, BlockTile.End end) {
    int low = code.vector();
    int high = code.vector();
    code.load(weights[j], START, Index.of(j * lanes, SO));
    code.load(low, START, Index.of(0));
    code.load(high, START, Index.of(lanes));
    for (int i = 0; i < sums.length; i++) {
      int at = i * columns + j * lanes;
      code.add(value, weights[j], sums[i][j]);
      if (end.added()) {
        code.load(sums[i][j], ADDED, Index.of(at, place));
        code.add(value, value, sums[i][j]);
      }
      if (end.low()) {
        code.atLeast(value, low);
      }
      if (end.high()) {
        code.atMost(value, high);
      }
      code.put(value, Y, Index.of(at, YO));
    }
  }
}
