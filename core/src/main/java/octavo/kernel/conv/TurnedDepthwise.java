package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Depthwise convolutions over blocks of channels, a vector of channels to each pixel ([DepthwiseRows]): no vector
/// is partly empty, however short the rows are, and the taps of any kernel and stride are neighbors. Planes are
/// turned on their way into a cache, and the results back; where the channels come last, they are so already.
///
/// @param last whether the channels of the images come last
record TurnedDepthwise(boolean last) {
  private static final int LANES = SimdTurnedDepthwise.LANES;

  /// Numbers of the rows that are turned together, with zeros and results: a second-level cache keeps them.
  private static final int ROOM = 1 << 15;

  /// The same of all channels of images whose channels come last: the second half of a line of the cache
  /// belongs to the next block.
  private static final int ALL_CHANNELS = 1 << 16;

  /// Rows of a band at least; those above and below are read twice.
  private static final int FEWEST_ROWS = 4;

  /// Numbers of a line of the cache.
  private static final int LINE = 16;

  /// Tasks of weight gradients that go through images whose channels come last.
  private static final int TASKS = 16;

  /// Results of a row that count as few.
  private static final int SHORT = 8;

  /// With eight lanes so many taps repay turning whatever the length of a row.
  private static final int MANY_TAPS = 30;

  /// Whether it computes a convolution. Others would leave most of a vector empty.
  boolean takes(ConvGeometry g) {
    int least = last ? LANES : LANES / 2 + 1;
    return g.groupIn() == 1
        && g.groupOut() == 1
        && g.strideHeight() == g.strideWidth()
        && g.groups() >= least
        && DepthwisePhase.takes(g);
  }

  /// Whether it is faster than one plane after the other, by measurement: in few results a row, and in
  /// gradients of inputs that no window slides over. What is turned is repaid by 25 taps and more. With eight lanes a
  /// tile of turned pixels takes half as long for each tap as a row does, so that there long rows are turned too.
  ///
  /// @param slides whether the alternative is a window that slides over planes where they lie
  boolean pays(ConvPass pass, ConvGeometry g, boolean slides) {
    if (!takes(g) || g.filter() < 25) {
      return false;
    }
    boolean full = ConvCost.tail(g.groups(), LANES) <= 1.25;
    if (LANES == 8 && full && pass != ConvPass.WEIGHT && g.filter() >= MANY_TAPS) {
      return true;
    }
    if (pass == ConvPass.INPUT && !slides) {
      return g.strideWidth() > 1 || g.inWidth() < 4 * LANES;
    }
    int results = pass == ConvPass.INPUT ? g.inWidth() : g.outWidth();
    int most = slides ? LANES / 2 : pass == ConvPass.WEIGHT ? LANES : SHORT;
    return results <= most && full;
  }

  /// Rows that are computed together, of `lines` in all: parts of one size.
  private int band(ConvGeometry g, int step, int lines) {
    DepthwiseRows one = new DepthwiseRows(g, 1, last);
    long perRow = (long) g.strideHeight() * one.row() + (long) step * step * g.outWidth() * LANES;
    long most = Math.max(1, ROOM / perRow);
    if (last) {
      long line = (long) g.inWidth() * g.inChannels();
      long whole = (ALL_CHANNELS / line - g.kernelHeight()) / g.strideHeight();
      most = Math.min(most, Math.max(FEWEST_ROWS, whole));
    }
    return Math.max(1, Math.ceilDiv(lines, (int) Math.ceilDiv(lines, most)));
  }

