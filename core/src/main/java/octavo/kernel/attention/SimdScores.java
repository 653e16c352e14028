package octavo.kernel.attention;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.random.SimdRandom;
import octavo.storage.DType;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// What happens to a tile of scores between the matrix products. A tile has a row of [#SIDE] numbers for
/// each key, one for each step.
///
/// Step `r` of a tile sees the keys up to `first + r`. Passes go as far as some step of a vector sees,
/// rounded up to whole register tiles; what products read beyond is what [#hide] has written.
final class SimdScores {
  /// Keys and steps of a tile.
  static final int SIDE = SimdMicrokernel.SIDE;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int MR = SimdMicrokernel.ROWS;
  private static final SimdRandom RANDOM = new SimdRandom();

  private SimdScores() {}

  /// Keys that passes over the steps `r … r + LANES` look at.
  private static int reach(int keys, int first, int r) {
    long seen = (long) first + r + LANES;
    return (int) Math.max(0, Math.min(keys, (seen + MR - 1) / MR * MR));
  }

  /// Writes -∞ where a step does not see a key.
  static void hide(float[] w, int s, int steps, int keys, int first) {
    for (int k = Math.max(0, first + 1); k < keys; k++) {
      int at = s + k * SIDE;
      Arrays.fill(w, at, at + Math.min(steps, k - first), Float.NEGATIVE_INFINITY);
    }
  }

  /// Adds the mask of the steps from `i0` and keys from `j0` on, or writes -∞ where it is false.
  static void mask(View mask, int base, float[] w, int s, int steps, int keys) {
    int down = mask.stride(3);
    int right = mask.stride(2);
    boolean truth = mask.dtype() == DType.BOOL;
    for (int k = 0; k < keys; k++) {
      int at = s + k * SIDE;
      int from = base + k * down;
      if (truth) {
        hideFalse(mask.bools(), from, right, w, at, steps);
      } else {
        float[] m = mask.floats();
        for (int r = 0; r < steps; r++) {
          w[at + r] += m[from + r * right];
        }
      }
    }
  }

  private static void hideFalse(byte[] m, int from, int right, float[] w, int at, int steps) {
    if (right == 0) {
      if (m[from] == 0) {
        Arrays.fill(w, at, at + steps, Float.NEGATIVE_INFINITY);
      }
      return;
    }
    for (int r = 0; r < steps; r++) {
      if (m[from + r * right] == 0) {
        w[at + r] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /// Where the mask of a tile begins.
  static int maskBase(View mask, int b, int h, int i0, int j0) {
    return mask.offset()
        + b * mask.stride(0)
        + h * mask.stride(1)
        + i0 * mask.stride(2)
        + j0 * mask.stride(3);
  }

  /// Takes one more tile into the running maxima `m` and sums `l` of the steps: the scores become `exp(s -
  /// m)`, and `a` is what all that came before is to be multiplied by. Where no key has been seen yet the
  /// maximum is -∞, and 0 is subtracted instead.
  static void online(float[] w, int s, int steps, int keys, int first, int m, int l, int a) {
    for (int r = 0; r < steps; r += LANES) {
      int n = reach(keys, first, r);
      FloatVector old = FloatVector.fromArray(S, w, m + r);
      FloatVector top = old;
      for (int k = 0; k < n; k++) {
        top = top.max(FloatVector.fromArray(S, w, s + k * SIDE + r));
      }
      FloatVector shift = top.blend(0, top.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
      FloatVector sum = FloatVector.zero(S);
      for (int k = 0; k < n; k++) {
        int at = s + k * SIDE + r;
        FloatVector e = SimdMath.exp(FloatVector.fromArray(S, w, at).sub(shift));
        e.intoArray(w, at);
        sum = sum.add(e);
      }
      FloatVector again = SimdMath.exp(old.sub(shift));
      again.intoArray(w, a + r);
      again.fma(FloatVector.fromArray(S, w, l + r), sum).intoArray(w, l + r);
      top.intoArray(w, m + r);
    }
  }

  /// `m + ln l` in place of `m`.
  static void logSums(float[] w, int steps, int m, int l) {
    for (int r = 0; r < steps; r += LANES) {
      FloatVector log = SimdMath.log(FloatVector.fromArray(S, w, l + r));
      FloatVector.fromArray(S, w, m + r).add(log).intoArray(w, m + r);
    }
  }

  /// `exp(s - L)`.
  static void weights(float[] w, int s, int steps, int keys, int first, int logSums) {
    for (int r = 0; r < steps; r += LANES) {
      int n = reach(keys, first, r);
      FloatVector sum = FloatVector.fromArray(S, w, logSums + r);
      FloatVector shift = sum.blend(0, sum.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
      for (int k = 0; k < n; k++) {
        int at = s + k * SIDE + r;
        SimdMath.exp(FloatVector.fromArray(S, w, at).sub(shift)).intoArray(w, at);
      }
    }
  }

  /// `ds = p·(dp - D)` in place of `dp`.
  static void slopes(float[] w, int p, int dp, int steps, int keys, int first, int means) {
    for (int r = 0; r < steps; r += LANES) {
      int n = reach(keys, first, r);
      FloatVector mean = FloatVector.fromArray(S, w, means + r);
      for (int k = 0; k < n; k++) {
        int at = k * SIDE + r;
        FloatVector.fromArray(S, w, dp + at)
            .sub(mean)
            .mul(FloatVector.fromArray(S, w, p + at))
            .intoArray(w, dp + at);
      }
    }
  }

  /// Dropout of the tile of `head`, of all sequences, that begins with step `i0` and key `j0`.
  static void drop(
      AttentionGeometry g, int head, int i0, int j0, float[] w, int s, int steps, int keys) {
    FloatStorage storage = new FloatStorage(w);
    int[] sizes = {steps};
    int[] strides = {1};
    for (int k = 0; k < keys; k++) {
      View row = new View(storage, s + k * SIDE, sizes, strides);
      AttentionGeometry.Dropped d = g.dropout();
      RANDOM.dropout(d.key(), g.counter(head, j0 + k, i0), d.p(), d.scale(), row, row);
    }
  }

  /// `x·y` of two rows.
  static float dot(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector sum = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      sum = FloatVector.fromArray(S, x, xo + i).fma(FloatVector.fromArray(S, y, yo + i), sum);
    }
    double total = SimdLanes.sum(sum.toArray());
    for (; i < n; i++) {
      total += (double) x[xo + i] * y[yo + i];
    }
    return (float) total;
  }

  /// `to = factor·from`, or `to += factor·from`, for a row.
  static void store(float[] from, int at, float factor, boolean add, float[] to, int out, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector v = FloatVector.fromArray(S, from, at + i).mul(factor);
      (add ? v.add(FloatVector.fromArray(S, to, out + i)) : v).intoArray(to, out + i);
    }
    for (; i < n; i++) {
      float v = from[at + i] * factor;
      to[out + i] = add ? v + to[out + i] : v;
    }
  }
}
