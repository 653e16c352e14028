package octavo.kernel.pool;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Pooling of float32, plane by plane. The forward passes combine the rows of a window in vectors,
/// then its columns; the maximum is [SimdMaxPool]'s. Other types go to the oracle.
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
    SimdMaxPool windows = new SimdMaxPool(g);
    planes(
        g,
        plane -> {
          int in = x.offset() + plane * g.inHeight() * g.inWidth();
          int out = y.offset() + plane * g.outHeight() * g.outWidth();
          windows.forward(x.floats(), in, y.floats(), out);
        });
  }

  /// The maximum or the sum of the rows of window row `i` that lie in the plane, written to `row[at]`.
  static void combineRows(
      PoolGeometry g, float[] x, int in, int i, float[] row, int at, boolean maximum) {
    int width = g.inWidth();
    boolean first = true;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int r = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
      if (r < 0 || r >= g.inHeight()) {
        continue;
      }
      int from = in + r * width;
      if (first) {
        System.arraycopy(x, from, row, at, width);
        first = false;
        continue;
      }
      int j = 0;
      for (; j < S.loopBound(width); j += S.length()) {
        FloatVector a = FloatVector.fromArray(S, row, at + j);
        FloatVector b = FloatVector.fromArray(S, x, from + j);
        (maximum ? a.max(b) : a.add(b)).intoArray(row, at + j);
      }
      for (; j < width; j++) {
        row[at + j] = maximum ? Math.max(row[at + j], x[from + j]) : row[at + j] + x[from + j];
      }
    }
    if (first) { // the window sees only padding
      Arrays.fill(row, at, at + width, maximum ? Float.NEGATIVE_INFINITY : 0);
    }
  }

  @Override
  public void maxIndices(PoolGeometry g, View x, View indices) {
    SCALAR.maxIndices(g, x, indices);
  }

  @Override
  public void maxBackward(PoolGeometry g, View x, View dy, View dx) {
    if (!floats(x)) {
      SCALAR.maxBackward(g, x, dy, dx);
      return;
    }
    SimdMaxPool windows = new SimdMaxPool(g);
    planes(
        g,
        plane -> {
          int size = g.inHeight() * g.inWidth();
          int to = dx.offset() + plane * size;
          int out = dy.offset() + plane * g.outHeight() * g.outWidth();
          Arrays.fill(dx.floats(), to, to + size, 0);
          windows.backward(
              x.floats(), x.offset() + plane * size, dy.floats(), out, dx.floats(), to);
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
            combineRows(g, x.floats(), in, i, row, 0, false);
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
