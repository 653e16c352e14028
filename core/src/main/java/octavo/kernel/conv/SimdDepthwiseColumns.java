package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [SimdDepthwise#plane] for kernels of 5 or 7 rows: the taps of a column of the kernel stay in
/// registers, and a row of pixels is loaded once for the up to four rows of results that see it. Loads of
/// vectors that cross a line of the cache are what the plain loop waits for.
final class SimdDepthwiseColumns {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// Rows of results that are computed together.
  private static final int TOGETHER = 4;

  private SimdDepthwiseColumns() {}

  /// Whether there is a loop for a kernel of so many rows without dilation, and so many rows of results a step
  /// of the kernel apart.
  static boolean takes(int kernelHeight, int strideHeight, int height) {
    boolean known = kernelHeight == 7 ? strideHeight <= 2 : kernelHeight == 5 && strideHeight == 2;
    return known && height >= TOGETHER;
  }

  /// As [SimdDepthwise#plane] of a kernel of `rows` rows, `step` apart from one row of results to the next, and
  /// `columns` columns. The last rows of results are computed with some before them once more.
  static void plane(
      int rows,
      int columns,
      int step,
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
    int last = Math.max(0, width - LANES);
    int odd = shift[columns] - shift[0]; // from the first row of the kernel to the second
    for (int top = 0; top < height; top += TOGETHER) {
      int i = Math.min(top, height - TOGETHER);
      for (int left = 0; left < width; left += LANES) {
        int j = Math.min(left, last);
        int from = xo + i * line + j;
        int to = yo + i * width + j;
        if (step == 1) {
          seven(columns, start, w, wo, shift, x, from, line, y, to, width);
        } else if (rows == 7) {
          sevenByTwo(columns, start, w, wo, shift, x, from, line, odd, y, to, width);
        } else {
          fiveByTwo(columns, start, w, wo, shift, x, from, line, odd, y, to, width);
        }
      }
    }
  }

  /// Four rows of a vector of results, one row of pixels apart.
  private static void seven(
      int columns,
      float start,
      float[] w,
      int wo,
      int[] shift,
      float[] x,
      int xo,
      int line,
      float[] y,
      int yo,
      int width) {
    FloatVector c0 = FloatVector.broadcast(S, start);
    FloatVector c1 = FloatVector.broadcast(S, start);
    FloatVector c2 = FloatVector.broadcast(S, start);
    FloatVector c3 = FloatVector.broadcast(S, start);
    for (int v = 0; v < columns; v++) {
      int at = xo + shift[v];
      FloatVector w0 = FloatVector.broadcast(S, w[wo + v]);
      FloatVector w1 = FloatVector.broadcast(S, w[wo + columns + v]);
      FloatVector w2 = FloatVector.broadcast(S, w[wo + 2 * columns + v]);
      FloatVector w3 = FloatVector.broadcast(S, w[wo + 3 * columns + v]);
      FloatVector w4 = FloatVector.broadcast(S, w[wo + 4 * columns + v]);
      FloatVector w5 = FloatVector.broadcast(S, w[wo + 5 * columns + v]);
      FloatVector w6 = FloatVector.broadcast(S, w[wo + 6 * columns + v]);
      FloatVector row = FloatVector.fromArray(S, x, at);
      c0 = row.fma(w0, c0);
      row = FloatVector.fromArray(S, x, at + line);
      c0 = row.fma(w1, c0);
      c1 = row.fma(w0, c1);
      row = FloatVector.fromArray(S, x, at + 2 * line);
      c0 = row.fma(w2, c0);
      c1 = row.fma(w1, c1);
      c2 = row.fma(w0, c2);
      row = FloatVector.fromArray(S, x, at + 3 * line);
      c0 = row.fma(w3, c0);
      c1 = row.fma(w2, c1);
      c2 = row.fma(w1, c2);
      c3 = row.fma(w0, c3);
      row = FloatVector.fromArray(S, x, at + 4 * line);
      c0 = row.fma(w4, c0);
      c1 = row.fma(w3, c1);
      c2 = row.fma(w2, c2);
      c3 = row.fma(w1, c3);
      row = FloatVector.fromArray(S, x, at + 5 * line);
      c0 = row.fma(w5, c0);
      c1 = row.fma(w4, c1);
      c2 = row.fma(w3, c2);
      c3 = row.fma(w2, c3);
      row = FloatVector.fromArray(S, x, at + 6 * line);
      c0 = row.fma(w6, c0);
      c1 = row.fma(w5, c1);
      c2 = row.fma(w4, c2);
      c3 = row.fma(w3, c3);
      row = FloatVector.fromArray(S, x, at + 7 * line);
      c1 = row.fma(w6, c1);
      c2 = row.fma(w5, c2);
      c3 = row.fma(w4, c3);
      row = FloatVector.fromArray(S, x, at + 8 * line);
      c2 = row.fma(w6, c2);
      c3 = row.fma(w5, c3);
      row = FloatVector.fromArray(S, x, at + 9 * line);
      c3 = row.fma(w6, c3);
    }
    c0.intoArray(y, yo);
    c1.intoArray(y, yo + width);
    c2.intoArray(y, yo + 2 * width);
    c3.intoArray(y, yo + 3 * width);
  }

  /// The same, two rows of pixels apart, of which the odd ones lie `odd` behind those before them.
  private static void sevenByTwo(
      int columns,
      float start,
      float[] w,
      int wo,
      int[] shift,
      float[] x,
      int xo,
      int line,
      int odd,
      float[] y,
      int yo,
      int width) {
    FloatVector c0 = FloatVector.broadcast(S, start);
    FloatVector c1 = FloatVector.broadcast(S, start);
    FloatVector c2 = FloatVector.broadcast(S, start);
    FloatVector c3 = FloatVector.broadcast(S, start);
    for (int v = 0; v < columns; v++) {
      int at = xo + shift[v];
      int next = at + odd;
      FloatVector w0 = FloatVector.broadcast(S, w[wo + v]);
      FloatVector w1 = FloatVector.broadcast(S, w[wo + columns + v]);
      FloatVector w2 = FloatVector.broadcast(S, w[wo + 2 * columns + v]);
      FloatVector w3 = FloatVector.broadcast(S, w[wo + 3 * columns + v]);
      FloatVector w4 = FloatVector.broadcast(S, w[wo + 4 * columns + v]);
      FloatVector w5 = FloatVector.broadcast(S, w[wo + 5 * columns + v]);
      FloatVector w6 = FloatVector.broadcast(S, w[wo + 6 * columns + v]);
      FloatVector row = FloatVector.fromArray(S, x, at);
      c0 = row.fma(w0, c0);
      row = FloatVector.fromArray(S, x, next);
      c0 = row.fma(w1, c0);
      row = FloatVector.fromArray(S, x, at + line);
      c0 = row.fma(w2, c0);
      c1 = row.fma(w0, c1);
      row = FloatVector.fromArray(S, x, next + line);
      c0 = row.fma(w3, c0);
      c1 = row.fma(w1, c1);
      row = FloatVector.fromArray(S, x, at + 2 * line);
      c0 = row.fma(w4, c0);
      c1 = row.fma(w2, c1);
      c2 = row.fma(w0, c2);
      row = FloatVector.fromArray(S, x, next + 2 * line);
      c0 = row.fma(w5, c0);
      c1 = row.fma(w3, c1);
      c2 = row.fma(w1, c2);
      row = FloatVector.fromArray(S, x, at + 3 * line);
      c0 = row.fma(w6, c0);
      c1 = row.fma(w4, c1);
      c2 = row.fma(w2, c2);
      c3 = row.fma(w0, c3);
      row = FloatVector.fromArray(S, x, next + 3 * line);
      c1 = row.fma(w5, c1);
      c2 = row.fma(w3, c2);
      c3 = row.fma(w1, c3);
      row = FloatVector.fromArray(S, x, at + 4 * line);
      c1 = row.fma(w6, c1);
      c2 = row.fma(w4, c2);
      c3 = row.fma(w2, c3);
      row = FloatVector.fromArray(S, x, next + 4 * line);
      c2 = row.fma(w5, c2);
      c3 = row.fma(w3, c3);
      row = FloatVector.fromArray(S, x, at + 5 * line);
      c2 = row.fma(w6, c2);
      c3 = row.fma(w4, c3);
      row = FloatVector.fromArray(S, x, next + 5 * line);
      c3 = row.fma(w5, c3);
      row = FloatVector.fromArray(S, x, at + 6 * line);
      c3 = row.fma(w6, c3);
    }
    c0.intoArray(y, yo);
    c1.intoArray(y, yo + width);
    c2.intoArray(y, yo + 2 * width);
    c3.intoArray(y, yo + 3 * width);
  }

  /// The same of a kernel of five rows.
  private static void fiveByTwo(
      int columns,
      float start,
      float[] w,
      int wo,
      int[] shift,
      float[] x,
      int xo,
      int line,
      int odd,
      float[] y,
      int yo,
      int width) {
    FloatVector c0 = FloatVector.broadcast(S, start);
    FloatVector c1 = FloatVector.broadcast(S, start);
    FloatVector c2 = FloatVector.broadcast(S, start);
    FloatVector c3 = FloatVector.broadcast(S, start);
    for (int v = 0; v < columns; v++) {
      int at = xo + shift[v];
      int next = at + odd;
      FloatVector w0 = FloatVector.broadcast(S, w[wo + v]);
      FloatVector w1 = FloatVector.broadcast(S, w[wo + columns + v]);
      FloatVector w2 = FloatVector.broadcast(S, w[wo + 2 * columns + v]);
      FloatVector w3 = FloatVector.broadcast(S, w[wo + 3 * columns + v]);
      FloatVector w4 = FloatVector.broadcast(S, w[wo + 4 * columns + v]);
      FloatVector row = FloatVector.fromArray(S, x, at);
      c0 = row.fma(w0, c0);
      row = FloatVector.fromArray(S, x, next);
      c0 = row.fma(w1, c0);
      row = FloatVector.fromArray(S, x, at + line);
      c0 = row.fma(w2, c0);
      c1 = row.fma(w0, c1);
      row = FloatVector.fromArray(S, x, next + line);
      c0 = row.fma(w3, c0);
      c1 = row.fma(w1, c1);
      row = FloatVector.fromArray(S, x, at + 2 * line);
      c0 = row.fma(w4, c0);
      c1 = row.fma(w2, c1);
      c2 = row.fma(w0, c2);
      row = FloatVector.fromArray(S, x, next + 2 * line);
      c1 = row.fma(w3, c1);
      c2 = row.fma(w1, c2);
      row = FloatVector.fromArray(S, x, at + 3 * line);
      c1 = row.fma(w4, c1);
      c2 = row.fma(w2, c2);
      c3 = row.fma(w0, c3);
      row = FloatVector.fromArray(S, x, next + 3 * line);
      c2 = row.fma(w3, c2);
      c3 = row.fma(w1, c3);
      row = FloatVector.fromArray(S, x, at + 4 * line);
      c2 = row.fma(w4, c2);
      c3 = row.fma(w2, c3);
      row = FloatVector.fromArray(S, x, next + 4 * line);
      c3 = row.fma(w3, c3);
      row = FloatVector.fromArray(S, x, at + 5 * line);
      c3 = row.fma(w4, c3);
    }
    c0.intoArray(y, yo);
    c1.intoArray(y, yo + width);
    c2.intoArray(y, yo + 2 * width);
    c3.intoArray(y, yo + 3 * width);
  }
}
