package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions in which each group has one input channel. A 3×3 kernel slides over the planes where
/// they lie ([Depthwise3x3], [DepthwiseSpread]); for others each channel by itself is padded, summed
/// and written while it lies in the second-level cache. Either way the input is read and the output
/// written once.
final class DepthwiseConv implements ConvMethod {
  private static final int LANES = SimdDepthwise.LANES;
  private static final int TAPS = SimdDepthwise.TAPS;

  @Override
  public String label() {
    return "depthwise";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return g.groupIn() == 1 && g.groups() > 1 ? null : "each group must have one input channel";
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    if (Depthwise3x3.takes(pass, g)) {
      return Depthwise3x3.work(pass, g);
    }
    int gaps = pass == ConvPass.INPUT ? g.strideHeight() * g.strideWidth() : 1;
    return 2.5 * g.multiplications() * ConvCost.tail(g.outWidth(), LANES)
        + 9 * gaps * (g.inputs() + (double) g.outputs());
  }

  /// Channels of one task, of `numbers` each: the tasks are of one size, and a power of two of them
  /// is shared well by few threads.
  private static int together(int channels, int numbers) {
    int least = Math.max(1, Parallel.MINIMUM_WORK / (numbers + 1));
    int tasks = Math.max(1, (channels + least - 1) / least);
    int power = Integer.highestOneBit(2 * tasks - 1);
    return Math.max(1, (channels + power - 1) / power);
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (Depthwise3x3.takes(ConvPass.FORWARD, g)) {
      slide(g, x, w, bias, y);
      return;
    }
    Planes planes = Planes.of(g);
    int[] shift = DirectConv.shifts(g, planes);
    int plane = g.outHeight() * g.outWidth();
    Parallel.ranges(
        g.batch() * g.inChannels(),
        together(g.batch() * g.inChannels(), g.groupOut() * plane),
        (from, to) -> {
          float[] padded = Scratch.floats(Scratch.LEFT, planes.channel() + planes.slack());
          Arrays.fill(padded, 0, planes.channel() + planes.slack(), 0);
          float[] row = planes.row();
          for (int c = from; c < to; c++) {
            int at = x.offset() + c * g.inHeight() * g.inWidth();
            planes.refillChannel(x.floats(), at, row, padded, 0);
            for (int m = 0; m < g.groupOut(); m++) {
              int o = c % g.inChannels() * g.groupOut() + m;
              float start = bias == null ? 0 : bias.floats()[bias.offset() + o];
              int out = y.offset() + (c * g.groupOut() + m) * plane;
              plane(
                  g.outHeight(),
                  g.outWidth(),
                  start,
                  w.floats(),
                  w.offset() + o * g.filter(),
                  shift,
                  padded,
                  0,
                  planes.width(),
                  y.floats(),
                  out);
            }
          }
        });
  }

  private static void slide(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    Depthwise3x3 window = Depthwise3x3.of(g);
    int[] masks = window.masks(false);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    int channels = g.batch() * g.inChannels();
    Parallel.ranges(
        channels,
        together(channels, Math.max(in, g.groupOut() * out)),
        (from, to) -> {
          int end = y.offset() + to * g.groupOut() * out;
          for (int plane = from * g.groupOut(); plane < to * g.groupOut(); plane++) {
            int o = plane % g.outChannels();
            float start = bias == null ? 0 : bias.floats()[bias.offset() + o];
            int at = x.offset() + plane / g.groupOut() * in;
            int yo = y.offset() + plane * out;
            int wo = w.offset() + 9 * o;
            window.correlate(masks, start, w.floats(), wo, 1, x.floats(), at, y.floats(), yo, end);
          }
        });
  }

  private static void slideBack(ConvGeometry g, View dy, View w, View dx) {
    Depthwise3x3 window = Depthwise3x3.of(g).turned();
    DepthwiseSpread spread = DepthwiseSpread.of(g);
    boolean spreads = g.strideHeight() == 2;
    int[] masks = spreads ? spread.masks() : window.masks(false);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    int channels = g.batch() * g.inChannels();
    Parallel.ranges(
        channels,
        together(channels, in),
        (from, to) -> {
          int end = dx.offset() + to * in;
          for (int c = from; c < to; c++) {
            int wo = w.offset() + 9 * (c % g.inChannels());
            int at = dy.offset() + c * out;
            int xo = dx.offset() + c * in;
            if (spreads) {
              spread.spread(masks, w.floats(), wo, dy.floats(), at, dx.floats(), xo, end);
            } else {
              window.correlate(
                  masks, 0, w.floats(), wo + 8, -1, dy.floats(), at, dx.floats(), xo, end);
            }
          }
        });
  }

