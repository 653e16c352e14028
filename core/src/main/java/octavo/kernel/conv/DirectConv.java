package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolution as sums of shifted rows over [Planes], rows being the vector side: no matrix of
/// patches is ever made. It takes every geometry.
final class DirectConv implements ConvMethod {
  private static final int LANES = SimdShiftKernel.LANES;
  private static final int ROWS = SimdShiftKernel.ROWS;

  /// Pixels summed before the partial sums go back to memory; a multiple of every vector length.
  private static final int CHUNK = 1024;

  /// What storing a sum costs, in numbers copied: rows are short, and each ends with a gap.
  private static final double STORED = 5;

  /// The same of the output. Where narrower vectors multiply less it is a smaller part of the time, by measurement of
  /// a dozen shapes of few input channels.
  private static final double STORED_OUTPUT = SimdMicrokernel.MANY_REGISTERS ? STORED : 1;

  /// Taps of one task of the weight gradient.
  private static final int TAPS = 8;

  @Override
  public String label() {
    return "direct";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return null;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    int step = g.strideHeight() * g.strideWidth();
    double filters = (double) g.outChannels() * g.filter();
    if (pass == ConvPass.WEIGHT && byGroups(g)) {
      return GroupDots.work(g);
    } else if (pass == ConvPass.WEIGHT) {
      return weightWork(g);
    }
    boolean forward = pass == ConvPass.FORWARD;
    if (forward && DirectRows.takes(g)) {
      return DirectRows.work(g);
    }
    if (!forward && turnsRows(g)) {
      return DirectRows.work(Turned.geometry(g));
    }
    int channels = forward ? g.groupOut() : g.groupIn();
    int across = g.inWidth() + g.padLeft() + g.padRight();
    double gap = Math.max(1, across / (double) g.strideWidth() / g.outWidth());
    int run = (int) (g.outHeight() * g.outWidth() * gap);
    double read = forward ? g.inputs() : g.outputs();
    double written = forward ? g.outputs() : g.inputs();
    double waste = gap * ConvCost.tail(channels, ROWS) * ConvCost.tail(run, 2 * LANES);
    return (forward ? 1.05 : 1.15) * g.multiplications() * waste
        + ConvCost.PACKED
            * (read * Math.min(2, step)
                + (forward ? STORED_OUTPUT : STORED) * written
                + (forward ? 4 : 8) * filters);
  }

  @Override
  public long memory(ConvPass pass, ConvGeometry g) {
    return switch (pass) {
      case FORWARD -> DirectRows.takes(g) ? 0 : Planes.of(g).numbers();
      case INPUT -> turnsRows(g) ? 0 : SimdInputGradient.memory(g);
      case WEIGHT -> weightMemory(g);
    };
  }

  @Override
  public long packed(ConvPass pass, ConvGeometry g) {
    if (pass == ConvPass.WEIGHT) {
      return 0;
    }
    boolean forward = pass == ConvPass.FORWARD;
    int channels = forward ? g.groupOut() : g.groupIn();
    long products = g.outChannels() * (long) g.filter() / channels;
    return roundUp(channels, ROWS) * products;
  }

  private static long weightMemory(ConvGeometry g) {
    if (byGroups(g)) {
      return 0;
    } else if (TapProducts.takes(g)) {
      return TapProducts.memory(g);
    } else if (g.groupOut() >= SimdWeightGradient.FEWEST_CHANNELS) {
      return byTaps(g)
          ? InsideTaps.takes(g) ? InsideTaps.memory(g) : new TapSum(g).memory()
          : SimdWeightGradient.memory(g);
    }
    Planes planes = Planes.of(g);
    return planes.numbers() + ((long) g.batch() * g.outChannels() + 4) * row(g, planes);
  }

  private static boolean byGroups(ConvGeometry g) {
    return GroupDots.takes(g)
        && (GroupDots.work(g) < weightWork(g)
            || (g.groupOut() < SimdWeightGradient.FEWEST_CHANNELS && !TapProducts.takes(g)));
  }

