package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.View;

/// Images rearranged so that a convolution becomes sums of shifted rows, whatever its step, padding
/// and dilation: each channel is padded with zeros and cut into `strideHeight·strideWidth` phases,
/// plane `(a, b)` holding the pixels `(i·strideHeight + a, j·strideWidth + b)`.
///
/// Kernel tap `(u, v)` of output pixel `(i, j)` then lies at the flat place `i·width + j` plus a
/// shift that depends on the tap alone, so a whole row of output pixels, and the next rows after
/// it, are read as one run of numbers. No number is stored more than once: nothing grows with the
/// kernel.
///
/// @param g the convolution
/// @param height rows of one plane
/// @param width columns of one plane: the distance of two rows
record Planes(ConvGeometry g, int height, int width) {
  /// Zeros behind the last plane, for runs that end beyond it: by the gap between two rows and by
  /// what fills the last tile.
  int slack() {
    return width + 64;
  }

  static Planes of(ConvGeometry g) {
    int padded = g.inHeight() + g.padTop() + g.padBottom();
    int across = g.inWidth() + g.padLeft() + g.padRight();
    int height = (padded + g.strideHeight() - 1) / g.strideHeight();
    int width = (across + g.strideWidth() - 1) / g.strideWidth();
    return new Planes(g, height, width);
  }

  /// The numbers of all phases of one channel.
  int channel() {
    return g.strideHeight() * g.strideWidth() * height * width;
  }

  /// The floats needed for all images.
  int length() {
    return Math.multiplyExact(g.batch() * g.inChannels(), channel()) + slack();
  }

  /// Where tap `(u, v)` of a channel lies for output pixel (0, 0).
  int tap(int u, int v) {
    int row = u * g.dilationHeight();
    int column = v * g.dilationWidth();
    int phase = row % g.strideHeight() * g.strideWidth() + column % g.strideWidth();
    return (phase * height + row / g.strideHeight()) * width + column / g.strideWidth();
  }

  /// Fills `to` from the images `x`.
  void fill(View x, float[] to) {
    float[] from = x.floats();
    int together = Math.max(1, Parallel.MINIMUM_WORK / (channel() + 1));
    Parallel.ranges(
        g.batch() * g.inChannels(),
        together,
        (first, last) -> {
          for (int c = first; c < last; c++) {
            fillChannel(from, x.offset() + c * g.inHeight() * g.inWidth(), to, c * channel());
          }
        });
    Arrays.fill(to, length() - slack(), length(), 0);
  }

  private void fillChannel(float[] from, int start, float[] to, int at) {
    int sh = g.strideHeight();
    int sw = g.strideWidth();
    for (int a = 0; a < sh; a++) {
      for (int b = 0; b < sw; b++) {
        int plane = at + (a * sw + b) * height * width;
        int firstColumn = Math.max(0, (g.padLeft() - b + sw - 1) / sw);
        int lastColumn = Math.min(width, Math.floorDiv(g.inWidth() - 1 + g.padLeft() - b, sw) + 1);
        for (int i = 0; i < height; i++) {
          int row = i * sh + a - g.padTop();
          int out = plane + i * width;
          if (row < 0 || row >= g.inHeight() || lastColumn <= firstColumn) {
            Arrays.fill(to, out, out + width, 0);
            continue;
          }
          Arrays.fill(to, out, out + firstColumn, 0);
          int source = start + row * g.inWidth() + b - g.padLeft();
          if (sw == 1) {
            System.arraycopy(
                from, source + firstColumn, to, out + firstColumn, lastColumn - firstColumn);
          } else {
            for (int j = firstColumn; j < lastColumn; j++) {
              to[out + j] = from[source + j * sw];
            }
          }
          Arrays.fill(to, out + lastColumn, out + width, 0);
        }
      }
    }
  }
}
