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
///
/// In softmax a row has two pieces: whole vectors, of which the compiler sees at once that they lie inside
/// their arrays, and, if some elements are left, a last vector that overlaps the one before it. The
/// exponentials are taken [#LIFT] times as large, which saves a multiplication: they, and their sums, are
/// normal numbers then. Both together take a quarter off the time of rows of 1000; the sums of log-softmax
/// alone, which write nothing, are slower that way.
final class SimdRowMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int BLOCK = 1024;

  /// In double a sum of this size has eight digits behind the point.
  private static final double FAR = 1e8;

  /// Of these, each in a vector of an array: the largest elements ahead, the sum of the exponentials and
  /// those of the last vector alone.
  private static final int SUM = LANES;

  private static final int LAST = 2 * LANES;

  /// What [SimdMath#expLifted] multiplies its results by.
  private static final double LIFT = 0x1p64;

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

  /// The pieces of a row of at least a vector: all whole vectors, and the last `LANES` elements if there
  /// are more.
  private static int pieces(int n) {
    return n % LANES == 0 ? 1 : 2;
  }

  private static int start(int piece, int n) {
    return piece == 0 ? 0 : n - LANES;
  }

  private static int size(int piece, int n) {
    return piece == 0 ? S.loopBound(n) : LANES;
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

  /// The largest of a vector of numbers, in four chains.
  private static float largest(float[] lanes) {
    float best0 = lanes[0];
    float best1 = lanes[1];
    float best2 = lanes[2];
    float best3 = lanes[3];
    for (int i = 4; i <= LANES - 4; i += 4) {
      best0 = larger(best0, lanes[i]);
      best1 = larger(best1, lanes[i + 1]);
      best2 = larger(best2, lanes[i + 2]);
      best3 = larger(best3, lanes[i + 3]);
    }
    return larger(larger(best0, best1), larger(best2, best3));
  }

  private static float larger(float a, float b) {
    return b > a ? b : a;
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
    float[] lanes = new float[3 * LANES];
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
      double factor = rescaled(1, maxima[b], max) / sum;
      int at = to + b * BLOCK;
      if (factor < Float.MIN_NORMAL) { // as a float it would lose bits
        scale(y, at, (float) (1 / LIFT), y, at, length(b, n));
        factor *= LIFT;
      }
      scale(y, at, (float) factor, y, at, length(b, n));
    }
    found[0] = max;
    found[1] = sum / LIFT;
  }

  /// Softmax of `rows` rows of one block each. While the exponentials of a row are computed, the next
  /// row comes from memory, and its largest number is found.
  static void softmaxRows(float[] x, int from, float[] y, int to, int n, int rows) {
    float[] lanes = new float[3 * LANES];
    float max = Math.max(-Float.MAX_VALUE, largest(x, from, n));
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      int ahead = row + 1 < rows ? n : 0;
      double sum = exponentials(x, from + at, max, y, to + at, n, ahead, lanes);
      max = Math.max(-Float.MAX_VALUE, largest(lanes));
      scale(y, to + at, (float) (1 / sum), y, to + at, n);
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

  /// `y = 2⁶⁴·exp(x - max)` of at least a vector; returns the sum. `lanes` begins with the largest of
  /// the elements that lie `ahead`.
  private static double exponentials(
      float[] x, int from, float max, float[] y, int to, int n, int ahead, float[] lanes) {
    FloatVector.broadcast(S, Float.NEGATIVE_INFINITY).intoArray(lanes, 0);
    for (int piece = 0; piece < pieces(n); piece++) {
      int at = start(piece, n);
      int place = piece == 0 ? SUM : LAST;
      exponentials(x, from + at, max, y, to + at, size(piece, n), ahead, lanes, place);
    }
    return sum(lanes, n);
  }

  /// The sum of all exponentials from those of whole vectors and of the last one.
  private static double sum(float[] lanes, int n) {
    FloatVector sum = load(lanes, SUM);
    if (n % LANES > 0) {
      sum = sum.add(lastOf(load(lanes, LAST), last(n)));
    }
    return SimdLanes.sum(sum.toArray());
  }

  /// The same of whole vectors, whose sum becomes the one at `place` of `lanes`.
  private static void exponentials(
      float[] x,
      int from,
      float max,
      float[] y,
      int to,
      int n,
      int ahead,
      float[] lanes,
      int place) {
    FloatVector m = FloatVector.broadcast(S, max);
    FloatVector next = load(lanes, 0);
    FloatVector sum = FloatVector.zero(S);
    for (int i = 0; i <= n - LANES; i += LANES) {
      next = larger(next, load(x, from + ahead + i));
      FloatVector e = SimdMath.expLifted(load(x, from + i).sub(m));
      sum = sum.add(e);
      e.intoArray(y, to + i);
    }
    next.intoArray(lanes, 0);
    sum.intoArray(lanes, place);
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
