package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Depthwise convolutions over planes that are turned on their way into a cache ([TurnedRows]), so that a
/// vector of channels belongs to each pixel: no vector is partly empty, however short the rows are, and the taps
/// of any kernel and stride are neighbors. Turning the input and the results costs about as much as ten taps.
final class TurnedDepthwise {
  private static final int LANES = SimdTurnedDepthwise.LANES;

  /// Numbers of the rows that are turned together, with zeros and results: a second-level cache keeps them.
  private static final int ROOM = 1 << 15;

  /// Results of a row that count as few.
  private static final int SHORT = 8;

  private TurnedDepthwise() {}

  /// Whether it computes a convolution. Others would leave most of a vector empty.
  static boolean takes(ConvGeometry g) {
    return g.groupIn() == 1
        && g.groupOut() == 1
        && g.strideHeight() == g.strideWidth()
        && 2 * g.groups() > LANES;
  }

  /// Whether it is faster than one plane after the other, by measurement: in few results a row, and in
  /// gradients of inputs that no window slides over. What is turned is repaid by 25 taps and more.
  ///
  /// @param slides whether the alternative is a window that slides over planes where they lie
  static boolean pays(ConvPass pass, ConvGeometry g, boolean slides) {
    if (!takes(g) || g.filter() < 25) {
      return false;
    }
    if (pass == ConvPass.INPUT && !slides) {
      return g.strideWidth() > 1 || g.inWidth() < 4 * LANES;
    }
    int results = pass == ConvPass.INPUT ? g.inWidth() : g.outWidth();
    int most = slides ? LANES / 2 : pass == ConvPass.WEIGHT ? LANES : SHORT;
    return results <= most && ConvCost.tail(g.groups(), LANES) <= 1.25;
  }

  /// The results of some rows of an image: those of each phase of the stride by itself in the gradient of the input, all
  /// together in the output.
  ///
  /// @param seen the convolution of the planes that are read; its results are rows and columns of a phase
  /// @param rows of a band
  /// @param step distance of a phase's results
  /// @param top rows of the first phase that lie above the results
  /// @param left columns of it on their left
  /// @param height rows of the results
  /// @param width columns of the results
  /// @param phases the taps of each phase
  private record Sums(
      ConvGeometry seen,
      int rows,
      int step,
      int top,
      int left,
      int height,
      int width,
      Phase[] phases) {
    /// Taps of a filter.
    int filter() {
      return Arrays.stream(phases).mapToInt(p -> p.taps().length).sum();
    }

    /// Numbers of a band's results, and what rows shorter than a tile are written beyond their end.
    int results() {
      return (rows * step * width + SimdTurnedDepthwise.PIXELS * step) * LANES;
    }
  }

  /// Results at some distance of each other, which share their taps.
  ///
  /// @param row the first row, counted from above the results
  /// @param column the first column
  /// @param shift where the pixels of each tap begin
  /// @param taps the numbers of these taps in the filter
  private record Phase(int row, int column, int[] shift, int[] taps) {}

  /// The rows of a band.
  private static int band(ConvGeometry g, int step, int lines) {
    long perRow = (long) g.strideHeight() * g.strideWidth() * new TurnedRows(g, 1).row();
    long more = (long) step * step * lines * LANES;
    return Math.clamp(ROOM / (perRow + more), 1, Math.max(1, g.outHeight()));
  }

  private static int[] shifts(TurnedRows turned, ConvGeometry g) {
    int[] shift = new int[g.filter()];
    for (int f = 0; f < shift.length; f++) {
      shift[f] = turned.tap(f / g.kernelWidth(), f % g.kernelWidth());
    }
    return shift;
  }

