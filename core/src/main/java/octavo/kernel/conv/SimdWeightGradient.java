package octavo.kernel.conv;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.View;

/// The weight gradient of a convolution as a product of the taps' pixels `[taps, pixels]` with
/// `dyᵀ [pixels, out]`. The pixels of a tap are read where they lie, row by row of [Planes]; `dy` is
/// packed once.
final class SimdWeightGradient {
  /// With fewer output channels the vectors would be too empty.
  static final int FEWEST_CHANNELS = 12;

  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int ROWS = SimdMicrokernel.ROWS;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels summed before another panel is taken up.
  private static final int CHUNK = 512;

  private SimdWeightGradient() {}

  static void compute(ConvGeometry g, View x, View dy, View dw) {
    Planes planes = Planes.of(g);
    boolean inPlace = planes.isInput();
    float[] pixels = inPlace ? x.floats() : Scratch.floats(Scratch.INPUT, planes.length());
    int offset = inPlace ? x.offset() : 0;
    if (!inPlace) {
      planes.fill(x, pixels);
    }
    int plane = g.outHeight() * g.outWidth();
    int panels = (g.groupOut() + COLUMNS - 1) / COLUMNS;
    int gradients = panels * COLUMNS * plane;
    float[] packed =
        Scratch.floats(Scratch.GRADIENT, Math.multiplyExact(g.batch() * g.groups(), gradients));
    Parallel.ranges(
        g.batch() * g.groups(),
        Math.max(1, Parallel.MINIMUM_WORK / (gradients + 1)),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int at = dy.offset() + i * g.groupOut() * plane;
            Matrix transposed =
                new Matrix(dy.storage(), at, plane, g.groupOut(), /* rowStride= */ 1, plane);
            SimdPacking.right(
                transposed, 0, plane, 0, g.groupOut(), packed, i * gradients, COLUMNS * plane);
          }
        });
    int[] shift = SimdConv.shifts(g, planes);
    int tiles = (g.filter() + ROWS - 1) / ROWS;
    Parallel.run(
        g.groups() * tiles,
        task -> {
          int group = task / tiles;
          int first = task % tiles * ROWS;
          float[] sums = Scratch.floats(Scratch.RESULT, panels * ROWS * COLUMNS);
          Arrays.fill(sums, 0, panels * ROWS * COLUMNS, 0);
          int[] taps = new int[ROWS];
          for (int b = 0; b < g.batch(); b++) {
            int start = offset + (b * g.inChannels() + group * g.groupIn()) * planes.channel();
            for (int r = 0; r < ROWS; r++) {
              taps[r] = start + shift[Math.min(first + r, g.filter() - 1)];
            }
            int at = (b * g.groups() + group) * gradients;
            image(g, planes.width(), pixels, taps, packed, at, panels, sums);
          }
          collect(g, group, first, sums, dw);
        });
  }

  /// Adds one image's products of a tile of taps with all output channels.
  private static void image(
      ConvGeometry g,
      int width,
      float[] x,
      int[] taps,
      float[] y,
      int at,
      int panels,
      float[] sums) {
    boolean joined = width == g.outWidth(); // rows follow each other without a gap
    int rows = joined ? 1 : g.outHeight();
    int length = joined ? g.outHeight() * g.outWidth() : g.outWidth();
    int plane = g.outHeight() * g.outWidth();
    if (joined) {
      for (int q = 0; q < length; q += CHUNK) {
        int n = Math.min(CHUNK, length - q);
        for (int p = 0; p < panels; p++) {
          int bo = at + (p * plane + q) * COLUMNS;
          tile(1, n, x, taps, q, 0, y, bo, sums, p * ROWS * COLUMNS);
        }
      }
      return;
    }
    int together = Math.max(1, CHUNK / length);
    for (int i = 0; i < rows; i += together) {
      int count = Math.min(together, rows - i);
      for (int p = 0; p < panels; p++) {
        int bo = at + (p * plane + i * length) * COLUMNS;
        tile(count, length, x, taps, i * width, width, y, bo, sums, p * ROWS * COLUMNS);
      }
    }
  }

  /// `sums[r, c] += Σ x[taps[r] + q + i·width + j]·y[bo + (i·length + j)·COLUMNS + c]`. All rows of
  /// a tile at once where there are registers for it.
  private static void tile(
      int rows,
      int length,
      float[] x,
      int[] taps,
      int q,
      int width,
      float[] y,
      int bo,
      float[] sums,
      int at) {
    if (ROWS == 8) {
      eight(rows, length, x, taps, q, width, y, bo, sums, at);
    } else {
      four(rows, length, x, taps, q, width, y, bo, sums, at);
    }
  }

  private static void four(
      int rows,
      int length,
      float[] x,
      int[] taps,
      int q,
      int width,
      float[] y,
      int bo,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    int x0 = taps[0] + q;
    int x1 = taps[1] + q;
    int x2 = taps[2] + q;
    int x3 = taps[3] + q;
    int b = bo;
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < length; p++) {
        FloatVector b0 = FloatVector.fromArray(S, y, b + p * COLUMNS);
        FloatVector b1 = FloatVector.fromArray(S, y, b + p * COLUMNS + LANES);
        FloatVector a = FloatVector.broadcast(S, x[x0 + p]);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, x[x1 + p]);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, x[x2 + p]);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, x[x3 + p]);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
      }
      b += length * COLUMNS;
      x0 += width;
      x1 += width;
      x2 += width;
      x3 += width;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + COLUMNS);
    c11.intoArray(c, co + COLUMNS + LANES);
    c20.intoArray(c, co + 2 * COLUMNS);
    c21.intoArray(c, co + 2 * COLUMNS + LANES);
    c30.intoArray(c, co + 3 * COLUMNS);
    c31.intoArray(c, co + 3 * COLUMNS + LANES);
  }

  private static void eight(
      int rows,
      int length,
      float[] x,
      int[] taps,
      int q,
      int width,
      float[] y,
      int bo,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * COLUMNS + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * COLUMNS + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * COLUMNS + LANES);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c71 = FloatVector.fromArray(S, c, co + 7 * COLUMNS + LANES);
    int x0 = taps[0] + q;
    int x1 = taps[1] + q;
    int x2 = taps[2] + q;
    int x3 = taps[3] + q;
    int x4 = taps[4] + q;
    int x5 = taps[5] + q;
    int x6 = taps[6] + q;
    int x7 = taps[7] + q;
    int b = bo;
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < length; p++) {
        FloatVector b0 = FloatVector.fromArray(S, y, b + p * COLUMNS);
        FloatVector b1 = FloatVector.fromArray(S, y, b + p * COLUMNS + LANES);
        FloatVector a = FloatVector.broadcast(S, x[x0 + p]);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, x[x1 + p]);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, x[x2 + p]);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, x[x3 + p]);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        a = FloatVector.broadcast(S, x[x4 + p]);
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        a = FloatVector.broadcast(S, x[x5 + p]);
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        a = FloatVector.broadcast(S, x[x6 + p]);
        c60 = a.fma(b0, c60);
        c61 = a.fma(b1, c61);
        a = FloatVector.broadcast(S, x[x7 + p]);
        c70 = a.fma(b0, c70);
        c71 = a.fma(b1, c71);
      }
      b += length * COLUMNS;
      x0 += width;
      x1 += width;
      x2 += width;
      x3 += width;
      x4 += width;
      x5 += width;
      x6 += width;
      x7 += width;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + COLUMNS);
    c11.intoArray(c, co + COLUMNS + LANES);
    c20.intoArray(c, co + 2 * COLUMNS);
    c21.intoArray(c, co + 2 * COLUMNS + LANES);
    c30.intoArray(c, co + 3 * COLUMNS);
    c31.intoArray(c, co + 3 * COLUMNS + LANES);
    c40.intoArray(c, co + 4 * COLUMNS);
    c41.intoArray(c, co + 4 * COLUMNS + LANES);
    c50.intoArray(c, co + 5 * COLUMNS);
    c51.intoArray(c, co + 5 * COLUMNS + LANES);
    c60.intoArray(c, co + 6 * COLUMNS);
    c61.intoArray(c, co + 6 * COLUMNS + LANES);
    c70.intoArray(c, co + 7 * COLUMNS);
    c71.intoArray(c, co + 7 * COLUMNS + LANES);
  }

  /// Writes the sums of a tile of taps, which lie by tap, to the gradient, which lies by channel.
  private static void collect(ConvGeometry g, int group, int first, float[] sums, View dw) {
    float[] out = dw.floats();
    int count = Math.min(ROWS, g.filter() - first);
    for (int o = 0; o < g.groupOut(); o++) {
      int to = dw.offset() + (group * g.groupOut() + o) * g.filter() + first;
      int from = o / COLUMNS * ROWS * COLUMNS + o % COLUMNS;
      for (int r = 0; r < count; r++) {
        out[to + r] = sums[from + r * COLUMNS];
      }
    }
  }
}
