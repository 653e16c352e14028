package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;

/// Some rows of a block of channels of an image, with zeros on their left and right: the channels of a pixel
/// follow each other, so that each tap reads vectors that are neighbors. Rows above and below the image are
/// never read, and nothing is written in their places.
///
/// @param g the convolution that reads the rows
/// @param rows output rows
/// @param last whether the channels of the image come last; else its planes are turned
record DepthwiseRows(ConvGeometry g, int rows, boolean last) {
  private static final int LANES = SimdTranspose.LANES;

  /// Pixels of rows shorter than a vector that are turned at a time.
  private static final int PIECE = 128;

  /// Columns that are read.
  private int width() {
    return (g.outWidth() - 1) * g.strideWidth() + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
  }

  /// Numbers of a row.
  int row() {
    return width() * LANES;
  }

  /// Numbers of all rows.
  int image() {
    return lines(rows) * row();
  }

  /// Rows that `count` output rows read.
  private int lines(int count) {
    return (count - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
  }

  /// Where the pixels of a tap begin.
  int tap(int u, int v) {
    return u * g.dilationHeight() * row() + v * g.dilationWidth() * LANES;
  }

  /// Where the channels from `channel` on begin in all images.
  private int start(int image, int channel) {
    int plane = g.inHeight() * g.inWidth();
    return last
        ? image * plane * g.inChannels() + channel
        : (image * g.inChannels() + channel) * plane;
  }

  /// Brings the rows that `count` output rows from `first` on read, of at most [#LANES] channels from `channel`
  /// on; `to` holds zeros beside them.
  void fill(
      float[] x, int xo, int image, int channel, int channels, int first, int count, float[] to) {
    int top = first * g.strideHeight() - g.padTop();
    int lines = lines(count);
    int begin = Math.clamp(-(long) top, 0, lines);
    int end = Math.clamp((long) g.inHeight() - top, begin, lines);
    int n = Math.clamp((long) width() - g.padLeft(), 0, g.inWidth());
    int from = xo + start(image, channel);
    int at = Scratch.LINE + begin * row() + g.padLeft() * LANES;
    if (last) {
      int line = g.inWidth() * g.inChannels();
      SimdChannelTurn.pick(
          end - begin, n, x, from + (top + begin) * line, line, g.inChannels(), to, at, row());
    } else if (n >= LANES) {
      for (int l = begin; l < end; l++, at += row()) {
        int source = from + (top + l) * g.inWidth();
        SimdChannelTurn.turn(x, source, g.inHeight() * g.inWidth(), n, channels, to, at);
      }
    } else {
      together(x, from + (top + begin) * g.inWidth(), channels, end - begin, n, to, at);
    }
  }

  /// Writes zeros in the places of rows above and below the image, for who reads them.
  void clearOutside(int first, int count, float[] to) {
    int top = first * g.strideHeight() - g.padTop();
    int lines = lines(count);
    int begin = Math.clamp(-(long) top, 0, lines);
    int end = Math.clamp((long) g.inHeight() - top, begin, lines);
    Arrays.fill(to, Scratch.LINE, Scratch.LINE + begin * row(), 0);
    Arrays.fill(to, Scratch.LINE + end * row(), Scratch.LINE + lines * row(), 0);
  }

  /// Turns several short rows as one, on their way to their places.
  private void together(
      float[] x, int from, int channels, int lines, int n, float[] to, int start) {
    int width = g.inWidth();
    int most = Math.max(1, PIECE / width);
    float[] turned = Scratch.floats(Scratch.TILE, most * width * LANES);
    int at = start;
    for (int l = 0; l < lines; l += most, at += most * row()) {
      int some = Math.min(most, lines - l);
      int source = from + l * width;
      SimdChannelTurn.turn(x, source, g.inHeight() * width, some * width, channels, turned, 0);
      SimdChannelTurn.pick(some, n, turned, 0, width * LANES, LANES, to, at, row());
    }
  }
}