  static void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    int rows = band(g, 1, g.outWidth());
    int[] taps = new int[g.filter()];
    Arrays.setAll(taps, f -> f);
    Phase all = new Phase(0, 0, shifts(new TurnedRows(g, rows), g), taps);
    compute(
        new Sums(g, rows, 1, 0, 0, g.outHeight(), g.outWidth(), new Phase[] {all}), x, w, bias, y);
  }

  static void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    int step = g.strideHeight();
    // rows and columns of `dy` that the first results of a phase see above and to the left of their
    // own
    int top = (g.kernelHeight() - 1) * g.dilationHeight() / step;
    int left = (g.kernelWidth() - 1) * g.dilationWidth() / step;
    int height = (g.inHeight() - 1 + g.padTop()) / step + 1;
    int width = (g.inWidth() - 1 + g.padLeft()) / step + 1;
    ConvGeometry seen =
        new ConvGeometry(
            g.batch(),
            g.outChannels(),
            g.outHeight(),
            g.outWidth(),
            g.inChannels(),
            top + 1,
            left + 1,
            1,
            1,
            top,
            left,
            Math.max(0, height - g.outHeight()),
            Math.max(0, width - g.outWidth()),
            1,
            1,
            g.groups());
    int rows = band(seen, step, width);
    TurnedRows turned = new TurnedRows(seen, rows);
    Phase[] phases = new Phase[step * step];
    for (int p = 0; p < phases.length; p++) {
      phases[p] = phase(g, turned, p / step, p % step, top, left);
    }
    compute(
        new Sums(seen, rows, step, g.padTop(), g.padLeft(), g.inHeight(), g.inWidth(), phases),
        dy,
        w,
        null,
        dx);
  }

  private static Phase phase(ConvGeometry g, TurnedRows turned, int a, int b, int top, int left) {
    int step = g.strideHeight();
    int[] shift = new int[g.filter()];
    int[] taps = new int[g.filter()];
    int n = 0;
    for (int f = g.filter() - 1; f >= 0; f--) { // as places ascend
      int up = f / g.kernelWidth() * g.dilationHeight();
      int back = f % g.kernelWidth() * g.dilationWidth();
      if (up % step == a && back % step == b) {
        shift[n] = turned.tap(top - up / step, left - back / step);
        taps[n++] = f;
      }
    }
    return new Phase(a, b, Arrays.copyOf(shift, n), Arrays.copyOf(taps, n));
  }

  /// Computes a block of channels of an image after the other.
  private static void compute(Sums s, View x, View w, @Nullable View bias, View y) {
    int blocks = Math.ceilDiv(s.seen().groups(), LANES);
    int batch = s.seen().batch();
    int work = LANES * s.height() * s.width() * (1 + s.phases()[0].taps().length / 4);
    int grain = Math.max(1, Parallel.MINIMUM_WORK / (work + 1));
    Parallel.ranges(
        blocks * batch,
        grain,
        (from, to) -> {
          float[] weights = Scratch.floats(Scratch.COLUMNS, Scratch.LINE + s.filter() * LANES);
          int packed = -1;
          for (int task = from;
              task < to;
              task++) { // images that share their weights follow each other
            int first = task / batch * LANES;
            if (first != packed) {
              pack(s, w, first, weights);
              packed = first;
            }
            block(s, task % batch, first, weights, x, bias, y);
          }
        });
  }

  /// The weights of a block of channels, those of the phases one after the other.
  private static void pack(Sums s, View w, int first, float[] to) {
    int filter = s.filter();
    int channels = Math.min(LANES, s.seen().groups() - first);
    float[] room = Scratch.floats(Scratch.WINDOW, LANES * LANES);
    float[] plain = Scratch.floats(Scratch.GRADIENT, filter * LANES);
    SimdTranspose.matrix(
        w.floats(), w.offset() + first * filter, filter, channels, filter, room, plain, 0, LANES);
    int at = Scratch.LINE;
    for (Phase phase : s.phases()) {
      for (int tap : phase.taps()) {
        System.arraycopy(plain, tap * LANES, to, at, LANES);
        at += LANES;
      }
    }
  }

  private static void block(
      Sums s, int image, int first, float[] weights, View x, @Nullable View bias, View y) {
    ConvGeometry seen = s.seen();
    TurnedRows turned = new TurnedRows(seen, s.rows());
    int channels = Math.min(LANES, seen.groups() - first);
    float[] start = Scratch.floats(Scratch.START, LANES);
    Arrays.fill(start, 0, LANES, 0);
    if (bias != null) {
      System.arraycopy(bias.floats(), bias.offset() + first, start, 0, channels);
    }
    int over = SimdTurnedDepthwise.PIXELS * LANES;
    float[] pixels = Scratch.floats(Scratch.LEFT, Scratch.LINE + turned.image() + over);
    float[] results = Scratch.floats(Scratch.RESULT, Scratch.LINE + s.results());
    int from = x.offset() + (image * seen.groups() + first) * seen.inHeight() * seen.inWidth();
    int plane = s.height() * s.width();
    int to = y.offset() + (image * seen.groups() + first) * plane;
    int lines = Math.ceilDiv(s.height() + s.top(), s.step());
    for (int line = 0; line < lines; line += s.rows()) {
      int count = Math.min(s.rows(), lines - line);
      turned.fill(x.floats(), from, channels, line, count, pixels, Scratch.LINE);
      int begin = Math.clamp((long) line * s.step() - s.top(), 0, s.height());
      int end = Math.clamp((long) (line + count) * s.step() - s.top(), begin, s.height());
      band(s, turned.row(), line, count, begin, start, weights, pixels, results);
      turnBack(
          results, (end - begin) * s.width(), channels, y.floats(), to + begin * s.width(), plane);
    }
  }

  /// `count` rows of each phase from `line` on; the results begin with row `begin`. Rows come in their order, since short ones
  /// are written over their ends.
  private static void band(
      Sums s,
      int row,
      int line,
      int count,
      int begin,
      float[] start,
      float[] w,
      float[] pixels,
      float[] results) {
    int together = s.step() == 1 ? count : 1;
    for (int i = 0; i < count; i += together) {
      int wo = Scratch.LINE;
      for (Phase phase : s.phases()) {
        int taps = phase.taps().length;
        int r = (line + i) * s.step() + phase.row() - s.top();
        int c = Math.ceilDiv(s.left() - phase.column(), s.step());
        int column = c * s.step() + phase.column() - s.left();
        int n = Math.ceilDiv(s.width() - column, s.step());
        int above = Math.max(0, Math.ceilDiv(-r, s.step()));
        int first = r + above * s.step();
        int rows = Math.min(together - above, Math.ceilDiv(s.height() - first, s.step()));
        if (rows > 0 && n > 0) {
          SimdTurnedDepthwise.rows(
              rows,
              n,
              start,
              0,
              taps,
              w,
              wo,
              phase.shift(),
              pixels,
              Scratch.LINE + (i + above) * row + c * LANES,
              row,
              results,
              Scratch.LINE + ((first - begin) * s.width() + column) * LANES,
              s.width(),
              s.step());
        }
        wo += taps * LANES;
      }
    }
  }

  /// Turns `count` results of a block back to planes.
  private static void turnBack(
      float[] results, int count, int channels, float[] y, int yo, int plane) {
    float[] room = Scratch.floats(Scratch.WINDOW, LANES * LANES);
    if (channels == LANES) {
      SimdTranspose.matrix(results, Scratch.LINE, LANES, count, LANES, room, y, yo, plane);
      return;
    }
    float[] planes = Scratch.floats(Scratch.GRADIENT, LANES * count);
    SimdTranspose.matrix(results, Scratch.LINE, LANES, count, LANES, room, planes, 0, count);
    for (int c = 0; c < channels; c++) {
      System.arraycopy(planes, c * count, y, yo + c * plane, count);
    }
  }

  static void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    int rows = band(g, 1, g.outWidth());
    TurnedRows turned = new TurnedRows(g, rows);
    int[] shift = shifts(turned, g);
    int blocks = Math.ceilDiv(g.groups(), LANES);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    int vectors = Math.ceilDiv(g.filter(), LANES) * LANES + SimdTurnedDepthwise.TAPS;
    Parallel.run(
        blocks,
        block -> {
          int first = block * LANES;
          int channels = Math.min(LANES, g.groups() - first);
          float[] sums = Scratch.floats(Scratch.START, vectors * LANES);
          Arrays.fill(sums, 0, vectors * LANES, 0);
          float[] pixels = Scratch.floats(Scratch.LEFT, Scratch.LINE + turned.image());
          float[] gradients =
              Scratch.floats(Scratch.RESULT, Scratch.LINE + rows * g.outWidth() * LANES);
          for (int b = 0; b < g.batch(); b++) {
            int from = x.offset() + (b * g.groups() + first) * in;
            int by = dy.offset() + (b * g.groups() + first) * out;
            for (int row = 0; row < g.outHeight(); row += rows) {
              int count = Math.min(rows, g.outHeight() - row);
              turned.fill(x.floats(), from, channels, row, count, pixels, Scratch.LINE);
              SimdChannelTurn.turn(
                  dy.floats(),
                  by + row * g.outWidth(),
                  out,
                  count * g.outWidth(),
                  channels,
                  gradients,
                  Scratch.LINE);
              for (int f = 0; f < g.filter(); f += SimdTurnedDepthwise.TAPS) {
                SimdTurnedDepthwise.products(
                    count,
                    g.outWidth(),
                    shift,
                    f,
                    pixels,
                    Scratch.LINE,
                    turned.row(),
                    gradients,
                    Scratch.LINE,
                    sums,
                    f * LANES);
              }
            }
          }
          float[] turnedBack = Scratch.floats(Scratch.GRADIENT, (g.filter() + 1) * LANES);
          SimdChannelTurn.channels(sums, 0, g.filter(), turnedBack, 0);
          System.arraycopy(
              turnedBack, 0, dw.floats(), dw.offset() + first * g.filter(), channels * g.filter());
        });
  }
}
