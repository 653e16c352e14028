package octavo.kernel.row;

import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.SimdLanes;
import octavo.storage.FloatStorage;

/// Sparsemax and 1.5-entmax of rows of neighboring floats, the threshold by Newton's method; other
/// rows, types and exponents go to the oracle, row by row.
///
/// The sum of `max(0, z - τ)` or of its square is a falling convex function of `τ`, so the steps from
/// `τ = -1`, where it is at least 1, go up to the root and never beyond.
public final class SimdEntmax implements EntmaxKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int BLOCK = 1024;

  /// More steps than rounding lets the threshold rise: each one but the last few drops an element of
  /// the support or doubles the correct digits.
  private static final int STEPS = 64;

  private static boolean isFast(double alpha, Rows x) {
    return (alpha == 2 || alpha == 1.5)
        && x.storage() instanceof FloatStorage
        && x.inner() == 1
        && x.length() > 0;
  }

  private static void each(Rows x, int work, IntConsumer body) {
    Parallel.ranges(
        x.count(),
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            body.accept(row);
          }
        });
  }

  @Override
  public void entmax(double alpha, Rows x, Rows y) {
    int n = x.length();
    if (isFast(alpha, x)) {
      boolean squared = alpha == 1.5;
      each(
          x,
          4 * n,
          row -> row(squared, x.floats(), x.start(row), y.floats(), y.offset() + row * n, n));
    } else {
      each(x, 1000 * n, row -> ScalarEntmax.row(alpha, x, y, row));
    }
  }

  @Override
  public void entmaxBackward(double alpha, Rows y, Rows dy, Rows dx) {
    int n = y.length();
    if (isFast(alpha, y)) {
      boolean squared = alpha == 1.5;
      each(
          y,
          n,
          row ->
              rowBackward(
                  squared,
                  y.floats(),
                  y.start(row),
                  dy.floats(),
                  dy.start(row),
                  dx.floats(),
                  dx.start(row),
                  n));
    } else {
      each(y, 50 * n, row -> ScalarEntmax.rowBackward(alpha, y, dy, dx, row));
    }
  }

  private static void row(boolean squared, float[] x, int from, float[] y, int to, int n) {
    FloatVector m = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      m = m.max(FloatVector.fromArray(S, x, from + i));
    }
    float largest = m.reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      largest = Math.max(largest, x[from + i]);
    }
    float scale = squared ? 0.5f : 1;
    FloatVector top = FloatVector.broadcast(S, largest);
    i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector.fromArray(S, x, from + i).sub(top).mul(scale).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = (x[from + i] - largest) * scale;
    }
    float threshold = squared ? squareThreshold(y, to, n) : threshold(y, to, n);
    finish(squared, threshold, y, to, n);
  }

  /// The root of `Σ max(0, z - τ) = 1`.
  private static float threshold(float[] z, int from, int n) {
    float tau = -1;
    for (int step = 0; step < STEPS; step++) {
      FloatVector t = FloatVector.broadcast(S, tau);
      double sum = 0;
      long count = 0;
      for (int block = 0; block < n; block += BLOCK) {
        int end = Math.min(n, block + BLOCK);
        FloatVector part = FloatVector.zero(S);
        int i = block;
        for (; i <= end - LANES; i += LANES) {
          FloatVector d = FloatVector.fromArray(S, z, from + i).sub(t);
          count += d.compare(VectorOperators.GT, 0).trueCount();
          part = part.add(d.max(0));
        }
        sum += SimdLanes.sum(part);
        for (; i < end; i++) {
          float d = z[from + i] - tau;
          count += d > 0 ? 1 : 0;
          sum += Math.max(0, d);
        }
      }
      float next = (float) (tau + (sum - 1) / count);
      if (!(next > tau)) {
        return Double.isNaN(sum) ? Float.NaN : tau;
      }
      tau = next;
    }
    return tau;
  }

  /// The root of `Σ max(0, z - τ)² = 1`.
  private static float squareThreshold(float[] z, int from, int n) {
    float tau = -1;
    for (int step = 0; step < STEPS; step++) {
      FloatVector t = FloatVector.broadcast(S, tau);
      double sum = 0;
      double squares = 0;
      for (int block = 0; block < n; block += BLOCK) {
        int end = Math.min(n, block + BLOCK);
        FloatVector first = FloatVector.zero(S);
        FloatVector second = FloatVector.zero(S);
        int i = block;
        for (; i <= end - LANES; i += LANES) {
          FloatVector d = FloatVector.fromArray(S, z, from + i).sub(t).max(0);
          first = first.add(d);
          second = d.fma(d, second);
        }
        sum += SimdLanes.sum(first);
        squares += SimdLanes.sum(second);
        for (; i < end; i++) {
          float d = Math.max(0, z[from + i] - tau);
          sum += d;
          squares += (double) d * d;
        }
      }
      float next = (float) (tau + (squares - 1) / (2 * sum));
      if (!(next > tau)) {
        return Double.isNaN(squares) ? Float.NaN : tau;
      }
      tau = next;
    }
    return tau;
  }

  /// `y = max(0, y - τ)`, squared or not, divided by their sum.
  private static void finish(boolean squared, float tau, float[] y, int to, int n) {
    FloatVector t = FloatVector.broadcast(S, tau);
    double sum = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector part = FloatVector.zero(S);
      int i = block;
      for (; i <= end - LANES; i += LANES) {
        FloatVector d = FloatVector.fromArray(S, y, to + i).sub(t).max(0);
        d = squared ? d.mul(d) : d;
        d.intoArray(y, to + i);
        part = part.add(d);
      }
      sum += SimdLanes.sum(part);
      for (; i < end; i++) {
        float d = Math.max(0, y[to + i] - tau);
        y[to + i] = squared ? d * d : d;
        sum += y[to + i];
      }
    }
    SimdRowMath.scale(y, to, (float) (1 / sum), y, to, n);
  }

  private static void rowBackward(
      boolean squared, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    double dot = 0;
    double total = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector dots = FloatVector.zero(S);
      FloatVector sums = FloatVector.zero(S);
      int i = block;
      for (; i <= end - LANES; i += LANES) {
        FloatVector v = FloatVector.fromArray(S, y, yo + i);
        FloatVector s = squared ? v.sqrt() : v.blend(1, v.compare(VectorOperators.GT, 0));
        dots = s.fma(FloatVector.fromArray(S, dy, dyo + i), dots);
        sums = sums.add(s);
      }
      dot += SimdLanes.sum(dots);
      total += SimdLanes.sum(sums);
      for (; i < end; i++) {
        float s = slope(squared, y[yo + i]);
        dot += (double) s * dy[dyo + i];
        total += s;
      }
    }
    float mean = (float) (dot / total);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, y, yo + i);
      FloatVector s = squared ? v.sqrt() : v.blend(1, v.compare(VectorOperators.GT, 0));
      FloatVector.fromArray(S, dy, dyo + i).sub(mean).mul(s).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = (dy[dyo + i] - mean) * slope(squared, y[yo + i]);
    }
  }

  /// 1 where `y` is positive, else `y`, which is 0 or NaN; its root for squares.
  private static float slope(boolean squared, float y) {
    return squared ? (float) Math.sqrt(y) : y > 0 ? 1 : y;
  }
}
