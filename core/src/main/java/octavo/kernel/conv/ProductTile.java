package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The sums of [TapProducts] for some output channels by a vector of input channels for each of one to three
/// taps, kept in registers. All distances within a row of pixels are constants, so that the compiler proves
/// once for each row that every index lies in its array. Rows are listed, whatever image they are of: a
/// third loop around those of rows and pixels was measured to make short rows take two to three
/// times as long.
interface ProductTile {
  /// `sums[at + i·ld + j·lanes + l] += Σ y[yo + k·lanes + i]·x[line + xo_j + q·lanes + l]` over the rows
  /// that begin at `line = lines[lo …]`, of `n` pixels `q` each, where `k` counts the pixels of all rows. The
  /// first tap lies at `xo`, the second and the third `second` and `third` behind it.
  void add(
      int rows,
      int n,
      float[] x,
      int xo,
      int second,
      int third,
      int[] lines,
      int lo,
      float[] y,
      int yo,
      float[] sums,
      int at,
      int ld);

  /// A tile of `rows` output channels.
  static ProductTile of(int rows, int taps, int lanes) {
    return TileCode.make(
        MethodHandles.lookup(), ProductTile.class, code -> write(code, rows, taps, lanes));
  }

  private static void write(TileCode code, int rows, int taps, int lanes) {
    int argument = 1;
    int count = argument++;
    int n = argument++;
    int x = argument++;
    int[] places = {argument++, argument++, argument++};
    int lines = argument++;
    int lo = argument++;
    int y = argument++;
    int yo = argument++;
    int sums = argument++;
    int at = argument++;
    int ld = argument;
    int[][] sum = code.vectors(rows, taps);
    int[] inX = code.numbers(taps);
    int left = code.number();
    int inY = code.number();
    int line = code.number();
    code.set(left, Index.of(0, at));
    for (int[] row : sum) {
      for (int j = 0; j < taps; j++) {
        code.load(row[j], sums, Index.of(j * lanes, left));
      }
      code.set(left, Index.of(0, left, ld));
    }
    code.set(inY, Index.of(0, yo));
    code.scale(line, n, lanes);
    code.loop(
        count,
        i -> {
          code.read(left, lines, Index.of(0, lo, i));
          code.set(inX[0], Index.of(0, left, places[0]));
          for (int j = 1; j < taps; j++) {
            code.set(inX[j], Index.of(0, inX[0], places[j]));
          }
          code.loop(n, q -> pixel(code, q, lanes, x, inX, y, inY, left, sum));
          code.set(inY, Index.of(0, inY, line));
        });
    code.set(left, Index.of(0, at));
    for (int[] row : sum) {
      for (int j = 0; j < taps; j++) {
        code.store(row[j], sums, Index.of(j * lanes, left));
      }
      code.set(left, Index.of(0, left, ld));
    }
  }

  /// Adds the products of pixel `q` of a row, which lies `left` behind its beginning.
  private static void pixel(
      TileCode code, int q, int lanes, int x, int[] inX, int y, int inY, int left, int[][] sum) {
    code.scale(left, q, lanes);
    int[] inputs = code.vectors(1, inX.length)[0];
    int value = code.vector();
    for (int j = 0; j < inX.length; j++) {
      code.load(inputs[j], x, Index.of(0, inX[j], left));
    }
    for (int r = 0; r < sum.length; r++) {
      code.spread(value, y, Index.of(r, inY, left));
      for (int j = 0; j < inX.length; j++) {
        code.multiplyAdd(value, inputs[j], sum[r][j]);
      }
    }
  }
}