  private static void slideProducts(ConvGeometry g, View x, View dy, View dw) {
    Depthwise3x3 window = Depthwise3x3.of(g);
    int[] masks = window.masks(true);
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    // so many channels' sums are added up together
    int block = Math.max(1, LANES / g.groupOut());
    int perChannel = 9 * g.groupOut();
    int vectors = SimdLaneSums.rounded(block * perChannel);
    Parallel.ranges(
        g.inChannels(),
        together(g.inChannels(), g.batch() * Math.max(in, g.groupOut() * out)),
        (from, to) -> {
          float[] sums = new float[vectors * LANES];
          for (int first = from; first < to; first += block) {
            int last = Math.min(to, first + block);
            Arrays.fill(sums, 0);
            for (int b = 0; b < g.batch(); b++) {
              for (int c = first; c < last; c++) {
                int image = b * g.inChannels() + c;
                int at = x.offset() + image * in;
                for (int m = 0; m < g.groupOut(); m++) {
                  int yo = dy.offset() + (image * g.groupOut() + m) * out;
                  int so = ((c - first) * perChannel + 9 * m) * LANES;
                  window.products(masks, x.floats(), at, dy.floats(), yo, sums, so);
                }
              }
            }
            int count = (last - first) * perChannel;
            SimdLaneSums.add(sums, vectors, count, dw.floats(), dw.offset() + first * perChannel);
          }
        });
  }

  /// One plane; rows shorter than a vector go through a buffer that may be written over its end.
  private static void plane(
      int height,
      int width,
      float start,
      float[] w,
      int wo,
      int[] shift,
      float[] x,
      int xo,
      int line,
      float[] y,
      int yo) {
    int over = SimdDepthwise.overhang(width);
    int n = shift.length;
    if (over == 0) {
      SimdDepthwise.plane(height, width, start, n, w, wo, shift, x, xo, line, y, yo);
    } else {
      float[] room = Scratch.floats(Scratch.RESULT, height * width + over);
      SimdDepthwise.plane(height, width, start, n, w, wo, shift, x, xo, line, room, 0);
      System.arraycopy(room, 0, y, yo, height * width);
    }
  }

  /// The pixels of the input along one axis that belong to one phase of the stride.
  ///
  /// @param first the first of them in the phase's plane
  /// @param count how many
  /// @param at where the first lies in the input
  private record Part(int first, int count, int at) {
    static Part of(int size, int padding, int stride, int phase) {
      int first = Math.max(0, (padding - phase + stride - 1) / stride);
      int last = Math.floorDiv(size - 1 + padding - phase, stride);
      return new Part(first, Math.max(0, last - first + 1), first * stride + phase - padding);
    }
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (Depthwise3x3.takes(ConvPass.INPUT, g)) {
      slideBack(g, dy, w, dx);
      return;
    }
    Planes planes = Planes.of(g);
    int top = (g.kernelHeight() - 1) * g.dilationHeight() / g.strideHeight();
    int left = (g.kernelWidth() - 1) * g.dilationWidth() / g.strideWidth();
    int line = planes.width() + left;
    int padded = (planes.height() + top) * line;
    int out = g.outHeight() * g.outWidth();
    int size = g.groupOut() * padded + line + 4 * LANES;
    Parallel.ranges(
        g.batch() * g.inChannels(),
        together(g.batch() * g.inChannels(), g.groupOut() * g.inHeight() * g.inWidth()),
        (from, to) -> {
          float[] room = Scratch.floats(Scratch.LEFT, size);
          Arrays.fill(room, 0, size, 0);
          for (int c = from; c < to; c++) {
            for (int m = 0; m < g.groupOut(); m++) {
              int source = dy.offset() + (c * g.groupOut() + m) * out;
              int at = m * padded + top * line + left;
              for (int i = 0; i < g.outHeight(); i++) {
                System.arraycopy(
                    dy.floats(), source + i * g.outWidth(), room, at + i * line, g.outWidth());
              }
            }
            for (int a = 0; a < g.strideHeight(); a++) {
              for (int b = 0; b < g.strideWidth(); b++) {
                phase(g, w, room, padded, line, top, left, a, b, c, dx);
              }
            }
          }
        });
  }

