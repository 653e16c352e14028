package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The loops that bring finished sums to where they belong, with the [Epilogue] on the way.
final class SimdBlocks {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdBlocks() {}

  /// `y[yo + i] = min(max(x[xo + i] + added[ao + i], low), high)` for `i < n`, a multiple of the
  /// vectors' length; nothing is added where `added` is null. A NaN stays NaN.
  static void store(
      float[] x,
      int xo,
      float @Nullable [] added,
      int ao,
      float low,
      float high,
      float[] y,
      int yo,
      int n) {
    if (added == null) {
      bound(x, xo, low, high, y, yo, n);
    } else {
      add(x, xo, added, ao, low, high, y, yo, n);
    }
  }

  private static void bound(float[] x, int xo, float low, float high, float[] y, int yo, int n) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + i);
    }
  }

  private static void add(
      float[] x, int xo, float[] added, int ao, float low, float high, float[] y, int yo, int n) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v = v.add(FloatVector.fromArray(S, added, ao + i));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + i);
    }
  }

  /// `y[yo + i] = 0` for `i < n`, a multiple of the vectors' length: for a few of them less than a call
  /// of a filling routine takes.
  static void clear(float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.zero(S).intoArray(y, yo + i);
    }
  }

  /// `y[yo + j·SIZE + c] = max(y[yo + j·SIZE + c], x[xo + j·step + c])` for `n` pixels `j` and a block
  /// of channels `c`.
  static void maximum(int n, float[] x, int xo, int step, float[] y, int yo) {
    for (int j = 0; j < n; j++) {
      int from = xo + j * step;
      int to = yo + j * BlockedImages.SIZE;
      for (int c = 0; c < BlockedImages.SIZE; c += LANES) {
        FloatVector v = FloatVector.fromArray(S, x, from + c);
        v.max(FloatVector.fromArray(S, y, to + c)).intoArray(y, to + c);
      }
    }
  }

  /// `y[yo + j·SIZE + c] = max_{u, v < 3} x[xo + j·step + u·line + v·apart + c]` for `n` windows `j` and
  /// a block of channels `c`.
  static void maximumOfNine(
      int n, float[] x, int xo, int step, int line, int apart, float[] y, int yo) {
    for (int j = 0; j < n; j++) {
      for (int c = 0; c < BlockedImages.SIZE; c += LANES) {
        int a = xo + j * step + c;
        int b = a + line;
        int d = b + line;
        FloatVector v = FloatVector.fromArray(S, x, a);
        FloatVector w = FloatVector.fromArray(S, x, b);
        FloatVector z = FloatVector.fromArray(S, x, d);
        v = v.max(FloatVector.fromArray(S, x, a + apart));
        w = w.max(FloatVector.fromArray(S, x, b + apart));
        z = z.max(FloatVector.fromArray(S, x, d + apart));
        v = v.max(FloatVector.fromArray(S, x, a + 2 * apart));
        w = w.max(FloatVector.fromArray(S, x, b + 2 * apart));
        z = z.max(FloatVector.fromArray(S, x, d + 2 * apart));
        v.max(w).max(z).intoArray(y, yo + j * BlockedImages.SIZE + c);
      }
    }
  }

  /// `y[yo …] = Σ x / n` over `n` pixels, for a block of channels.
  static void mean(int n, float[] x, int xo, float[] y, int yo) {
    for (int c = 0; c < BlockedImages.SIZE; c += LANES) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = FloatVector.zero(S);
      FloatVector s2 = FloatVector.zero(S);
      FloatVector s3 = FloatVector.zero(S);
      int p = 0;
      for (; p + 4 <= n; p += 4) {
        int at = xo + c + p * BlockedImages.SIZE;
        s0 = s0.add(FloatVector.fromArray(S, x, at));
        s1 = s1.add(FloatVector.fromArray(S, x, at + BlockedImages.SIZE));
        s2 = s2.add(FloatVector.fromArray(S, x, at + 2 * BlockedImages.SIZE));
        s3 = s3.add(FloatVector.fromArray(S, x, at + 3 * BlockedImages.SIZE));
      }
      for (; p < n; p++) {
        s0 = s0.add(FloatVector.fromArray(S, x, xo + c + p * BlockedImages.SIZE));
      }
      s0.add(s1).add(s2.add(s3)).div(n).intoArray(y, yo + c);
    }
  }
}
