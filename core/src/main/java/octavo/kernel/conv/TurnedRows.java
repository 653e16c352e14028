package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;

/// Some rows of an image's input, turned so that the channels of a pixel follow each other, padded with
/// zeros and cut into as many phases as the stride has steps: then each tap reads rows of neighbors.
///
/// @param g the convolution
/// @param rows output rows
record TurnedRows(ConvGeometry g, int rows) {
  private static final int LANES = SimdTranspose.LANES;

  /// Pixels that are turned at a time: they stay in the first-level cache on their way to their places.
  private static final int PIECE = 128;

  /// Rows of a phase.
  private int height() {
    return rows + (g.kernelHeight() - 1) * g.dilationHeight() / g.strideHeight();
  }

  /// Columns of a phase.
  private int width() {
    return g.outWidth() + (g.kernelWidth() - 1) * g.dilationWidth() / g.strideWidth();
  }

  /// Numbers of a row.
  int row() {
    return width() * LANES;
  }

  /// Numbers of a phase.
  private int phase() {
    return height() * row();
  }

  /// Numbers of an image.
  int image() {
    return g.strideHeight() * g.strideWidth() * phase();
  }

  /// Where a tap's rows begin.
  int tap(int u, int v) {
    int column = v * g.dilationWidth();
    return line(u * g.dilationHeight())
        + column % g.strideWidth() * phase()
        + column / g.strideWidth() * LANES;
  }

  /// Where a row of the padded image, counted from the first that is read, lies in the first phase of
  /// columns.
  private int line(int row) {
    return row % g.strideHeight() * g.strideWidth() * phase() + row / g.strideHeight() * row();
  }

  /// Turns the rows that `count` output rows from `first` on read, of at most [#LANES] channels that begin at
  /// `start`.
  void fill(float[] from, int start, int channels, int first, int count, float[] to, int at) {
    int top = first * g.strideHeight() - g.padTop();
    int lines = (count - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
    int begin = Math.clamp(-top, 0, lines);
    int end = Math.clamp(g.inHeight() - top, begin, lines);
    Arrays.fill(to, at, at + image(), 0); // the padding, and what is beyond the last row
    int width = g.inWidth();
    int together = Math.clamp(PIECE / width, 1, Math.max(1, end - begin));
    float[] turned = Scratch.floats(Scratch.TILE, together * width * LANES);
    for (int l = begin; l < end; l += together) {
      int some = Math.min(together, end - l);
      int source = start + (top + l) * width;
      SimdChannelTurn.turn(from, source, g.inHeight() * width, some * width, channels, turned, 0);
      for (int a = 0; a < Math.min(some, g.strideHeight()); a++) {
        for (int b = 0; b < g.strideWidth(); b++) {
          rows(turned, a, some, b, to, at + b * phase() + line(l + a));
        }
      }
    }
  }

  /// Every `strideHeight`-th row from `first` on, of those before `end`, to one phase of columns.
  private void rows(float[] turned, int first, int end, int phase, float[] to, int at) {
    int step = g.strideWidth();
    int left = g.padLeft() - phase;
    int begin = Math.clamp(Math.ceilDiv(left, step), 0, width());
    int last = Math.clamp(Math.ceilDiv(g.inWidth() + left, step), begin, width());
    int line = g.inWidth() * LANES;
    SimdChannelTurn.pick(
        Math.ceilDiv(end - first, g.strideHeight()),
        last - begin,
        turned,
        first * line + (begin * step - left) * LANES,
        g.strideHeight() * line,
        step * LANES,
        to,
        at + begin * LANES,
        row());
  }
}
