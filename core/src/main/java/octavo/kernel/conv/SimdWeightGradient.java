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
///
/// What is stored behind a loop is `1·c`, which is `c` to the bit: the compiler knows the class of this
/// result, while that of a variable of the loop it may have to guess from few calls; where it cannot,
/// every turn of the loop allocates all accumulators.
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

  /// As [ConvMethod#memory].
  static long memory(ConvGeometry g) {
    return copied(Planes.of(g)) + packed(g);
  }

  /// Numbers of the planes, if they are not the input.
  private static long copied(Planes planes) {
    return planes.isInput() ? 0 : planes.numbers();
  }

  /// Numbers of the packed side.
  private static long packed(ConvGeometry g) {
    long channels = isSwapped(g) ? g.groupIn() : g.groupOut();
    long perPixel = g.groups() * ((channels + COLUMNS - 1) / COLUMNS * COLUMNS);
    return perPixel * g.batch() * g.outHeight() * g.outWidth();
  }

  /// Of a 1×1 kernel both sides of the product are planes: the one with fewer channels is packed.
  private static boolean isSwapped(ConvGeometry g) {
    return Planes.of(g).isInput() && g.filter() == g.groupIn() && g.groupIn() < g.groupOut();
  }

  static void compute(ConvGeometry g, View x, View dy, View dw) {
    Planes planes = Planes.of(g);
    boolean inPlace = planes.isInput();
    // one array for both sides: it is kept, and other passes take it too
    int start = Math.toIntExact(copied(planes));
    float[] packed =
        Scratch.floats(Scratch.INPUT, Math.toIntExact(Math.addExact(start, packed(g))));
    float[] pixels = inPlace ? x.floats() : packed;
    int offset = inPlace ? x.offset() : 0;
    if (!inPlace) {
      planes.fill(x, pixels);
    }
    int plane = g.outHeight() * g.outWidth();
    int width = inPlace && g.filter() == g.groupIn() ? g.outWidth() : planes.width();
    Side taps =
        new Side(
            pixels, offset, g.groupIn() * planes.channel(), DirectConv.shifts(g, planes), width);
    int[] channels = new int[g.groupOut()];
    Arrays.setAll(channels, o -> o * plane);
    Side gradients =
        new Side(dy.floats(), dy.offset(), g.groupOut() * plane, channels, g.outWidth());
    if (isSwapped(g)) {
      pack(g, x, g.groupIn(), packed, start);
      product(g, gradients, packed, start, g.groupIn(), dw, 1, g.filter());
    } else {
      pack(g, dy, g.groupOut(), packed, start);
      product(g, taps, packed, start, g.groupOut(), dw, g.filter(), 1);
    }
  }

  /// The side of the product that is read where it lies: rows of numbers for each pixel.
  ///
  /// @param numbers the array
  /// @param offset where it begins
  /// @param group numbers of one group of one image
  /// @param rows where each row begins in a group
  /// @param width the distance of two lines of pixels
  private record Side(float[] numbers, int offset, int group, int[] rows, int width) {}

  /// Planes of `channels` channels as panels `[batch·group][panel][pixel][COLUMNS]`, from `start` on, panel by
  /// panel, as [#product] takes them.
  private static void pack(ConvGeometry g, View v, int channels, float[] packed, int start) {
    int plane = g.outHeight() * g.outWidth();
    int panels = (channels + COLUMNS - 1) / COLUMNS;
    Parallel.ranges(
        g.groups() * panels * g.batch(),
        Math.max(1, Parallel.MINIMUM_WORK / (COLUMNS * plane)),
        (from, to) -> {
          for (int task = from; task < to; task++) {
            int panel = task / g.batch();
            int i = (task % g.batch() * g.groups() + panel / panels) * panels + panel % panels;
            int first = i % panels * COLUMNS;
            int at = v.offset() + (i / panels * channels + first) * plane;
            int count = Math.min(COLUMNS, channels - first);
            Matrix transposed =
                new Matrix(v.storage(), at, plane, count, /* rowStride= */ 1, plane);
            int target = start + i * COLUMNS * plane;
            SimdPacking.right(transposed, 0, plane, 0, count, packed, target, COLUMNS * plane);
          }
        });
  }

  /// `dw[row·rowStep + column·columnStep] = Σ rows·columns` over all pixels, in tiles of rows. Each thread has some
  /// of the panels, mostly those that it packed, and one thread all of them, for which it reads rows once.
  private static void product(
      ConvGeometry g,
      Side side,
      float[] packed,
      int start,
      int columns,
      View dw,
      int columnStep,
      int rowStep) {
    int count = side.rows().length;
    int high = rows(g, side);
    int tiles = (count + high - 1) / high;
    int panels = (columns + COLUMNS - 1) / COLUMNS;
    int size = panels * COLUMNS * g.outHeight() * g.outWidth();
    int shares = Parallel.helps() ? Math.min(Parallel.threads(), panels) : 1;
    Parallel.run(
        g.groups() * shares * tiles,
        task -> {
          int group = task / tiles / shares;
          int share = task / tiles % shares;
          int begin = share * panels / shares;
          int end = (share + 1) * panels / shares;
          int first = task % tiles * high;
          float[] sums = Scratch.floats(Scratch.RESULT, panels * high * COLUMNS);
          Arrays.fill(sums, 0, panels * high * COLUMNS, 0);
          int whole = Math.min(high, count - first);
          int[] rows = new int[high];
          for (int b = 0; b < g.batch(); b++) {
            int image = b * g.groups() + group;
            for (int r = 0; r < high; r++) {
              int row = side.rows()[Math.min(first + r, count - 1)];
              rows[r] = side.offset() + image * side.group() + row;
            }
            int at = start + image * size;
            if (whole > ROWS) {
              planes(g, side, rows, packed, at, begin, end, sums);
            } else {
              image(g, side.width(), side.numbers(), rows, packed, at, columns, begin, end, sums);
            }
          }
          int to = dw.offset() + group * g.groupOut() * g.filter() + first * rowStep;
          for (int c = begin * COLUMNS; c < Math.min(columns, end * COLUMNS); c++) {
            int from = c / COLUMNS * rows.length * COLUMNS + c % COLUMNS;
            for (int r = 0; r < whole; r++) {
              dw.floats()[to + c * columnStep + r * rowStep] = sums[from + r * COLUMNS];
            }
          }
        });
  }

  /// Adds one image's products of a tile of taps with panels `begin … end` of the output channels.
  private static void image(
      ConvGeometry g,
      int width,
      float[] x,
      int[] taps,
      float[] y,
      int at,
      int columns,
      int begin,
      int end,
      float[] sums) {
    boolean joined = width == g.outWidth(); // rows follow each other without a gap
    int rows = joined ? 1 : g.outHeight();
    int length = joined ? g.outHeight() * g.outWidth() : g.outWidth();
    int plane = g.outHeight() * g.outWidth();
    if (joined) {
      for (int q = 0; q < length; q += CHUNK) {
        int n = Math.min(CHUNK, length - q);
        for (int p = begin; p < end; p++) {
          int bo = at + (p * plane + q) * COLUMNS;
          tile(narrow(columns, p), 1, n, x, taps, q, 0, y, bo, sums, p * taps.length * COLUMNS);
        }
      }
      return;
    }
    int together = Math.max(1, CHUNK / length);
    for (int i = 0; i < rows; i += together) {
      int count = Math.min(together, rows - i);
      for (int p = begin; p < end; p++) {
        int bo = at + (p * plane + i * length) * COLUMNS;
        tile(
            narrow(columns, p),
            count,
            length,
            x,
            taps,
            i * width,
            width,
            y,
            bo,
            sums,
            p * ROWS * COLUMNS);
      }
    }
  }

  /// As [#image] of rows that are whole planes, as far apart from each other.
  private static void planes(
      ConvGeometry g, Side side, int[] rows, float[] y, int at, int begin, int end, float[] sums) {
    int plane = g.outHeight() * g.outWidth();
    int apart = rows[1] - rows[0];
    for (int q = 0; q < plane; q += CHUNK) {
      int n = Math.min(CHUNK, plane - q);
      for (int p = begin; p < end; p++) {
        int bo = at + (p * plane + q) * COLUMNS;
        int co = p * rows.length * COLUMNS;
        SimdMicrokernel.rowsApart(n, side.numbers(), rows[0] + q, apart, y, bo, sums, co);
      }
    }
  }

  /// Rows of a tile: those of a 1×1 kernel lie evenly, so that six need no more registers than there are.
  private static int rows(ConvGeometry g, Side side) {
    boolean planes = g.filter() == g.groupIn() && side.width() == g.outWidth();
    // what is left is a tile of four
    boolean fits = side.rows().length % SimdMicrokernel.ROWS_IN_PLACE <= ROWS;
    return planes && fits ? SimdMicrokernel.ROWS_IN_PLACE : ROWS;
  }

  /// Whether a panel has no more columns than a vector.
  private static boolean narrow(int columns, int panel) {
    return columns - panel * COLUMNS <= LANES;
  }

  /// `sums[r, c] += Σ x[taps[r] + q + i·width + j]·y[bo + (i·length + j)·COLUMNS + c]`. All rows of
  /// a tile at once where there are registers for it.
  private static void tile(
      boolean narrow,
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
    if (ROWS == 8 && narrow) {
      narrow(rows, length, x, taps, q, width, y, bo, sums, at);
    } else if (ROWS == 8) {
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
    FloatVector.broadcast(S, 1).mul(c00).intoArray(c, co);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(c, co + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(c, co + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(c, co + COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(c, co + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(c, co + 2 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(c, co + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(c, co + 3 * COLUMNS + LANES);
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
    FloatVector.broadcast(S, 1).mul(c00).intoArray(c, co);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(c, co + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(c, co + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(c, co + COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(c, co + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(c, co + 2 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(c, co + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(c, co + 3 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(c, co + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(c, co + 4 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(c, co + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(c, co + 5 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(c, co + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(c, co + 6 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c70).intoArray(c, co + 7 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c71).intoArray(c, co + 7 * COLUMNS + LANES);
  }

  /// As [#eight], of the first half of the columns.
  private static void narrow(
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
    FloatVector c0 = FloatVector.fromArray(S, c, co);
    FloatVector c1 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c4 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c5 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c6 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c7 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
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
        FloatVector v = FloatVector.fromArray(S, y, b + p * COLUMNS);
        c0 = FloatVector.broadcast(S, x[x0 + p]).fma(v, c0);
        c1 = FloatVector.broadcast(S, x[x1 + p]).fma(v, c1);
        c2 = FloatVector.broadcast(S, x[x2 + p]).fma(v, c2);
        c3 = FloatVector.broadcast(S, x[x3 + p]).fma(v, c3);
        c4 = FloatVector.broadcast(S, x[x4 + p]).fma(v, c4);
        c5 = FloatVector.broadcast(S, x[x5 + p]).fma(v, c5);
        c6 = FloatVector.broadcast(S, x[x6 + p]).fma(v, c6);
        c7 = FloatVector.broadcast(S, x[x7 + p]).fma(v, c7);
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
    FloatVector.broadcast(S, 1).mul(c0).intoArray(c, co);
    FloatVector.broadcast(S, 1).mul(c1).intoArray(c, co + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c2).intoArray(c, co + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c3).intoArray(c, co + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c4).intoArray(c, co + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c5).intoArray(c, co + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c6).intoArray(c, co + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c7).intoArray(c, co + 7 * COLUMNS);
  }
}