  private static double weightWork(ConvGeometry g) {
    if (TapProducts.takes(g)) {
      return TapProducts.work(g);
    }
    boolean inside =
        g.groupOut() >= SimdWeightGradient.FEWEST_CHANNELS && byTaps(g) && InsideTaps.takes(g);
    double waste = inside ? InsideTaps.LESS * InsideTaps.waste(g) : TapSum.waste(g);
    return 1.07 * g.multiplications() * waste
        + ConvCost.PACKED * (g.inputs() + (double) g.outputs() + 6 * g.outChannels() * g.filter());
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (DirectRows.takes(g)) {
      DirectRows.forward(g, x, panels(g, w, ROWS), bias, y);
      return;
    }
    Planes planes = Planes.of(g);
    float[] padded = Scratch.floats(Scratch.INPUT, planes.length());
    planes.fill(x, padded);
    int width = planes.width();
    int run = (g.outHeight() - 1) * width + g.outWidth();
    int filter = g.filter();
    float[] out = y.floats();
    float[] biases = bias == null ? new float[0] : bias.floats();
    int biasAt = bias == null ? 0 : bias.offset();
    SimdShiftSum sum =
        new SimdShiftSum(
            g.batch(),
            g.groups(),
            g.groupOut(),
            filter,
            shifts(g, planes),
            g.inChannels() * planes.channel(),
            g.groupIn() * planes.channel(),
            run);
    sum.compute(
        padded,
        panels(g, w, ROWS),
        (b, channel, first, count, sums, at) -> {
          float shift = bias == null ? 0 : biases[biasAt + channel];
          int plane = y.offset() + (b * g.outChannels() + channel) * g.outHeight() * g.outWidth();
          int q = first;
          while (q < first + count) {
            int i = q / width;
            int j = q - i * width;
            int next = Math.min(first + count, (i + 1) * width);
            int end = Math.min(next, i * width + g.outWidth());
            int to = plane + i * g.outWidth() + j - q;
            SimdRuns.add(sums, at + q - first, end - q, shift, out, to + q);
            q = next;
          }
        });
  }

  /// The filters in panels of `rows` output channels.
  static float[] panels(ConvGeometry g, View w, int rows) {
    int tiles = (g.groupOut() + rows - 1) / rows;
    int filter = g.filter();
    float[] to = Scratch.floats(Scratch.LEFT, g.groups() * tiles * filter * rows);
    Matrix filters =
        new Matrix(w.storage(), w.offset(), g.outChannels(), filter, filter, /* columnStride= */ 1);
    Parallel.ranges(
        g.groups() * tiles,
        Math.max(1, Parallel.MINIMUM_WORK / (filter * rows + 1)),
        (first, last) -> {
          for (int tile = first; tile < last; tile++) {
            int row = tile % tiles * rows;
            int count = Math.min(rows, g.groupOut() - row);
            int from = tile / tiles * g.groupOut() + row;
            SimdPacking.left(filters, from, count, 0, filter, to, tile * filter * rows, rows);
          }
        });
    return to;
  }

  /// Where the run of each tap of a group begins.
  static int[] shifts(ConvGeometry g, Planes planes) {
    int[] shift = new int[g.filter()];
    int f = 0;
    for (int c = 0; c < g.groupIn(); c++) {
      for (int u = 0; u < g.kernelHeight(); u++) {
        for (int v = 0; v < g.kernelWidth(); v++) {
          shift[f++] = c * planes.channel() + planes.tap(u, v);
        }
      }
    }
    return shift;
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (turnsRows(g)) {
      DirectRows.turned(Turned.geometry(g), dy, Turned.rows(g, w), dx);
      return;
    }
    SimdInputGradient.compute(g, dy, w, dx);
  }