  /// The pixels `(a, b)` modulo the stride of one channel.
  private static void phase(
      ConvGeometry g,
      View w,
      float[] room,
      int padded,
      int line,
      int top,
      int left,
      int a,
      int b,
      int channel,
      View dx) {
    int[] places = new int[g.groupOut() * g.kernelHeight() * g.kernelWidth()];
    float[] weights = new float[places.length];
    int filter = w.offset() + channel % g.inChannels() * g.groupOut() * g.filter();
    int n = 0;
    for (int f = 0; f < places.length; f++) {
      int tap = f % g.filter();
      int row = tap / g.kernelWidth() * g.dilationHeight();
      int column = tap % g.kernelWidth() * g.dilationWidth();
      if (row % g.strideHeight() == a && column % g.strideWidth() == b) {
        int up = top - row / g.strideHeight();
        places[n] = f / g.filter() * padded + up * line + left - column / g.strideWidth();
        weights[n++] = w.floats()[filter + f];
      }
    }
    Part rows = Part.of(g.inHeight(), g.padTop(), g.strideHeight(), a);
    Part columns = Part.of(g.inWidth(), g.padLeft(), g.strideWidth(), b);
    if (rows.count() == 0 || columns.count() == 0) {
      return;
    }
    int[] taps = Arrays.copyOf(places, n);
    int xo = rows.first() * line + columns.first();
    int plane = dx.offset() + channel * g.inHeight() * g.inWidth();
    int width = columns.count();
    if (g.strideHeight() * g.strideWidth() == 1) {
      plane(rows.count(), width, 0, weights, 0, taps, room, xo, line, dx.floats(), plane);
      return;
    }
    float[] results =
        Scratch.floats(Scratch.INPUT, rows.count() * width + SimdDepthwise.overhang(width));
    plane(rows.count(), width, 0, weights, 0, taps, room, xo, line, results, 0);
    for (int i = 0; i < rows.count(); i++) {
      int to = plane + (rows.at() + i * g.strideHeight()) * g.inWidth() + columns.at();
      for (int j = 0; j < width; j++) {
        dx.floats()[to + j * g.strideWidth()] = results[i * width + j];
      }
    }
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    if (Depthwise3x3.takes(ConvPass.WEIGHT, g)) {
      slideProducts(g, x, dy, dw);
      return;
    }
    Planes planes = Planes.of(g);
    int[] shift = DirectConv.shifts(g, planes);
    int plane = g.outHeight() * g.outWidth();
    int blocks = (g.filter() + TAPS - 1) / TAPS;
    int perFilter = blocks * TAPS;
    int vectors = SimdLaneSums.rounded(g.groupOut() * perFilter);
    // dy with the line distance of the planes and zeros between, so that both are one run
    int run = (g.outHeight() * planes.width() + LANES - 1) / LANES * LANES;
    Parallel.ranges(
        g.inChannels(),
        together(g.inChannels(), g.batch() * g.groupOut() * plane),
        (from, to) -> {
          float[] padded = Scratch.floats(Scratch.LEFT, planes.channel() + planes.slack());
          Arrays.fill(padded, 0, planes.channel() + planes.slack(), 0);
          float[] sums = new float[vectors * LANES];
          float[] totals = new float[perFilter * g.groupOut()];
          float[] spread = Scratch.floats(Scratch.RESULT, run);
          Arrays.fill(spread, 0, run, 0);
          float[] row = planes.row();
          for (int c = from; c < to; c++) {
            Arrays.fill(sums, 0);
            for (int b = 0; b < g.batch(); b++) {
              int image = b * g.inChannels() + c;
              int at = x.offset() + image * g.inHeight() * g.inWidth();
              planes.refillChannel(x.floats(), at, row, padded, 0);
              for (int m = 0; m < g.groupOut(); m++) {
                int out = dy.offset() + (image * g.groupOut() + m) * plane;
                for (int i = 0; i < g.outHeight(); i++) {
                  int line = i * planes.width();
                  System.arraycopy(dy.floats(), out + i * g.outWidth(), spread, line, g.outWidth());
                }
                for (int block = 0; block < blocks; block++) {
                  int sum = (m * perFilter + block * TAPS) * LANES;
                  SimdDepthwise.products(run, padded, 0, shift, block * TAPS, spread, 0, sums, sum);
                }
              }
            }
            SimdLaneSums.add(sums, vectors, totals.length, totals, 0);
            for (int m = 0; m < g.groupOut(); m++) {
              int filter = dw.offset() + (c * g.groupOut() + m) * g.filter();
              System.arraycopy(totals, m * perFilter, dw.floats(), filter, g.filter());
            }
          }
        });
  }
}
