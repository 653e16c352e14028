package octavo.kernel.resize;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Reassembly of float32. The rows of a plane are stretched to the width of the result, with zeros at both
/// ends: number `j + v·r` of a stretched row is what tap `v` of output `j` reads, so that each tap is
/// a shift of one flat run of numbers. Other types go to the oracle.
public final class SimdCarafe implements CarafeKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarCarafe SCALAR = new ScalarCarafe();

  private static boolean floats(View x) {
    return x.storage() instanceof FloatStorage;
  }

  private static int stretched(CarafeGeometry g) {
    return (g.width() + g.kernel() - 1) * g.factor();
  }

  private static int grain(CarafeGeometry g, int planes) {
    long work = (long) g.outSize() * g.kernel() * g.kernel() * planes;
    return (int) Math.max(1, Parallel.MINIMUM_WORK / (work + 1));
  }

  /// What is done with row `i` of a plane of the result and row `u` of its kernels, which lies on row
  /// `row` of the input.
  private interface Row {
    void accept(int i, int u, int row);
  }

  private static void rows(CarafeGeometry g, Row body) {
    for (int i = 0; i < g.outHeight(); i++) {
      for (int u = 0; u < g.kernel(); u++) {
        int row = i / g.factor() + u - g.kernel() / 2;
        if (row >= 0 && row < g.height()) {
          body.accept(i, u, row);
        }
      }
    }
  }

  private static float[] stretch(CarafeGeometry g, float[] x, int from) {
    int length = stretched(g);
    int begin = g.kernel() / 2 * g.factor();
    float[] all = Scratch.floats(Scratch.WINDOW, g.height() * length);
    for (int row = 0; row < g.height(); row++) {
      int to = row * length;
      Arrays.fill(all, to, to + begin, 0);
      Arrays.fill(all, to + begin + g.outWidth(), to + length, 0);
      for (int q = 0; q < g.width(); q++) {
        float value = x[from + row * g.width() + q];
        for (int t = 0; t < g.factor(); t++) {
          all[to + begin + q * g.factor() + t] = value;
        }
      }
    }
    return all;
  }

  /// `c[to …] += a[left …]·b[right …]`, `n` numbers.
  private static void addProducts(
      float[] a, int left, float[] b, int right, float[] c, int to, int n) {
    int j = 0;
    for (; j < S.loopBound(n); j += S.length()) {
      FloatVector product = FloatVector.fromArray(S, a, left + j);
      FloatVector sum = FloatVector.fromArray(S, c, to + j);
      product.fma(FloatVector.fromArray(S, b, right + j), sum).intoArray(c, to + j);
    }
    for (; j < n; j++) {
      c[to + j] = Math.fma(a[left + j], b[right + j], c[to + j]);
    }
  }

  @Override
  public void forward(CarafeGeometry g, View x, View w, View y) {
    if (!floats(y)) {
      SCALAR.forward(g, x, w, y);
      return;
    }
    int n = g.outWidth();
    int k = g.kernel();
    Parallel.ranges(
        g.batch() * g.channels(),
        grain(g, 1),
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            float[] rows = stretch(g, x.floats(), x.offset() + plane * g.inSize());
            int out = y.offset() + plane * g.outSize();
            int kernels = w.offset() + g.kernels(plane);
            Arrays.fill(y.floats(), out, out + g.outSize(), 0);
            rows(
                g,
                (i, u, row) -> {
                  for (int v = 0; v < k; v++) {
                    int tap = kernels + (u * k + v) * g.outSize() + i * n;
                    int in = row * stretched(g) + v * g.factor();
                    addProducts(w.floats(), tap, rows, in, y.floats(), out + i * n, n);
                  }
                });
          }
        });
  }

  @Override
  public void inputGradient(CarafeGeometry g, View dy, View w, View dx) {
    if (!floats(dx)) {
      SCALAR.inputGradient(g, dy, w, dx);
      return;
    }
    Parallel.ranges(
        g.batch() * g.channels(),
        grain(g, 1),
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            gradient(g, plane, dy, w, dx);
          }
        });
  }

  private static void gradient(CarafeGeometry g, int plane, View dy, View w, View dx) {
    int n = g.outWidth();
    int k = g.kernel();
    int length = stretched(g);
    float[] rows = Scratch.floats(Scratch.WINDOW, g.height() * length);
    Arrays.fill(rows, 0, g.height() * length, 0);
    int out = dy.offset() + plane * g.outSize();
    int kernels = w.offset() + g.kernels(plane);
    rows(
        g,
        (i, u, row) -> {
          for (int v = 0; v < k; v++) {
            int tap = kernels + (u * k + v) * g.outSize() + i * n;
            int in = row * length + v * g.factor();
            addProducts(w.floats(), tap, dy.floats(), out + i * n, rows, in, n);
          }
        });
    int to = dx.offset() + plane * g.inSize();
    for (int row = 0; row < g.height(); row++) {
      int begin = row * length + k / 2 * g.factor();
      for (int q = 0; q < g.width(); q++) {
        float sum = 0;
        for (int t = 0; t < g.factor(); t++) {
          sum += rows[begin + q * g.factor() + t];
        }
        dx.floats()[to++] = sum;
      }
    }
  }

  @Override
  public void weightGradient(CarafeGeometry g, View x, View dy, View dw) {
    if (!floats(dw)) {
      SCALAR.weightGradient(g, x, dy, dw);
      return;
    }
    int n = g.outWidth();
    int k = g.kernel();
    Parallel.ranges(
        g.batch() * g.groups(),
        grain(g, g.groupSize()),
        (from, to) -> {
          int size = k * k * g.outSize();
          int all = dw.offset() + from * size;
          Arrays.fill(dw.floats(), all, dw.offset() + to * size, 0);
          for (int plane = from * g.groupSize(); plane < to * g.groupSize(); plane++) {
            float[] rows = stretch(g, x.floats(), x.offset() + plane * g.inSize());
            int out = dy.offset() + plane * g.outSize();
            int kernels = dw.offset() + g.kernels(plane);
            rows(
                g,
                (i, u, row) -> {
                  for (int v = 0; v < k; v++) {
                    int tap = kernels + (u * k + v) * g.outSize() + i * n;
                    int in = row * stretched(g) + v * g.factor();
                    addProducts(rows, in, dy.floats(), out + i * n, dw.floats(), tap, n);
                  }
                });
          }
        });
  }
}