  /// Whether the input gradient is a convolution of `dy` that [DirectRows] computes.
  private static boolean turnsRows(ConvGeometry g) {
    return Turned.reasonToRefuse(g) == null && DirectRows.takes(Turned.geometry(g));
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    if (byGroups(g)) {
      GroupDots.compute(g, x, dy, dw);
      return;
    }
    if (TapProducts.takes(g)) {
      TapProducts.compute(g, x, dy, dw);
      return;
    }
    if (g.groupOut() >= SimdWeightGradient.FEWEST_CHANNELS) {
      if (byTaps(g) && InsideTaps.takes(g)) {
        InsideTaps.compute(g, x, dy, dw);
      } else if (byTaps(g)) {
        new TapSum(g).compute(x, dy, dw);
      } else {
        SimdWeightGradient.compute(g, x, dy, dw);
      }
      return;
    }
    Planes planes = Planes.of(g);
    // one array for both: it is kept, and other passes take it too
    float[] padded = Scratch.floats(Scratch.INPUT, Math.toIntExact(weightMemory(g)));
    planes.fill(x, padded);
    // dy with the row distance of the planes and zeros between the rows, so that a run of it meets
    // a run of x; four rows of zeros behind it let every tile have four channels
    int row = row(g, planes);
    int image = g.outChannels() * row;
    int start = planes.length();
    spread(g, dy, planes.width(), row, padded, start);
    int[] shift = shifts(g, planes);
    int filter = g.filter();
    int blocks = (filter + TAPS - 1) / TAPS;
    float[] out = dw.floats();
    int most = roundUp(g.groupOut(), 4) * TAPS * LANES;
    Parallel.run(
        g.groups() * blocks,
        task -> {
          int group = task / blocks;
          int from = task % blocks * TAPS;
          int count = Math.min(TAPS, filter - from);
          float[] sums = Scratch.floats(Scratch.RESULT, most);
          Arrays.fill(sums, 0, most, 0);
          for (int b = 0; b < g.batch(); b++) {
            int xs = (b * g.inChannels() + group * g.groupIn()) * planes.channel();
            int ys = start + b * image + group * g.groupOut() * row;
            accumulate(g, padded, xs, shift, from, count, padded, ys, row, sums);
          }
          collect(g, group, from, count, sums, out, dw.offset());
        });
  }

  private static boolean byTaps(ConvGeometry g) {
    boolean inPlace = g.filter() == g.groupIn() && Planes.of(g).isInput();
    return !inPlace && g.filter() >= TapSum.FEWEST_TAPS;
  }

  /// The distance of two channels of the gradient, whose rows lie as far apart as those of the planes.
  private static int row(ConvGeometry g, Planes planes) {
    return roundUp(g.outHeight() * planes.width(), LANES);
  }

  private static int roundUp(int n, int step) {
    return (n + step - 1) / step * step;
  }

  private static void spread(ConvGeometry g, View dy, int width, int row, float[] to, int start) {
    float[] from = dy.floats();
    int channels = g.batch() * g.outChannels();
    int plane = g.outHeight() * g.outWidth();
    Parallel.ranges(
        channels,
        Math.max(1, Parallel.MINIMUM_WORK / (row + 1)),
        (first, last) -> {
          for (int c = first; c < last; c++) {
            for (int i = 0; i < g.outHeight(); i++) {
              int at = start + c * row + i * width;
              System.arraycopy(
                  from, dy.offset() + c * plane + i * g.outWidth(), to, at, g.outWidth());
              SimdRuns.zero(to, at + g.outWidth(), at + width);
            }
            Arrays.fill(to, start + c * row + g.outHeight() * width, start + (c + 1) * row, 0);
          }
        });
    Arrays.fill(to, start + channels * row, start + (channels + 4) * row, 0);
  }

  /// Adds one image's share to the partial sums of `count` taps and all channels of a group.
  private static void accumulate(
      ConvGeometry g,
      float[] x,
      int xs,
      int[] shift,
      int from,
      int count,
      float[] y,
      int ys,
      int row,
      float[] sums) {
    int run = row;
    for (int q = 0; q < run; q += CHUNK) {
      int n = Math.min(CHUNK, run - q);
      for (int o = 0; o < g.groupOut(); o += 4) {
        for (int f = 0; f < count; f += 2) {
          int first = xs + shift[from + f] + q;
          int second = f + 1 < count ? xs + shift[from + f + 1] + q : first;
          int at = (o * TAPS + f * 4) * LANES;
          SimdShiftKernel.dots(n, y, ys + o * row + q, row, x, first, second, sums, at);
        }
      }
    }
  }

  /// Adds the lanes of the partial sums, in order, into the gradient.
  private static void collect(
      ConvGeometry g, int group, int from, int count, float[] sums, float[] out, int start) {
    for (int o = 0; o < g.groupOut(); o++) {
      for (int f = 0; f < count; f++) {
        int tile = (o / 4 * 4 * TAPS + f / 2 * 2 * 4) * LANES;
        int at = tile + (f % 2 * 4 + o % 4) * LANES;
        float sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
          sum += sums[at + lane];
        }
        out[start + (group * g.groupOut() + o) * g.filter() + from + f] = sum;
      }
    }
  }
}
