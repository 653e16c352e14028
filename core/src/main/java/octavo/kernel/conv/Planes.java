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

  /// Numbers behind each plane that a vector of its last row may write over.
  private static final int MARGIN = 16;

  private static final int LANES = SimdPlaneRows.LANES;

  /// The widest planes whose rows are padded and split at once: each pass over them is a vector wide.
  private static final int NARROW = 4 * LANES;

  /// Columns that are split at a time, of several rows: they stay in the first-level cache.
  private static final int SPLIT = 1024;

  /// Whether rows are split.
  private boolean splits() {
    return g.strideWidth() > 1;
  }

  /// The distance of two phases.
  private int phase() {
    return height * width + (splits() ? MARGIN : 0);
  }

  /// The numbers of all phases of one channel.
  int channel() {
    return g.strideHeight() * g.strideWidth() * phase();
  }

  /// The floats needed for all images.
  int length() {
    return Math.multiplyExact(g.batch() * g.inChannels(), channel()) + slack();
  }

  /// The same of a convolution that may be too large for one array.
  long numbers() {
    return (long) g.batch() * g.inChannels() * channel() + slack();
  }

  /// Whether the planes are the input as it is.
  boolean isInput() {
    return g.strideHeight() * g.strideWidth() == 1
        && g.padTop() + g.padLeft() + g.padBottom() + g.padRight() == 0;
  }

  /// Where tap `(u, v)` of a channel lies for output pixel (0, 0).
  int tap(int u, int v) {
    int row = u * g.dilationHeight();
    int column = v * g.dilationWidth();
    int phase = row % g.strideHeight() * g.strideWidth() + column % g.strideWidth();
    return phase * phase() + row / g.strideHeight() * width + column / g.strideWidth();
  }

  /// Fills `to` from the images `x`.
  void fill(View x, float[] to) {
    float[] from = x.floats();
    int together = Math.max(1, Parallel.MINIMUM_WORK / (channel() + 1));
    Parallel.ranges(
        g.batch() * g.inChannels(),
        together,
        (first, last) -> {
          float[] row = row();
          int image = g.inHeight() * g.inWidth();
          // what vectors write beyond the last channels would fall into those of another task
          int exact = byVectors() ? Math.max(first, last - 1 - LANES / channel()) : first;
          if (exact > first) {
            surround(exact - first, from, x.offset() + first * image, to, first * channel());
          }
          for (int c = exact; c < last; c++) {
            int at = x.offset() + c * image;
            fillChannel(from, at, row, to, c * channel());
          }
        });
    Arrays.fill(to, length() - slack(), length(), 0);
  }

  /// Rows of a plane that are split at a time.
  private int lines() {
    return Math.clamp(SPLIT / width, 1, height);
  }

  /// Room for some padded rows of an image, for [#fillChannel].
  float[] row() {
    return new float[splits() ? (lines() * width + MARGIN) * g.strideWidth() : 0];
  }

  /// Whether images are small and no rows are split, so that whole vectors pay.
  private boolean byVectors() {
    return g.strideHeight() * g.strideWidth() == 1
        && width > g.inWidth()
        && g.inWidth() <= PaddedImages.MOST_COLUMNS;
  }

  /// As [#fillChannel] for `count` channels that follow each other, into planes that other channels
  /// filled before: their padding is zero. Up to a vector is written behind the last.
  void refillChannels(int count, float[] from, int start, float[] buffer, float[] to, int at) {
    int image = g.inHeight() * g.inWidth();
    if (byVectors()) {
      surround(count, from, start, to, at);
      return;
    }
    for (int c = 0; c < count; c++) {
      if (g.strideHeight() * g.strideWidth() > 1) {
        fillChannel(from, start + c * image, buffer, to, at + c * channel());
      } else {
        refill(from, start + c * image, to, at + c * channel());
      }
    }
  }

  private void surround(int count, float[] from, int start, float[] to, int at) {
    SimdPlaneRows.surround(
        count,
        from,
        start,
        g.inHeight(),
        g.inWidth(),
        g.padTop(),
        g.padLeft(),
        width,
        channel(),
        to,
        at);
  }

  private void refill(float[] from, int start, float[] to, int at) {
    int out = at + g.padTop() * width + g.padLeft();
    if (width == g.inWidth()) {
      System.arraycopy(from, start, to, out, g.inHeight() * width);
      return;
    }
    for (int i = 0; i < g.inHeight(); i++) {
      System.arraycopy(from, start + i * g.inWidth(), to, out + i * width, g.inWidth());
    }
  }

  /// Fills the planes of one channel, from `at` on, from the image at `start`.
  void fillChannel(float[] from, int start, float[] buffer, float[] to, int at) {
    int sh = g.strideHeight();
    int sw = g.strideWidth();
    for (int a = 0; a < sh; a++) {
      if (sw == 2 && width <= NARROW) {
        halveRows(from, start, a, to, at + a * 2 * phase());
        continue;
      } else if (splits()) {
        splitRows(from, start, a, buffer, to, at + a * sw * phase());
        continue;
      }
      for (int i = 0; i < height; i++) {
        int row = i * sh + a - g.padTop();
        int out = at + a * sw * phase() + i * width;
        int source = start + row * g.inWidth();
        if (row < 0 || row >= g.inHeight()) {
          Arrays.fill(to, out, out + width, 0);
        } else {
          SimdRuns.zero(to, out, out + g.padLeft());
          System.arraycopy(from, source, to, out + g.padLeft(), g.inWidth());
          SimdRuns.zero(to, out + g.padLeft() + g.inWidth(), out + width);
        }
      }
    }
  }

  /// Fills the two planes of the rows `i·strideHeight + a`.
  private void halveRows(float[] from, int start, int a, float[] to, int out) {
    int step = g.strideHeight();
    int first = Math.clamp((g.padTop() - a + step - 1) / step, 0, height);
    int end = Math.clamp(Math.floorDiv(g.inHeight() - 1 + g.padTop() - a, step) + 1, first, height);
    SimdPhases.halves(
        end - first,
        from,
        start + (first * step + a - g.padTop()) * g.inWidth(),
        step * g.inWidth(),
        g.inWidth(),
        g.padLeft(),
        to,
        out + first * width,
        width,
        phase());
    for (int b = 0; b < 2; b++) {
      int plane = out + b * phase();
      Arrays.fill(to, plane, plane + first * width, 0);
      Arrays.fill(to, plane + end * width, plane + height * width, 0);
    }
  }

  /// Fills the planes of the rows `i·strideHeight + a`: some of them are padded one behind the other
  /// and then split in one run.
  private void splitRows(float[] from, int start, int a, float[] buffer, float[] to, int out) {
    int sw = g.strideWidth();
    int lines = lines();
    for (int first = 0; first < height; first += lines) {
      int count = Math.min(lines, height - first);
      for (int i = 0; i < count; i++) {
        int row = (first + i) * g.strideHeight() + a - g.padTop();
        int line = i * width * sw;
        if (row < 0 || row >= g.inHeight()) {
          Arrays.fill(buffer, line, line + width * sw, 0);
        } else {
          System.arraycopy(
              from, start + row * g.inWidth(), buffer, line + g.padLeft(), g.inWidth());
        }
      }
      SimdPhases.split(sw, buffer, 0, count * width, to, out + first * width, phase());
    }
  }
}