  void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    int rows = band(g, 1, g.outHeight());
    DepthwisePhase all = DepthwisePhase.all(g, new DepthwiseRows(g, rows, last));
    int height = g.outHeight();
    new DepthwiseSums(
            g,
            rows,
            last,
            1,
            height,
            height,
            g.outWidth(),
            new int[] {0, 0},
            new DepthwisePhase[] {all})
        .compute(x, w, bias, y);
  }

  void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    int step = g.strideHeight();
    ConvGeometry seen = seen(g);
    int lines = seen.outHeight();
    int rows = band(seen, step, lines);
    DepthwiseRows turned = new DepthwiseRows(seen, rows, last);
    DepthwisePhase[] phases = new DepthwisePhase[step * step];
    for (int p = 0; p < phases.length; p++) {
      phases[p] = DepthwisePhase.of(g, turned, p / step, p % step);
    }
    new DepthwiseSums(
            seen,
            rows,
            last,
            step,
            lines,
            g.inHeight(),
            g.inWidth(),
            new int[] {g.padTop(), g.padLeft()},
            phases)
        .compute(dy, w, null, dx);
  }

  /// The convolution of `dy` of whose results each phase of the gradient has one in each row and column: it sees
  /// as many rows and columns of `dy` above and to the left as the first results of a phase see.
  private static ConvGeometry seen(ConvGeometry g) {
    int step = g.strideHeight();
    int top = (g.kernelHeight() - 1) * g.dilationHeight() / step;
    int left = (g.kernelWidth() - 1) * g.dilationWidth() / step;
    int height = (g.inHeight() - 1 + g.padTop()) / step + 1;
    int width = (g.inWidth() - 1 + g.padLeft()) / step + 1;
    return new ConvGeometry(
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
  }

  void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    int rows = band(g, 1, g.outHeight());
    DepthwiseRows turned = new DepthwiseRows(g, rows, last);
    int[] shift = new int[g.filter()];
    Arrays.setAll(shift, f -> turned.tap(f / g.kernelWidth(), f % g.kernelWidth()));
    int blocks = Math.ceilDiv(g.groups(), LANES);
    int together = last ? Math.max(Math.ceilDiv(blocks, TASKS), LINE / LANES) : 1;
    Parallel.ranges(blocks, together, (from, to) -> weights(g, turned, shift, from, to, x, dy, dw));
  }

  /// The gradients of the blocks `[from, to)`.
  private void weights(
      ConvGeometry g,
      DepthwiseRows turned,
      int[] shift,
      int from,
      int to,
      View x,
      View dy,
      View dw) {
    int rows = turned.rows();
    int vectors = Math.ceilDiv(g.filter(), LANES) * LANES + SimdTurnedDepthwise.TAPS;
    float[] sums = Scratch.floats(Scratch.START, (to - from) * vectors * LANES);
    Arrays.fill(sums, 0, (to - from) * vectors * LANES, 0);
    float[] pixels = Scratch.lines(Scratch.LEFT, turned.image());
    Arrays.fill(pixels, 0, Scratch.LINE + turned.image(), 0);
    float[] gradients = Scratch.lines(Scratch.RESULT, rows * g.outWidth() * LANES);
    for (int b = 0; b < g.batch(); b++) {
      for (int row = 0; row < g.outHeight(); row += rows) {
        int count = Math.min(rows, g.outHeight() - row);
        for (int block = from; block < to; block++) {
          int first = first(g.groups(), block);
          int channels = Math.min(LANES, g.groups() - first);
          turned.fill(x.floats(), x.offset(), b, first, channels, row, count, pixels);
          turned.clearOutside(row, count, pixels);
          gradients(g, dy, b, first, channels, row, count, gradients);
          for (int f = 0; f < g.filter(); f += SimdTurnedDepthwise.TAPS) {
            SimdTurnedDepthwise.products(
                count,
                g.outWidth(),
                shift,
                f,
                pixels,
                Scratch.LINE,
                turned.row() * g.strideHeight(),
                g.strideWidth() * LANES,
                gradients,
                Scratch.LINE,
                sums,
                ((block - from) * vectors + f) * LANES);
          }
        }
      }
    }
    float[] back = Scratch.floats(Scratch.GRADIENT, (g.filter() + 1) * LANES);
    for (int block = from; block < to; block++) {
      int first = first(g.groups(), block);
      int channels = Math.min(LANES, g.groups() - first);
      SimdChannelTurn.channels(sums, (block - from) * vectors * LANES, g.filter(), back, 0);
      System.arraycopy(
          back, 0, dw.floats(), dw.offset() + first * g.filter(), channels * g.filter());
    }
  }

  /// The first channel of a block: where channels come last, the last block overlaps the one before.
  private int first(int channels, int block) {
    return DepthwiseSums.first(last, channels, block);
  }

  private void gradients(
      ConvGeometry g, View dy, int image, int first, int channels, int row, int count, float[] to) {
    int plane = g.outHeight() * g.outWidth();
    int pixels = count * g.outWidth();
    int pixel = row * g.outWidth();
    if (last) {
      int from = dy.offset() + (image * plane + pixel) * g.groups() + first;
      SimdChannelTurn.pick(1, pixels, dy.floats(), from, 0, g.groups(), to, Scratch.LINE, 0);
    } else {
      int from = dy.offset() + (image * g.groups() + first) * plane + pixel;
      SimdChannelTurn.turn(dy.floats(), from, plane, pixels, channels, to, Scratch.LINE);
    }
  }
}
