package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;

/// Functions of one row of neighboring floats. Sums are taken in float over 1024 elements at a time
/// and added up in double.
///
/// Softmax and `logSumExp` are online (Milakov and Gimelshein, 2018): a row is read from memory
/// once. A block's exponentials are taken around the largest number so far; when a larger one comes,
/// what was summed is scaled down.
///
/// A method calls an exponential at one place only: at a second one the compiler's budget for
/// inlining is spent, and vectors become objects.
final class SimdRowMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int BLOCK = 1024;

  /// In double a sum of this size has eight digits behind the point.
  private static final double FAR = 1e8;

  /// The number of each lane.
  private static final FloatVector IOTA = FloatVector.zero(S).addIndex(1);

  private SimdRowMath() {}

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  /// The `n` elements at `at`, fewer than a vector, filled up with `rest`.
  private static FloatVector loadFew(float[] x, int at, int n, float rest) {
    float[] padded = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      padded[i] = i < n ? x[at + i] : rest;
    }
    return load(padded, 0);
  }

  /// `v` with 0 in all lanes but the last `n`.
  private static FloatVector lastOf(FloatVector v, int n) {
    return v.blend(0f, IOTA.compare(VectorOperators.LT, LANES - n));
  }

  /// How many elements of `n` the last vector adds to those before it.
  private static int last(int n) {
    return (n - 1) % LANES + 1;
  }

  private static FloatVector larger(FloatVector m, FloatVector x) {
    return m.blend(x, x.compare(VectorOperators.GT, m));
  }

  /// The largest of at least a vector of elements that is a number; -∞ if none is. A NaN shows itself in the exponentials.
  private static float largest(float[] x, int from, int n) {
    FloatVector m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      m0 = larger(m0, load(x, from + i));
      m1 = larger(m1, load(x, from + i + LANES));
      m2 = larger(m2, load(x, from + i + 2 * LANES));
      m3 = larger(m3, load(x, from + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      m0 = larger(m0, load(x, from + i));
    }
    if (i < n) {
      m1 = larger(m1, load(x, from + n - LANES));
    }
    return largest(larger(larger(m0, m1), larger(m2, m3)).toArray());
  }

  private static float largest(float[] lanes) {
    float best = lanes[0];
    for (float lane : lanes) {
      best = lane > best ? lane : best;
    }
    return best;
  }

  /// Softmax of a row. Puts `max x` and `Σ exp(x - max x)` into `found`.
  static void softmax(float[] x, int from, float[] y, int to, int n, double[] found) {
    if (n < LANES) {
      float[] padded = loadFew(x, from, n, Float.NEGATIVE_INFINITY).toArray();
      float[] result = new float[LANES];
      softmax(padded, 0, result, 0, LANES, found);
      System.arraycopy(result, 0, y, to, n);
      return;
    }
    float[] lanes = new float[LANES];
    float[] maxima = new float[blocks(n)];
    float max = -Float.MAX_VALUE; // not -∞, which taken from itself is no number
    double sum = 0;
    for (int b = 0; b < maxima.length; b++) {
      int at = b * BLOCK;
      int length = length(b, n);
      float before = max;
      max = Math.max(max, largest(x, from + at, length));
      sum =
          rescaled(sum, before, max)
              + exponentials(x, from + at, max, y, to + at, length, 0, lanes);
      maxima[b] = max;
    }
    for (int b = 0; b < maxima.length; b++) {
      float factor = (float) (rescaled(1, maxima[b], max) / sum);
      scale(y, to + b * BLOCK, factor, y, to + b * BLOCK, length(b, n));
    }
    found[0] = max;
    found[1] = sum;
  }

  /// Softmax of `rows` rows of one block each. While the exponentials of a row are computed, the next
  /// row comes from memory, and its largest number is found.
  static void softmaxRows(float[] x, int from, float[] y, int to, int n, int rows) {
    float[] lanes = new float[LANES];
    float max = Math.max(-Float.MAX_VALUE, largest(x, from, n));
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      int ahead = row + 1 < rows ? n : 0;
      double sum = exponentials(x, from + at, max, y, to + at, n, ahead, lanes);
      scale(y, to + at, (float) (1 / sum), y, to + at, n);
      max = Math.max(-Float.MAX_VALUE, largest(lanes));
    }
  }

  /// Whether a row is one block, of at least a vector.
  static boolean isBlock(int n) {
    return n >= LANES && blocks(n) == 1;
  }

  /// The number of blocks of a row. What would be less than a vector belongs to the block before.
  private static int blocks(int n) {
    return Math.max(1, (n + BLOCK - LANES) / BLOCK);
  }

  private static int length(int block, int n) {
    return block == blocks(n) - 1 ? n - block * BLOCK : BLOCK;
  }

  /// A sum of exponentials around `before`, around `max`.
  private static double rescaled(double sum, float before, float max) {
    return before == max ? sum : sum * StrictMath.exp((double) before - max);
  }

  /// `y = exp(x - max)` of at least a vector; returns the sum. The last vector may overlap the one
  /// before it. The largest of the elements that lie `ahead` is that of `lanes`.
  private static double exponentials(
      float[] x, int from, float max, float[] y, int to, int n, int ahead, float[] lanes) {
    FloatVector m = FloatVector.broadcast(S, max);
    FloatVector next = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector sum = FloatVector.zero(S);
    FloatVector e = FloatVector.zero(S);
    for (int i = 0; i < n; i += LANES) {
      sum = sum.add(e);
      int at = Math.min(i, n - LANES);
      next = larger(next, load(x, from + ahead + at));
      e = SimdMath.expNotLarge(load(x, from + at).sub(m));
      e.intoArray(y, to + at);
    }
    next.intoArray(lanes, 0);
    return SimdLanes.sum(sum.add(lastOf(e, last(n))).toArray());
  }

  /// `ln Σ exp x`.
  static double logSumExp(float[] x, int from, int n) {
    if (n < LANES) {
      return logSumExp(loadFew(x, from, n, Float.NEGATIVE_INFINITY).toArray(), 0, LANES);
    }
    float[] lanes = new float[LANES];
    float max = -Float.MAX_VALUE;
    double sum = 0;
    for (int b = 0; b < blocks(n); b++) {
      int at = from + b * BLOCK;
      float before = max;
      max = Math.max(max, largest(x, at, length(b, n)));
      sum = rescaled(sum, before, max) + sumOfExponentials(x, at, max, length(b, n), 0, lanes);
    }
    return max == Float.POSITIVE_INFINITY ? infinite(x, from, n) : max + StrictMath.log(sum);
  }

  /// `y = x - ln Σ exp x` of `rows` rows of one block each, as [#softmaxRows].
  static void logSoftmaxRows(float[] x, int from, float[] y, int to, int n, int rows) {
    float[] lanes = new float[LANES];
    float max = Math.max(-Float.MAX_VALUE, largest(x, from, n));
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      int ahead = row + 1 < rows ? n : 0;
      double sum = sumOfExponentials(x, from + at, max, n, ahead, lanes);
      double total =
          max == Float.POSITIVE_INFINITY ? infinite(x, from + at, n) : max + StrictMath.log(sum);
      subtractTotal(x, from + at, total, y, to + at, n);
      max = Math.max(-Float.MAX_VALUE, largest(lanes));
    }
  }

  /// The sum of numbers of which one is +∞: that, unless another is none.
  private static double infinite(float[] x, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (Float.isNaN(x[i])) {
        return Double.NaN;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /// `Σ exp(x - max)` of at least a vector. The largest of the elements that lie `ahead` is that of
  /// `lanes`.
  private static double sumOfExponentials(
      float[] x, int from, float max, int n, int ahead, float[] lanes) {
    FloatVector m = FloatVector.broadcast(S, max);
    FloatVector next = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector sum = FloatVector.zero(S);
    FloatVector e = FloatVector.zero(S);
    for (int i = 0; i < n; i += LANES) {
      sum = sum.add(e);
      int at = from + Math.min(i, n - LANES);
      next = larger(next, load(x, ahead + at));
      e = SimdMath.expNotLarge(load(x, at).sub(m));
    }
    next.intoArray(lanes, 0);
    return SimdLanes.sum(sum.add(lastOf(e, last(n))).toArray());
  }

  /// `y = a·x`, which may be the same array at the same place.
  static void scale(float[] x, int from, float a, float[] y, int to, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      load(x, from + i).mul(a).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = x[from + i] * a;
    }
  }

  /// `y = x - total`, where that is `ln Σ exp x`. Of a large total the logarithm has no digits any more, and is worked out
  /// apart.
  static void subtractTotal(float[] x, int from, double total, float[] y, int to, int n) {
    if (Math.abs(total) < FAR || !Double.isFinite(total)) {
      subtract(x, from, total, y, to, n);
      return;
    }
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, x[i]);
    }
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += Math.exp((double) x[i] - max);
    }
    double log = Math.log(sum);
    for (int i = 0; i < n; i++) {
      y[to + i] = (float) ((double) x[from + i] - max - log);
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
    double total = SimdLanes.sum(s0.add(s1).toArray());
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
    double total = SimdLanes.sum(s0.add(s1).toArray());
    for (; i < n; i++) {
      total += x[from + i];
    }
    return total;
  }

  /// `dx = dy - exp(y)·Σ dy`.
  static void logSoftmaxBackward(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    if (n < LANES) {
      float[] result = new float[LANES];
      float[] output = loadFew(y, yo, n, 0).toArray();
      logSoftmaxBackward(output, 0, loadFew(dy, dyo, n, 0).toArray(), 0, result, 0, LANES);
      System.arraycopy(result, 0, dx, dxo, n);
      return;
    }
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
