package octavo.kernel.pool;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Pooling of float32, plane by plane. The forward passes combine the rows of a window in vectors,
/// then its columns; the backward passes visit each window once. Other types go to the oracle.
public final class SimdPool implements PoolKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarPool SCALAR = new ScalarPool();

  /// What is done with one plane.
  private interface Body {
    void accept(int plane);
  }

  private static boolean floats(View x) {
    return x.storage() instanceof FloatStorage;
  }

  private static void planes(PoolGeometry g, Body body) {
    int work = g.outHeight() * g.outWidth() * g.kernelHeight() * g.kernelWidth();
    Parallel.ranges(
        g.planes(),
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            body.accept(plane);
          }
        });
  }

  @Override
  public void maxForward(PoolGeometry g, View x, View y) {
    if (!floats(x)) {
      SCALAR.maxForward(g, x, y);
      return;
    }
    planes(
        g,
        plane -> {
          float[] row = Scratch.floats(Scratch.RESULT, g.inWidth());
          int in = x.offset() + plane * g.inHeight() * g.inWidth();
          int out = y.offset() + plane * g.outHeight() * g.outWidth();
          for (int i = 0; i < g.outHeight(); i++) {
            combineRows(g, x.floats(), in, i, row, true);
            maxOfColumns(g, row, y.floats(), out + i * g.outWidth());
          }
        });
  }

  /// The maximum or the sum of the rows of window row `i` that lie in the plane.
  private static void combineRows(
      PoolGeometry g, float[] x, int in, int i, float[] row, boolean maximum) {
    int width = g.inWidth();
    boolean first = true;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int r = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
      if (r < 0 || r >= g.inHeight()) {
        continue;
      }
      int from = in + r * width;
      if (first) {
        System.arraycopy(x, from, row, 0, width);
        first = false;
        continue;
      }
      int j = 0;
      for (; j < S.loopBound(width); j += S.length()) {
        FloatVector a = FloatVector.fromArray(S, row, j);
        FloatVector b = FloatVector.fromArray(S, x, from + j);
        (maximum ? a.max(b) : a.add(b)).intoArray(row, j);
      }
      for (; j < width; j++) {
        row[j] = maximum ? Math.max(row[j], x[from + j]) : row[j] + x[from + j];
      }
    }
  }

  private static void maxOfColumns(PoolGeometry g, float[] row, float[] y, int out) {
    int width = g.inWidth();
    for (int j = 0; j < g.outWidth(); j++) {
      int start = j * g.strideWidth() - g.padWidth();
      float best = Float.NEGATIVE_INFINITY;
      for (int v = 0; v < g.kernelWidth(); v++) {
        int column = start + v * g.dilationWidth();
        if (column >= 0 && column < width) {
          best = Math.max(best, row[column]);
        }
      }
      y[out + j] = best;
    }
  }

  @Override
  public void maxIndices(PoolGeometry g, View x, View indices) {
    SCALAR.maxIndices(g, x, indices);
  }

  /// The index of a window's maximum within its plane: the first of equals, the first NaN.
  private static int argMax(PoolGeometry g, float[] x, int in, int i, int j) {
    int top = i * g.strideHeight() - g.padHeight();
    int left = j * g.strideWidth() - g.padWidth();
    int best = -1;
    float largest = Float.NEGATIVE_INFINITY;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int row = top + u * g.dilationHeight();
      if (row < 0 || row >= g.inHeight()) {
        continue;
      }
      for (int v = 0; v < g.kernelWidth(); v++) {
        int column = left + v * g.dilationWidth();
        if (column < 0 || column >= g.inWidth()) {
          continue;
        }
        int at = row * g.inWidth() + column;
        float value = x[in + at];
        if (best < 0 || beats(value, largest)) {
          best = at;
          largest = value;
        }
      }
    }
    return best;
  }

  private static boolean beats(float value, float largest) {
    return value > largest || (Float.isNaN(value) && !Float.isNaN(largest));
  }

  /// As [#argMax] for a window of 2×2 that moves by 2 and has no padding.
  private static int argMaxOfFour(float[] x, int at, int width) {
    float a = x[at];
    float b = x[at + 1];
    float c = x[at + width];
    float d = x[at + width + 1];
    int best = at;
    float largest = a;
    if (beats(b, largest)) {
      best = at + 1;
      largest = b;
    }
    if (beats(c, largest)) {
      best = at + width;
      largest = c;
    }
    if (beats(d, largest)) {
      best = at + width + 1;
    }
    return best;
  }

  private static boolean isTwoByTwo(PoolGeometry g) {
    return g.kernelHeight() == 2
        && g.kernelWidth() == 2
        && g.strideHeight() == 2
        && g.strideWidth() == 2
        && g.padHeight() == 0
        && g.padWidth() == 0
        && g.dilationHeight() == 1
        && g.dilationWidth() == 1
        && !g.ceilMode();
  }

  @Override
  public void maxBackward(PoolGeometry g, View x, View dy, View dx) {
    if (!floats(x)) {
      SCALAR.maxBackward(g, x, dy, dx);
      return;
    }
    boolean four = isTwoByTwo(g);
    planes(
        g,
        plane -> {
          int size = g.inHeight() * g.inWidth();
          int in = x.offset() + plane * size;
          int to = dx.offset() + plane * size;
          int out = dy.offset() + plane * g.outHeight() * g.outWidth();
          float[] xs = x.floats();
          float[] dys = dy.floats();
          float[] dxs = dx.floats();
          Arrays.fill(dxs, to, to + size, 0);
          for (int i = 0; i < g.outHeight(); i++) {
            for (int j = 0; j < g.outWidth(); j++) {
              int place =
                  four
                      ? argMaxOfFour(xs, in + 2 * i * g.inWidth() + 2 * j, g.inWidth()) - in
                      : argMax(g, xs, in, i, j);
              dxs[to + place] += dys[out++];
            }
          }
        });
  }

  @Override
  public void maxGather(PoolGeometry g, View x, View u, View y) {
    SCALAR.maxGather(g, x, u, y);
  }

  /// How many rows (columns) of window `i` count.
  private static int counted(
      boolean padding, int i, int stride, int pad, int kernel, int dilation, int in) {
    int count = 0;
    for (int u = 0; u < kernel; u++) {
      int at = i * stride - pad + u * dilation;
      count += (padding ? at < in + pad : at >= 0 && at < in) ? 1 : 0;
    }
    return count;
  }

  private static float[] shares(PoolGeometry g, boolean padding, boolean down) {
    float[] counts = new float[down ? g.outHeight() : g.outWidth()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] =
          down
              ? counted(
                  padding,
                  i,
                  g.strideHeight(),
                  g.padHeight(),
                  g.kernelHeight(),
                  g.dilationHeight(),
                  g.inHeight())
              : counted(
                  padding,
                  i,
                  g.strideWidth(),
                  g.padWidth(),
                  g.kernelWidth(),
                  g.dilationWidth(),
                  g.inWidth());
    }
    return counts;
  }

  @Override
  public void averageForward(PoolGeometry g, boolean countPadding, View x, View y) {
    if (!floats(x)) {
      SCALAR.averageForward(g, countPadding, x, y);
      return;
    }
    float[] rows = shares(g, countPadding, true);
    float[] columns = shares(g, countPadding, false);
    planes(
        g,
        plane -> {
          float[] row = Scratch.floats(Scratch.RESULT, g.inWidth());
          float[] ys = y.floats();
          int in = x.offset() + plane * g.inHeight() * g.inWidth();
          int out = y.offset() + plane * g.outHeight() * g.outWidth();
          for (int i = 0; i < g.outHeight(); i++) {
            combineRows(g, x.floats(), in, i, row, false);
            for (int j = 0; j < g.outWidth(); j++) {
              float sum = 0;
              for (int v = 0; v < g.kernelWidth(); v++) {
                int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
                sum += column >= 0 && column < g.inWidth() ? row[column] : 0;
              }
              ys[out++] = sum / (rows[i] * columns[j]);
            }
          }
        });
  }

  @Override
  public void averageBackward(PoolGeometry g, boolean countPadding, View dy, View dx) {
    if (!floats(dy)) {
      SCALAR.averageBackward(g, countPadding, dy, dx);
      return;
    }
    float[] rows = shares(g, countPadding, true);
    float[] columns = shares(g, countPadding, false);
    planes(
        g,
        plane -> {
          int size = g.inHeight() * g.inWidth();
          int to = dx.offset() + plane * size;
          int out = dy.offset() + plane * g.outHeight() * g.outWidth();
          float[] dxs = dx.floats();
          float[] row = Scratch.floats(Scratch.RESULT, g.inWidth());
          Arrays.fill(dxs, to, to + size, 0);
          for (int i = 0; i < g.outHeight(); i++) {
            spreadRow(g, dy.floats(), out + i * g.outWidth(), rows[i], columns, row);
            for (int u = 0; u < g.kernelHeight(); u++) {
              int r = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
              if (r >= 0 && r < g.inHeight()) {
                int at = to + r * g.inWidth();
                for (int j = 0; j < g.inWidth(); j++) {
                  dxs[at + j] += row[j];
                }
              }
            }
          }
        });
  }

  /// One row of `dy` shared out over the columns of its windows.
  private static void spreadRow(
      PoolGeometry g, float[] dy, int from, float rows, float[] columns, float[] row) {
    Arrays.fill(row, 0, g.inWidth(), 0);
    for (int j = 0; j < g.outWidth(); j++) {
      float share = dy[from + j] / (rows * columns[j]);
      for (int v = 0; v < g.kernelWidth(); v++) {
        int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
        if (column >= 0 && column < g.inWidth()) {
          row[column] += share;
        }
      }
    }
  }
}
