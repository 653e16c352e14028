package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// The input gradient of a convolution as sums of shifted rows of `dy`.
///
/// The pixels of the padded input fall into `strideHeight·strideWidth` phases; each phase is
/// touched by its own taps of the kernel and is, by itself, a convolution of step 1 of `dy` padded
/// with zeros.
final class SimdInputGradient {
  private SimdInputGradient() {}

  /// Rows of zeros around `dy`: as far as the taps reach.
  private static int marginRows(ConvGeometry g) {
    return (g.kernelHeight() - 1) * g.dilationHeight() / g.strideHeight();
  }

  private static int marginColumns(ConvGeometry g) {
    return (g.kernelWidth() - 1) * g.dilationWidth() / g.strideWidth();
  }

  /// As [ConvMethod#memory].
  static long memory(ConvGeometry g) {
    Planes planes = Planes.of(g);
    long plane = (long) (planes.height() + marginRows(g)) * (planes.width() + marginColumns(g));
    return (long) g.batch() * g.outChannels() * plane;
  }

  static void compute(ConvGeometry g, View dy, View w, View dx) {
    Planes planes = Planes.of(g);
    int marginRows = marginRows(g);
    int marginColumns = marginColumns(g);
    int height = planes.height() + marginRows;
    int width = planes.width() + marginColumns;
    int plane = height * width;
    float[] padded =
        Scratch.floats(Scratch.INPUT, g.batch() * g.outChannels() * plane + width + 64);
    pad(g, dy, marginRows, marginColumns, height, width, padded);
    for (int a = 0; a < g.strideHeight(); a++) {
      for (int b = 0; b < g.strideWidth(); b++) {
        phase(g, planes, w, dx, padded, width, plane, marginRows, marginColumns, a, b);
      }
    }
  }

  private static void pad(
      ConvGeometry g, View dy, int top, int left, int height, int width, float[] to) {
    float[] from = dy.floats();
    int out = g.outHeight() * g.outWidth();
    int channels = g.batch() * g.outChannels();
    Parallel.ranges(
        channels,
        Math.max(1, Parallel.MINIMUM_WORK / (height * width + 1)),
        (first, last) -> {
          for (int c = first; c < last; c++) {
            int plane = c * height * width;
            Arrays.fill(to, plane, plane + height * width, 0);
            for (int i = 0; i < g.outHeight(); i++) {
              System.arraycopy(
                  from,
                  dy.offset() + c * out + i * g.outWidth(),
                  to,
                  plane + (top + i) * width + left,
                  g.outWidth());
            }
          }
        });
    Arrays.fill(to, channels * height * width, channels * height * width + width + 64, 0);
  }

  private static void phase(
      ConvGeometry g,
      Planes planes,
      View w,
      View dx,
      float[] padded,
      int width,
      int plane,
      int marginRows,
      int marginColumns,
      int a,
      int b) {
    int[] taps = new int[g.kernelHeight() * g.kernelWidth()];
    int[] places = new int[taps.length];
    int n = 0;
    for (int u = 0; u < g.kernelHeight(); u++) {
      for (int v = 0; v < g.kernelWidth(); v++) {
        int row = u * g.dilationHeight();
        int column = v * g.dilationWidth();
        if (row % g.strideHeight() == a && column % g.strideWidth() == b) {
          taps[n] = u * g.kernelWidth() + v;
          places[n++] =
              (marginRows - row / g.strideHeight()) * width
                  + marginColumns
                  - column / g.strideWidth();
        }
      }
    }
    int count = n;
    int[] shift = new int[g.groupOut() * count];
    for (int o = 0; o < g.groupOut(); o++) {
      for (int t = 0; t < count; t++) {
        shift[o * count + t] = o * plane + places[t];
      }
    }
    int run = (planes.height() - 1) * width + planes.width();
    SimdShiftSum sum =
        new SimdShiftSum(
            g.batch(),
            g.groups(),
            g.groupIn(),
            shift.length,
            shift,
            g.outChannels() * plane,
            g.groupOut() * plane,
            run);
    float[] panels = panels(g, w, taps, count);
    float[] out = dx.floats();
    sum.compute(
        padded,
        panels,
        (image, channel, first, length, sums, at) -> {
          int to = dx.offset() + (image * g.inChannels() + channel) * g.inHeight() * g.inWidth();
          store(g, planes, width, a, b, first, length, sums, at, out, to);
        });
  }

  /// The weights of the phase's taps in panels of input channels.
  private static float[] panels(ConvGeometry g, View w, int[] taps, int count) {
    int rows = SimdShiftKernel.ROWS;
    int tiles = (g.groupIn() + rows - 1) / rows;
    int kernel = g.kernelHeight() * g.kernelWidth();
    float[] from = w.floats();
    float[] to = Scratch.floats(Scratch.LEFT, g.groups() * tiles * g.groupOut() * count * rows);
    Parallel.ranges(
        g.groups() * tiles,
        Math.max(1, Parallel.MINIMUM_WORK / (g.groupOut() * count * rows + 1)),
        (first, last) -> {
          for (int tile = first; tile < last; tile++) {
            int group = tile / tiles;
            int channel = tile % tiles * rows;
            int channels = Math.min(rows, g.groupIn() - channel);
            int at = tile * g.groupOut() * count * rows;
            for (int o = 0; o < g.groupOut(); o++) {
              int filter =
                  w.offset() + ((group * g.groupOut() + o) * g.groupIn() + channel) * kernel;
              for (int t = 0; t < count; t++) {
                for (int r = 0; r < channels; r++) {
                  to[at + r] = from[filter + r * kernel + taps[t]];
                }
                at += rows;
              }
            }
          }
        });
    return to;
  }

  /// Puts a run of the phase's pixels to their places; those of the padding are dropped.
  private static void store(
      ConvGeometry g,
      Planes planes,
      int width,
      int a,
      int b,
      int first,
      int length,
      float[] sums,
      int at,
      float[] out,
      int to) {
    int sw = g.strideWidth();
    int firstColumn = Math.max(0, (g.padLeft() - b + sw - 1) / sw);
    int lastColumn =
        Math.min(planes.width(), Math.floorDiv(g.inWidth() - 1 + g.padLeft() - b, sw) + 1);
    int q = first;
    while (q < first + length) {
      int i = q / width;
      int row = i * g.strideHeight() + a - g.padTop();
      int start = i * width;
      int next = Math.min(first + length, start + width);
      if (row >= 0 && row < g.inHeight()) {
        int line = to + row * g.inWidth() + b - g.padLeft();
        int end = Math.min(next, start + lastColumn);
        int p = Math.max(q, start + firstColumn);
        if (sw == 1) {
          SimdRuns.add(sums, at + p - first, end - p, 0, out, line + p - start);
        } else {
          for (; p < end; p++) {
            out[line + (p - start) * sw] = sums[at + p - first];
          }
        }
      }
      q = next;
    }
  }
}
