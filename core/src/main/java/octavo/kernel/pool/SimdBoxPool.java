package octavo.kernel.pool;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Boxes of float32, plane by plane: the rows of boxes side by side are added in vectors, then the
/// columns of each. Other types go to the oracle.
public final class SimdBoxPool implements BoxKernels {
  private static final ScalarBoxPool SCALAR = new ScalarBoxPool();

  /// What is done with the boxes side by side in one place of the depth and the height.
  private interface Row {
    void accept(int plane, int o, int i, int out);
  }

  private static void rows(BoxGeometry g, Row body) {
    int work = g.inSize() + g.outSize();
    Parallel.ranges(
        g.planes(),
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          int out = from * g.outSize();
          for (int plane = from; plane < to; plane++) {
            for (int o = 0; o < g.depth().parts(); o++) {
              for (int i = 0; i < g.height().parts(); i++) {
                body.accept(plane, o, i, out);
                out += g.width().parts();
              }
            }
          }
        });
  }

  @Override
  public void mean(BoxGeometry g, View x, View y) {
    if (!(x.storage() instanceof FloatStorage)) {
      SCALAR.mean(g, x, y);
      return;
    }
    rows(
        g,
        (plane, o, i, out) -> {
          float[] row = Scratch.floats(Scratch.RESULT, g.inWidth());
          Arrays.fill(row, 0, g.inWidth(), 0);
          for (int t = g.depth().begin(plane, o); t < g.depth().end(plane, o); t++) {
            for (int u = g.height().begin(plane, i); u < g.height().end(plane, i); u++) {
              int from = x.offset() + plane * g.inSize() + (t * g.inHeight() + u) * g.inWidth();
              SimdAveragePool.addRow(x.floats(), from, row, 0, g.inWidth());
            }
          }
          for (int j = 0; j < g.width().parts(); j++) {
            float sum = 0;
            for (int v = g.width().begin(plane, j); v < g.width().end(plane, j); v++) {
              sum += row[v];
            }
            y.floats()[y.offset() + out + j] = sum / g.count(plane, o, i, j);
          }
        });
  }

  @Override
  public void spread(BoxGeometry g, View dy, View dx) {
    if (!(dy.storage() instanceof FloatStorage)) {
      SCALAR.spread(g, dy, dx);
      return;
    }
    rows(
        g,
        (plane, o, i, out) -> {
          int plain = dx.offset() + plane * g.inSize();
          if (o == 0 && i == 0) { // the first boxes of a plane
            Arrays.fill(dx.floats(), plain, plain + g.inSize(), 0);
          }
          float[] row = Scratch.floats(Scratch.RESULT, g.inWidth());
          Arrays.fill(row, 0, g.inWidth(), 0);
          for (int j = 0; j < g.width().parts(); j++) {
            float share = dy.floats()[dy.offset() + out + j] / g.count(plane, o, i, j);
            for (int v = g.width().begin(plane, j); v < g.width().end(plane, j); v++) {
              row[v] += share;
            }
          }
          for (int t = g.depth().begin(plane, o); t < g.depth().end(plane, o); t++) {
            for (int u = g.height().begin(plane, i); u < g.height().end(plane, i); u++) {
              int to = plain + (t * g.inHeight() + u) * g.inWidth();
              SimdAveragePool.addRow(row, 0, dx.floats(), to, g.inWidth());
            }
          }
        });
  }

  @Override
  public void maxIndices(BoxGeometry g, View x, View indices) {
    if (!(x.storage() instanceof FloatStorage)) {
      SCALAR.maxIndices(g, x, indices);
      return;
    }
    rows(
        g,
        (plane, o, i, out) -> {
          for (int j = 0; j < g.width().parts(); j++) {
            int base = x.offset() + plane * g.inSize();
            indices.longs()[indices.offset() + out + j] =
                argMax(g, plane, o, i, j, x.floats(), base);
          }
        });
  }

  private static int argMax(BoxGeometry g, int plane, int o, int i, int j, float[] x, int base) {
    int best = -1;
    float largest = Float.NEGATIVE_INFINITY;
    int left = g.width().begin(plane, j);
    int right = g.width().end(plane, j);
    for (int t = g.depth().begin(plane, o); t < g.depth().end(plane, o); t++) {
      for (int u = g.height().begin(plane, i); u < g.height().end(plane, i); u++) {
        int row = (t * g.inHeight() + u) * g.inWidth();
        for (int at = row + left; at < row + right; at++) {
          float value = x[base + at];
          // not "less or equal": larger, or a NaN, which nothing beats
          if (best < 0 || Larger.than(largest, value)) {
            best = at;
            largest = value;
          }
        }
      }
    }
    return best;
  }
}
