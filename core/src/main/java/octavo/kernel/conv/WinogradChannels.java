package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;
import octavo.kernel.conv.WinogradInputs.Transformed;

/// The transforms of [WinogradInputs] with vectors over channels: the rows of pixels that some tiles read are turned
/// so that channels come last, a vector of them at a time; tiles are transformed one by one, and the transforms of
/// as many tiles as a vector has lanes turned back. That takes the same time for each tile, wherever it lies, while
/// vectors over the tiles of an image are mostly empty where it has few.
///
/// @param inputs the tiles
/// @param first the first one
/// @param last the one behind the last
record WinogradChannels(WinogradInputs inputs, int first, int last) {
  private static final int LANES = SimdTransforms.LANES;

  private static final int LINE = Scratch.LINE;

  /// The distance of two places of a vector of tiles: not the size of a square, a power of two.
  private static final int APART = LANES * LANES + LANES;

  /// Transforms channels `from … until`; `from` is a multiple of the lanes, `until` too or the last one. A whole
  /// vector of channels is written.
  void transform(float[] x, int start, int from, int until, Transformed to) {
    int side = inputs.side();
    int places = side * side;
    int plane = inputs.g().inHeight() * inputs.g().inWidth();
    int[] rows = rows();
    int pixels = rows[rows.length - 1];
    int[][] taps = taps(rows, pixels);
    float[] turned = Scratch.lines(Scratch.INPUT, (pixels + 1) * LANES);
    float[] room = Scratch.lines(Scratch.RESULT, (places + LANES) * LANES);
    float[] vectors = Scratch.lines(Scratch.TILE, places * APART);
    for (int c = from; c < until; c += LANES) {
      turn(x, start + (c - from) * plane, rows, Math.min(LANES, until - c), turned);
      int zeros = LINE + pixels * LANES;
      Arrays.fill(turned, zeros, zeros + LANES, 0);
      for (int t = 0; t < taps.length; t += LANES) {
        for (int k = 0; k < Math.min(LANES, taps.length - t); k++) {
          int o = LINE + k * LANES;
          if (side == 6) {
            SimdTransforms.input(turned, LINE, taps[t + k], room, vectors, o, APART);
          } else {
            SimdSmallTransforms.input(turned, LINE, taps[t + k], room, vectors, o, APART);
          }
        }
        int at = LINE + c * to.row() + t;
        for (int place = 0; place < places; place++) {
          int target = at + place * to.apart();
          SimdTranspose.square(
              vectors, LINE + place * APART, LANES, room, to.numbers(), target, to.row());
        }
      }
    }
  }

  /// Of each image that the tiles lie in the first row they read and how many rows, and the pixels of those before
  /// it; then the pixels of all.
  private int[] rows() {
    ConvGeometry g = inputs.g();
    int perImage = inputs.perImage();
    int image = first / perImage;
    int count = (last - 1) / perImage + 1 - image;
    int[] rows = new int[3 * count + 1];
    int pixels = 0;
    for (int k = 0; k < count; k++) {
      int begin = Math.max(first - (image + k) * perImage, 0) / inputs.across();
      int end = (Math.min(last - (image + k) * perImage, perImage) - 1) / inputs.across();
      int top = Math.clamp(begin * inputs.step() - g.padTop(), 0, g.inHeight());
      int bottom = Math.clamp(end * inputs.step() - g.padTop() + inputs.side(), top, g.inHeight());
      rows[3 * k] = top;
      rows[3 * k + 1] = bottom - top;
      rows[3 * k + 2] = pixels;
      pixels += (bottom - top) * g.inWidth();
    }
    rows[3 * count] = pixels;
    return rows;
  }

  /// Turns a vector of channels of these rows.
  private void turn(float[] x, int start, int[] rows, int channels, float[] to) {
    ConvGeometry g = inputs.g();
    int image = first / inputs.perImage();
    int plane = g.inHeight() * g.inWidth();
    for (int k = 0; k < rows.length / 3; k++) {
      int from = start + (image + k) * g.image() + rows[3 * k] * g.inWidth();
      int count = rows[3 * k + 1] * g.inWidth();
      SimdChannelTurn.turn(x, from, plane, count, channels, to, LINE + rows[3 * k + 2] * LANES);
    }
  }

  /// Where each tile's pixels lie among those that are turned; behind them all lies one of zeros.
  private int[][] taps(int[] rows, int zeros) {
    ConvGeometry g = inputs.g();
    int side = inputs.side();
    int perImage = inputs.perImage();
    int image = first / perImage;
    int[][] taps = new int[last - first][side * side];
    for (int t = first; t < last; t++) {
      int k = 3 * (t / perImage - image);
      int i = t % perImage / inputs.across() * inputs.step() - g.padTop() - rows[k];
      int j = t % inputs.across() * inputs.step() - g.padLeft();
      int[] tap = taps[t - first];
      for (int u = 0; u < side; u++) {
        boolean inside = i + u >= 0 && i + u < rows[k + 1];
        int line = rows[k + 2] + (i + u) * g.inWidth();
        for (int v = 0; v < side; v++) {
          boolean here = inside && j + v >= 0 && j + v < g.inWidth();
          tap[u * side + v] = (here ? line + j + v : zeros) * LANES;
        }
      }
    }
    return taps;
  }
}
