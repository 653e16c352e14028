package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;
import org.jspecify.annotations.Nullable;

/// Functions of rows of neighboring floats. Sums are taken in float over 1024 elements at a time
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
  static final double LIFT = 0x1p64;

  /// The number of each lane.
  private static final FloatVector IOTA = FloatVector.zero(S).addIndex(1);

  private SimdRowMath() {}

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
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
    return largest(larger(larger(m0, m1), larger(m2, m3)));
  }

  /// The largest of a vector of numbers.
  private static float largest(FloatVector lanes) {
    return lanes.reduceLanes(VectorOperators.MAX);
  }

  /// Softmax of `rows` rows; `totals` takes `ln Σ exp x` of each, if it is there.
  static void softmaxRows(
      float[] x, int from, float[] y, int to, int n, int rows, double @Nullable [] totals) {
    if (n < LANES) {
      SimdShortRows.softmax(x, from, y, to, n, rows, totals);
    } else if (blocks(n) == 1) {
      softmaxBlocks(x, from, y, to, n, rows, totals);
    } else {
      for (int row = 0; row < rows; row++) {
        double total = softmax(x, from + row * n, y, to + row * n, n);
        if (totals != null) {
          totals[row] = total;
        }
      }
    }
  }

  /// Softmax of rows of one block each. While the exponentials of a row are computed, the next
  /// row comes from memory, and its largest number is found.
  private static void softmaxBlocks(
      float[] x, int from, float[] y, int to, int n, int rows, double @Nullable [] totals) {
    float[] lanes = new float[3 * LANES];
    float max = Math.max(-Float.MAX_VALUE, largest(x, from, n));
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      int ahead = row + 1 < rows ? n : 0;
      double sum = exponentials(x, from + at, max, y, to + at, n, ahead, lanes);
      if (totals != null) {
        totals[row] = max + StrictMath.log(sum / LIFT);
      }
      max = Math.max(-Float.MAX_VALUE, largest(load(lanes, 0)));
      scale(y, to + at, (float) (1 / sum), y, to + at, n);
    }
  }

  /// Softmax of a row of several blocks; returns `ln Σ exp x`.
  private static double softmax(float[] x, int from, float[] y, int to, int n) {
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
    return max + StrictMath.log(sum / LIFT);
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

  /// `ln Σ exp x` of `rows` rows into `totals`, and `y = x - ln Σ exp x` if there is a `y`.
  static void logSumExpRows(
      float[] x, int from, int n, int rows, double[] totals, float @Nullable [] y, int to) {
    if (n < LANES) {
      SimdShortRows.logSumExp(x, from, n, rows, totals);
      for (int row = 0; y != null && row < rows; row++) {
        subtractTotal(x, from + row * n, totals[row], y, to + row * n, n);
      }
    } else if (blocks(n) == 1) {
      logSumExpBlocks(x, from, n, rows, totals, y, to);
    } else {
      for (int row = 0; row < rows; row++) {
        int at = row * n;
        totals[row] = logSumExp(x, from + at, n);
        if (y != null) {
          subtractTotal(x, from + at, totals[row], y, to + at, n);
        }
      }
    }
  }

  /// The same of rows of one block each, as [#softmaxBlocks].
  private static void logSumExpBlocks(
      float[] x, int from, int n, int rows, double[] totals, float @Nullable [] y, int to) {
    float[] lanes = new float[LANES];
    float max = Math.max(-Float.MAX_VALUE, largest(x, from, n));
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      int ahead = row + 1 < rows ? n : 0;
      double sum = sumOfExponentials(x, from + at, max, n, ahead, lanes);
      totals[row] = total(x, from + at, n, max, sum);
      if (y != null) {
        subtractTotal(x, from + at, totals[row], y, to + at, n);
      }
      max = Math.max(-Float.MAX_VALUE, largest(load(lanes, 0)));
    }
  }

  /// `ln Σ exp x` of a row of several blocks.
  private static double logSumExp(float[] x, int from, int n) {
    float[] lanes = new float[LANES];
    float max = -Float.MAX_VALUE;
    double sum = 0;
    for (int b = 0; b < blocks(n); b++) {
      int at = from + b * BLOCK;
      float before = max;
      max = Math.max(max, largest(x, at, length(b, n)));
      sum = rescaled(sum, before, max) + sumOfExponentials(x, at, max, length(b, n), 0, lanes);
    }
    return total(x, from, n, max, sum);
  }

  /// `ln Σ exp x` of a row, from its largest element and the sum of the exponentials around it.
  static double total(float[] x, int from, int n, float max, double sum) {
    return max == Float.POSITIVE_INFINITY ? infinite(x, from, n) : max + StrictMath.log(sum);
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
  private static void subtractTotal(float[] x, int from, double total, float[] y, int to, int n) {
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

  /// What a float loses of `c`.
  static float low(double c) {
    return Double.isInfinite(c) ? 0 : (float) (c - (float) c);
  }

  /// `y = x - c`, the constant in two parts so that nothing of it is lost.
  private static void subtract(float[] x, int from, double c, float[] y, int to, int n) {
    float high = (float) c;
    float low = low(c);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      load(x, from + i).sub(high).sub(low).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = x[from + i] - high - low;
    }
  }
}
