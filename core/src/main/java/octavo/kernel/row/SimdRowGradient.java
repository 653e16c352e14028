package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;

/// The gradients of softmax and its logarithm along rows of neighboring floats. Sums are taken in float over
/// 1024 elements at a time and added up in double.
final class SimdRowGradient {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int BLOCK = 1024;

  private SimdRowGradient() {}

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  /// `dx = y·(dy - Σ y·dy)`.
  static void softmax(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    double dot = 0;
    for (int block = 0; block < n; block += BLOCK) {
      dot += dot(y, yo + block, dy, dyo + block, Math.min(BLOCK, n - block));
    }
    float d = (float) dot;
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      load(dy, dyo + i).sub(d).mul(load(y, yo + i)).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = (dy[dyo + i] - d) * y[yo + i];
    }
  }

  private static double dot(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      s0 = load(x, xo + i).fma(load(y, yo + i), s0);
      s1 = load(x, xo + i + LANES).fma(load(y, yo + i + LANES), s1);
    }
    for (; i < S.loopBound(n); i += LANES) {
      s0 = load(x, xo + i).fma(load(y, yo + i), s0);
    }
    double total = n < LANES ? 0 : SimdLanes.sum(s0.add(s1).toArray());
    for (; i < n; i++) {
      total += (double) x[xo + i] * y[yo + i];
    }
    return total;
  }

  private static double sum(float[] x, int from, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      s0 = s0.add(load(x, from + i));
      s1 = s1.add(load(x, from + i + LANES));
    }
    for (; i < S.loopBound(n); i += LANES) {
      s0 = s0.add(load(x, from + i));
    }
    double total = n < LANES ? 0 : SimdLanes.sum(s0.add(s1).toArray());
    for (; i < n; i++) {
      total += x[from + i];
    }
    return total;
  }

  /// `dx = dy - exp(y)·Σ dy` of `rows` rows.
  static void logSoftmaxRows(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n, int rows) {
    if (n < LANES) {
      SimdShortRows.logSoftmaxBackward(y, yo, dy, dyo, dx, dxo, n, rows);
      return;
    }
    for (int at = 0; at < rows * n; at += n) {
      logSoftmax(y, yo + at, dy, dyo + at, dx, dxo + at, n);
    }
  }

  private static void logSoftmax(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    double total = 0;
    for (int block = 0; block < n; block += BLOCK) {
      total += sum(dy, dyo + block, Math.min(BLOCK, n - block));
    }
    minusExponentials(y, yo, (float) total, dy, dyo, dx, dxo, n);
  }

  /// `dx = dy - exp(y)·t` of at least a vector.
  private static void minusExponentials(
      float[] y, int yo, float t, float[] dy, int dyo, float[] dx, int dxo, int n) {
    FloatVector factor = FloatVector.broadcast(S, -t);
    for (int i = 0; i < n; i += LANES) {
      int at = Math.min(i, n - LANES);
      SimdMath.expNotLarge(load(y, yo + at))
          .fma(factor, load(dy, dyo + at))
          .intoArray(dx, dxo + at);
    }
  }
}
