package octavo.kernel.pool;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Pooling of float32, plane by plane: the maximum is [SimdMaxPool]'s, the mean
/// [SimdAveragePool]'s. Other types go to the oracle.
public final class SimdPool implements PoolKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarPool SCALAR = new ScalarPool();

  /// What is done with one plane: where it begins in the input and in the output.
  private interface Body {
    void accept(int in, int out);
  }

  private static boolean floats(View x) {
    return x.storage() instanceof FloatStorage;
  }

  /// Windows whose places a float can count.
  private static boolean small(PoolGeometry g, View x) {
    return floats(x) && g.windowSize() <= SimdMaxPool.NOWHERE;
  }

  private static void planes(PoolGeometry g, Body body) {
    int inSize = g.inSize();
    int outSize = g.outSize();
    int work = (int) Math.min(1 << 30, (long) outSize * g.windowSize());
    Parallel.ranges(
        g.planes(),
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            body.accept(plane * inSize, plane * outSize);
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
        g, (in, out) -> windows.forward(x.floats(), x.offset() + in, y.floats(), y.offset() + out));
  }

  /// The maximum or the sum of the rows of window row `(o, i)` that lie in the plane, written to
  /// `row[at]`.
  static void combineRows(
      PoolGeometry g, float[] x, int in, int o, int i, float[] row, int at, boolean maximum) {
    int width = g.inWidth();
    boolean first = true;
    for (int t = 0; t < g.depth().kernel(); t++) {
      int slice = g.depth().at(o, t);
      if (!g.depth().isInside(slice)) {
        continue;
      }
      for (int u = 0; u < g.kernelHeight(); u++) {
        int r = g.height().at(i, u);
        if (!g.height().isInside(r)) {
          continue;
        }
        int from = in + (slice * g.inHeight() + r) * width;
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
    }
    if (first) { // the window sees only padding
      Arrays.fill(row, at, at + width, maximum ? Float.NEGATIVE_INFINITY : 0);
    }
  }

  @Override
  public void maxWithIndices(PoolGeometry g, View x, View y, View indices) {
    if (!small(g, x)) {
      SCALAR.maxWithIndices(g, x, y, indices);
      return;
    }
    SimdMaxPool windows = new SimdMaxPool(g);
    planes(
        g,
        (in, out) ->
            windows.indices(
                x.floats(),
                x.offset() + in,
                y.floats(),
                y.offset() + out,
                indices.longs(),
                indices.offset() + out));
  }

  @Override
  public void maxBackward(PoolGeometry g, View x, View dy, View dx) {
    if (!small(g, x)) {
      SCALAR.maxBackward(g, x, dy, dx);
      return;
    }
    SimdMaxPool windows = new SimdMaxPool(g);
    planes(
        g,
        (in, out) -> {
          int to = dx.offset() + in;
          Arrays.fill(dx.floats(), to, to + g.inSize(), 0);
          windows.backward(
              x.floats(), x.offset() + in, dy.floats(), dy.offset() + out, dx.floats(), to);
        });
  }

  @Override
  public void maxGather(PoolGeometry g, View x, View u, View y) {
    if (!small(g, x)) {
      SCALAR.maxGather(g, x, u, y);
      return;
    }
    SimdMaxPool windows = new SimdMaxPool(g);
    planes(
        g,
        (in, out) ->
            windows.gather(
                x.floats(),
                x.offset() + in,
                u.floats(),
                u.offset() + in,
                y.floats(),
                y.offset() + out));
  }

  @Override
  public void averageForward(PoolGeometry g, PoolDivisor divisor, View x, View y) {
    if (!floats(x)) {
      SCALAR.averageForward(g, divisor, x, y);
      return;
    }
    SimdAveragePool windows = new SimdAveragePool(g, divisor);
    planes(
        g, (in, out) -> windows.forward(x.floats(), x.offset() + in, y.floats(), y.offset() + out));
  }

  @Override
  public void averageBackward(PoolGeometry g, PoolDivisor divisor, View dy, View dx) {
    if (!floats(dy)) {
      SCALAR.averageBackward(g, divisor, dy, dx);
      return;
    }
    SimdAveragePool windows = new SimdAveragePool(g, divisor);
    planes(
        g,
        (in, out) -> {
          int to = dx.offset() + in;
          Arrays.fill(dx.floats(), to, to + g.inSize(), 0);
          windows.backward(dy.floats(), dy.offset() + out, dx.floats(), to);
        });
  }

  /// Where the numbers of all windows of a plane lie, one window after the other; -1 for padding.
  private static int[] places(PoolGeometry g) {
    int size = g.windowSize();
    int[] places = new int[Math.multiplyExact(g.outSize(), size)];
    int[] window = new int[3];
    for (int i = 0; i < places.length; i++) {
      int out = i / size;
      window[0] = out / g.outWidth() / g.outHeight();
      window[1] = out / g.outWidth() % g.outHeight();
      window[2] = out % g.outWidth();
      places[i] = g.placeOf(window, i % size);
    }
    return places;
  }

  @Override
  public void windows(PoolGeometry g, double fill, View x, View y) {
    if (!floats(x)) {
      SCALAR.windows(g, fill, x, y);
      return;
    }
    int[] places = places(g);
    float padding = (float) fill;
    planes(
        g,
        (in, out) -> {
          float[] xs = x.floats();
          float[] ys = y.floats();
          int from = x.offset() + in;
          int to = y.offset() + out * g.windowSize();
          for (int i = 0; i < places.length; i++) {
            ys[to + i] = places[i] < 0 ? padding : xs[from + places[i]];
          }
        });
  }

  @Override
  public void windowsBackward(PoolGeometry g, View dy, View dx) {
    if (!floats(dy)) {
      SCALAR.windowsBackward(g, dy, dx);
      return;
    }
    int[] places = places(g);
    planes(
        g,
        (in, out) -> {
          float[] dys = dy.floats();
          float[] dxs = dx.floats();
          int from = dy.offset() + out * g.windowSize();
          int to = dx.offset() + in;
          Arrays.fill(dxs, to, to + g.inSize(), 0);
          for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
              dxs[to + places[i]] += dys[from + i];
            }
          }
        });
  }
}
