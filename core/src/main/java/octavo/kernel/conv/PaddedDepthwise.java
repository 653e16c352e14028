package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Depthwise convolutions of any kernel, stride and dilation: each channel by itself is padded,
/// summed and written while it lies in the second-level cache.
final class PaddedDepthwise {
  private static final int LANES = SimdDepthwise.LANES;
  private static final int TAPS = SimdDepthwise.TAPS;

  private PaddedDepthwise() {}

  static void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    Planes planes = Planes.of(g);
    int[] shift = DirectConv.shifts(g, planes);
    int height = g.outHeight();
    int width = g.outWidth();
    int line = planes.width();
    int plane = height * width;
    Parallel.ranges(
        g.batch() * g.inChannels(),
        DepthwiseConv.together(g.batch() * g.inChannels(), g.groupOut() * plane),
        (from, to) -> {
          float[] padded = Scratch.floats(Scratch.LEFT, planes.channel() + planes.slack());
          Arrays.fill(padded, 0, planes.channel() + planes.slack(), 0);
          float[] row = planes.row();
          for (int c = from; c < to; c++) {
            int at = x.offset() + c * g.inHeight() * g.inWidth();
            planes.refillChannels(/* count= */ 1, x.floats(), at, row, padded, 0);
            for (int m = 0; m < g.groupOut(); m++) {
              int o = c % g.inChannels() * g.groupOut() + m;
              float start = bias == null ? 0 : bias.floats()[bias.offset() + o];
              int out = y.offset() + (c * g.groupOut() + m) * plane;
              int wo = w.offset() + o * g.filter();
              plane(
                  g,
                  /* filter= */ true,
                  height,
                  width,
                  start,
                  w.floats(),
                  wo,
                  shift,
                  padded,
                  0,
                  line,
                  y.floats(),
                  out);
            }
          }
        });
  }

  /// One plane; rows shorter than a vector go through a buffer that may be written over its end.
  ///
  /// @param filter whether the taps are those of one whole filter in their order
  private static void plane(
      ConvGeometry g,
      boolean filter,
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
    if (over == 0) {
      sums(g, filter, height, width, start, w, wo, shift, x, xo, line, y, yo);
    } else {
      float[] room = Scratch.floats(Scratch.RESULT, height * width + over);
      sums(g, filter, height, width, start, w, wo, shift, x, xo, line, room, 0);
      System.arraycopy(room, 0, y, yo, height * width);
    }
  }

  /// The same where the rows of the results may be written over.
  private static void sums(
      ConvGeometry g,
      boolean filter,
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
    int step = g.strideHeight();
    boolean dense = filter && g.dilationHeight() == 1;
    if (dense && SimdDepthwiseColumns.takes(g.kernelHeight(), step, height)) {
      SimdDepthwiseColumns.plane(
          g.kernelHeight(),
          g.kernelWidth(),
          step,
          height,
          width,
          start,
          w,
          wo,
          shift,
          x,
          xo,
          line,
          y,
          yo);
    } else {
      SimdDepthwise.plane(height, width, start, shift.length, w, wo, shift, x, xo, line, y, yo);
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

  static void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    Planes planes = Planes.of(g);
    int top = (g.kernelHeight() - 1) * g.dilationHeight() / g.strideHeight();
    int left = (g.kernelWidth() - 1) * g.dilationWidth() / g.strideWidth();
    int line = planes.width() + left;
    int padded = (planes.height() + top) * line;
    int out = g.outHeight() * g.outWidth();
    int size = g.groupOut() * padded + line + 4 * LANES;
    Parallel.ranges(
        g.batch() * g.inChannels(),
        DepthwiseConv.together(
            g.batch() * g.inChannels(), g.groupOut() * g.inHeight() * g.inWidth()),
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
    for (int f = places.length - 1; f >= 0; f--) { // as places ascend
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
      boolean one = g.groupOut() == 1;
      plane(g, one, rows.count(), width, 0, weights, 0, taps, room, xo, line, dx.floats(), plane);
      return;
    }
    float[] results =
        Scratch.floats(Scratch.INPUT, rows.count() * width + SimdDepthwise.overhang(width));
    boolean some = false; // a phase has a part of the taps
    plane(g, some, rows.count(), width, 0, weights, 0, taps, room, xo, line, results, 0);
    for (int i = 0; i < rows.count(); i++) {
      int to = plane + (rows.at() + i * g.strideHeight()) * g.inWidth() + columns.at();
      for (int j = 0; j < width; j++) {
        dx.floats()[to + j * g.strideWidth()] = results[i * width + j];
      }
    }
  }

  static void weightGradient(ConvGeometry g, View x, View dy, View dw) {
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
        DepthwiseConv.together(g.inChannels(), g.batch() * g.groupOut() * plane),
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
              planes.refillChannels(/* count= */ 1, x.floats(), at, row, padded, 0);
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
            SimdLaneSums.add(sums, 0, vectors, totals.length, totals, 0);
            for (int m = 0; m < g.groupOut(); m++) {
              int filter = dw.offset() + (c * g.groupOut() + m) * g.filter();
              System.arraycopy(totals, m * perFilter, dw.floats(), filter, g.filter());
            }
          }
        });
  }
}
