package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;

/// Functions of one row of neighboring floats. Sums are taken in float over 1024 elements at a time
/// and added up in double.
final class SimdRowMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int BLOCK = 1024;

  private SimdRowMath() {}

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  /// The last `n` elements, fewer than a vector, filled up with `rest`.
  private static FloatVector loadTail(float[] x, int at, int n, float rest) {
    float[] padded = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      padded[i] = i < n ? x[at + i] : rest;
    }
    return load(padded, 0);
  }

  private static void storeTail(FloatVector v, float[] y, int at, int n) {
    float[] padded = new float[LANES];
    v.intoArray(padded, 0);
    System.arraycopy(padded, 0, y, at, n);
  }

  private static float largest(float[] x, int from, int n) {
    FloatVector m = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      m = m.max(load(x, from + i));
    }
    float best = m.reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      best = Math.max(best, x[from + i]);
    }
    return best;
  }

  /// Softmax of a row; returns `ln Σ exp x`.
  static double softmax(float[] x, int from, float[] y, int to, int n) {
    float max = largest(x, from, n);
    double sum = 0;
    for (int block = 0; block < n; block += BLOCK) {
      sum += exponentials(x, from + block, max, y, to + block, Math.min(BLOCK, n - block));
    }
    scale(y, to, (float) (1 / sum), y, to, n);
    return max + StrictMath.log(sum);
  }

  /// `y = exp(x - max)`; returns the sum.
  private static double exponentials(float[] x, int from, float max, float[] y, int to, int n) {
    FloatVector sum = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector e = SimdMath.exp(load(x, from + i).sub(max));
      e.intoArray(y, to + i);
      sum = sum.add(e);
    }
    double total = SimdLanes.sum(sum);
    if (i < n) {
      FloatVector e = SimdMath.exp(loadTail(x, from + i, n - i, Float.NEGATIVE_INFINITY).sub(max));
      storeTail(e, y, to + i, n - i);
      for (; i < n; i++) {
        total += y[to + i];
      }
    }
    return total;
  }

  /// `ln Σ exp x`.
  static double logSumExp(float[] x, int from, int n) {
    float max = largest(x, from, n);
    if (Float.isInfinite(max)) {
      return max;
    }
    double total = 0;
    for (int block = 0; block < n; block += BLOCK) {
      total += sumOfExponentials(x, from + block, max, Math.min(BLOCK, n - block));
    }
    return max + StrictMath.log(total);
  }

  private static double sumOfExponentials(float[] x, int from, float max, int n) {
    FloatVector sum = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      sum = sum.add(SimdMath.exp(load(x, from + i).sub(max)));
    }
    double total = SimdLanes.sum(sum);
    if (i < n) {
      total +=
          SimdLanes.sum(
              SimdMath.exp(loadTail(x, from + i, n - i, Float.NEGATIVE_INFINITY).sub(max)));
    }
    return total;
  }

  /// `y = a·x`.
  static void scale(float[] x, int from, float a, float[] y, int to, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      load(x, from + i).mul(a).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = x[from + i] * a;
    }
  }

  /// `y = x - c`, the constant in two parts so that nothing of it is lost.
  static void subtract(float[] x, int from, double c, float[] y, int to, int n) {
    float high = (float) c;
    float low = Double.isInfinite(c) ? 0 : (float) (c - high);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      load(x, from + i).sub(high).sub(low).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = x[from + i] - high - low;
    }
  }

  /// `dx = y·(dy - Σ y·dy)`.
  static void softmaxBackward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
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
    FloatVector sum = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      sum = load(x, xo + i).fma(load(y, yo + i), sum);
    }
    double total = SimdLanes.sum(sum);
    for (; i < n; i++) {
      total += (double) x[xo + i] * y[yo + i];
    }
    return total;
  }

  private static double sum(float[] x, int from, int n) {
    FloatVector sum = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      sum = sum.add(load(x, from + i));
    }
    double total = SimdLanes.sum(sum);
    for (; i < n; i++) {
      total += x[from + i];
    }
    return total;
  }

  /// `dx = dy - exp(y)·Σ dy`.
  static void logSoftmaxBackward(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    double total = 0;
    for (int block = 0; block < n; block += BLOCK) {
      total += sum(dy, dyo + block, Math.min(BLOCK, n - block));
    }
    FloatVector t = FloatVector.broadcast(S, (float) -total);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      SimdMath.exp(load(y, yo + i)).fma(t, load(dy, dyo + i)).intoArray(dx, dxo + i);
    }
    if (i < n) {
      FloatVector e = SimdMath.exp(loadTail(y, yo + i, n - i, 0));
      storeTail(e.fma(t, loadTail(dy, dyo + i, n - i, 0)), dx, dxo + i, n - i);
    }
  }
}
