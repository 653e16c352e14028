package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;

/// The transforms `Bᵀ d B` of the tiles of one channel, without gaps between rows of tiles: first
/// each row of pixels, once for all tiles that overlap in it, then the columns of the tiles. What
/// lies between stays in the first-level cache and with one thread.
///
/// @param side rows and columns of a tile, 6 or 4
/// @param step rows and columns from one tile to the next
/// @param g the convolution
record WinogradInputs(int side, int step, ConvGeometry g) {
  /// What vectors may read or write behind a run: those of all phases of a row.
  private static final int MARGIN = 4 * SimdTransforms.LANES;

  /// Rows of more tiles are done one by one: a piece would need only a part of them.
  private static final int WIDE = 32;

  int across() {
    return (g.outWidth() + step - 1) / step;
  }

  int perImage() {
    return (g.outHeight() + step - 1) / step * across();
  }

  /// Transforms tiles `first … last` of a channel of all images, the `q`-th number of place `t` to
  /// `to[o + q + t·apart]`; up to a vector behind them is written over.
  void transform(float[] x, int channel, int first, int last, float[] to, int o, int apart) {
    int across = across();
    int run = across > WIDE ? across : perImage();
    for (int t = first; t < last; ) {
      int n = Math.min((t / run + 1) * run, last) - t;
      int start = channel + t / perImage() * g.image();
      int top = t % perImage() / across;
      int rows = (t % perImage() + n - 1) / across - top + 1;
      int left = t % across;
      int at = o + t - first;
      if (across > WIDE) {
        tiles(x, start, top, rows, left, n, 0, n, to, at, apart);
      } else {
        tiles(x, start, top, rows, 0, across, left, n, to, at, apart);
      }
      t += n;
    }
  }

  /// Transforms `n` tiles behind the first `skip` of those in `rows` rows and `columns` columns.
  private void tiles(
      float[] x,
      int start,
      int top,
      int rows,
      int left,
      int columns,
      int skip,
      int n,
      float[] to,
      int o,
      int apart) {
    int lines = (rows - 1) * step + side;
    int pitch = columns + (side - 1) / step;
    int phase = lines * pitch + MARGIN;
    // of the transformed rows, those with the same remainder follow each other
    int plane = (lines + step - 1) / step * columns + MARGIN;
    int width = step * plane;
    int[] across = new int[side];
    int[] down = new int[side];
    for (int t = 0; t < side; t++) {
      across[t] = t % step * phase + t / step;
      down[t] = t % step * plane + t / step * columns;
    }
    int phases = step * phase;
    int middle = phases + step * phase;
    float[] room = Scratch.floats(Scratch.INPUT, middle + side * width + MARGIN);
    pad(x, start, top * step - g.padTop(), lines, left * step - g.padLeft(), step * pitch, room);
    SimdPhases.split(step, room, lines * pitch, room, phases, phase);
    for (int l = 0; l < lines; l++) {
      int at = middle + l % step * plane + l / step * columns;
      line(room, phases + l * pitch, across, columns, room, at, width);
    }
    for (int v = 0; v < side; v++) {
      line(room, middle + v * width + skip, down, n, to, o + v * apart, side * apart);
    }
  }

  private void line(float[] x, int at, int[] tap, int n, float[] to, int o, int next) {
    if (side == 6) {
      SimdTransforms.line(x, at, tap, n, to, o, next);
    } else {
      SimdSmallTransforms.line(x, at, tap, n, to, o, next);
    }
  }

  /// Copies `lines` rows from row `top` on, `width` columns from column `left` on, with zeros outside
  /// of the image.
  private void pad(float[] x, int start, int top, int lines, int left, int width, float[] to) {
    int begin = Math.clamp(-left, 0, width);
    int end = Math.clamp(g.inWidth() - left, begin, width);
    for (int l = 0; l < lines; l++) {
      int row = top + l;
      int at = l * width;
      if (row < 0 || row >= g.inHeight() || begin == end) {
        Arrays.fill(to, at, at + width, 0);
      } else {
        Arrays.fill(to, at, at + begin, 0);
        System.arraycopy(x, start + row * g.inWidth() + left + begin, to, at + begin, end - begin);
        Arrays.fill(to, at + end, at + width, 0);
      }
    }
  }
}
