package octavo.kernel.row;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;
import octavo.kernel.elementwise.SimdMath;

/// Functions of a strip of rows side by side: element `i` of row `r` lies at `i·inner + r`, and a
/// vector holds one element of as many rows as it has lanes.
///
/// A strip is read once, into neighboring memory that a cache holds: steps of `inner`
/// elements, a power of two as a rule, would let the lines of a strip drive one another out. The last
/// vector of the last strip overlaps the one before it, so that a row's value does not depend on its
/// place. Sums are taken in float over [#ROWS] elements at a time.
final class SimdColumnMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// So many floats of a strip are kept.
  private static final int KEPT = 1 << 18;

  /// So many rows a strip has at most. Memory is fetched ahead in runs of rows side by side: with 1024
  /// of them softmax over 256 channels of 32×32 takes a fifth less than with 256.
  private static final int WIDEST = 1024;

  /// So many strips there should be, for threads to share.
  private static final int STRIPS = 16;

  private static final int ROWS = 64;

  private SimdColumnMath() {}

  /// The width of the strips of `outer` blocks of `inner` rows of `n` elements, in rows; a multiple of
  /// the vector's length.
  static int width(int outer, int n, int inner) {
    int shared = Math.ceilDiv(inner, Math.ceilDiv(STRIPS, Math.max(1, outer)));
    int most = Math.min(Math.min(WIDEST, KEPT / n), shared);
    return Math.max(LANES, most / LANES * LANES);
  }

  /// A strip: the rows `start` to `start + width` of a block of `inner` rows of `n` elements.
  record Strip(int n, int inner, int start, int width) {
    /// Where the vector of rows that begins at `j` of the strip is read.
    int place(int j) {
      return Math.min(start + j, inner - LANES);
    }

    /// The width, rounded up to whole vectors.
    int pitch() {
      return (width + LANES - 1) / LANES * LANES;
    }
  }

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(S, x, i);
  }

  /// Copies the strip and finds each row's largest number, which stands behind the copy.
  private static void gather(Strip s, float[] x, int from, float[] kept) {
    int pitch = s.pitch();
    int maxima = s.n() * pitch;
    Arrays.fill(kept, maxima, maxima + pitch, -Float.MAX_VALUE);
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < pitch; j += LANES) {
        FloatVector v = load(x, from + i * s.inner() + s.place(j));
        v.intoArray(kept, i * pitch + j);
        FloatVector m = load(kept, maxima + j);
        m.blend(v, v.compare(VectorOperators.GT, m)).intoArray(kept, maxima + j);
      }
    }
  }

  /// Puts `2⁶⁴·exp(x - max)` in the place of `x`, the sums behind the maxima.
  private static void exponentials(Strip s, float[] kept) {
    int pitch = s.pitch();
    int maxima = s.n() * pitch;
    int sums = maxima + pitch;
    int parts = sums + pitch;
    Arrays.fill(kept, sums, parts + pitch, 0);
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < pitch; j += LANES) {
        FloatVector e = SimdMath.expLifted(load(kept, i * pitch + j).sub(load(kept, maxima + j)));
        e.intoArray(kept, i * pitch + j);
        load(kept, parts + j).add(e).intoArray(kept, parts + j);
      }
      if (i % ROWS == ROWS - 1 || i == s.n() - 1) {
        for (int j = 0; j < pitch; j += LANES) {
          load(kept, sums + j).add(load(kept, parts + j)).intoArray(kept, sums + j);
        }
        Arrays.fill(kept, parts, parts + pitch, 0);
      }
    }
  }

  private static float[] keep(Strip s) {
    return Scratch.floats(Scratch.RESULT, (s.n() + 3) * s.pitch());
  }

  static void softmax(Strip s, float[] x, int from, float[] y, int to) {
    float[] kept = keep(s);
    int pitch = s.pitch();
    int sums = (s.n() + 1) * pitch;
    gather(s, x, from, kept);
    exponentials(s, kept);
    for (int j = 0; j < pitch; j += LANES) {
      FloatVector.broadcast(S, 1).div(load(kept, sums + j)).intoArray(kept, sums + j);
    }
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < pitch; j += LANES) {
        load(kept, i * pitch + j)
            .mul(load(kept, sums + j))
            .intoArray(y, to + i * s.inner() + s.place(j));
      }
    }
  }

  /// The strip, and behind it the maxima and `ln Σ exp(x - max x)`. An infinite maximum counts as the
  /// largest float, so that the sum is infinite and not NaN.
  private static float[] logSums(Strip s, float[] x, int from) {
    float[] kept = keep(s);
    gather(s, x, from, kept);
    int pitch = s.pitch();
    int maxima = s.n() * pitch;
    for (int j = 0; j < pitch; j += LANES) {
      FloatVector found = load(kept, maxima + j);
      FloatVector max =
          found.blend(Float.MAX_VALUE, found.compare(VectorOperators.GT, Float.MAX_VALUE));
      max.intoArray(kept, maxima + j);
      sumOfExponentials(s, kept, j);
    }
    for (int j = 0; j < pitch; j += LANES) {
      SimdMath.log(load(kept, maxima + pitch + j)).intoArray(kept, maxima + pitch + j);
    }
    return kept;
  }

  private static void sumOfExponentials(Strip s, float[] kept, int j) {
    int pitch = s.pitch();
    int maxima = s.n() * pitch;
    FloatVector max = load(kept, maxima + j);
    FloatVector total = FloatVector.zero(S);
    for (int i0 = 0; i0 < s.n(); i0 += ROWS) {
      FloatVector sum = FloatVector.zero(S);
      for (int i = i0; i < Math.min(s.n(), i0 + ROWS); i++) {
        sum = sum.add(SimdMath.exp(load(kept, i * pitch + j).sub(max)));
      }
      total = total.add(sum);
    }
    total.intoArray(kept, maxima + pitch + j);
  }

  static void logSoftmax(Strip s, float[] x, int from, float[] y, int to) {
    float[] kept = logSums(s, x, from);
    int pitch = s.pitch();
    int maxima = s.n() * pitch;
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < pitch; j += LANES) {
        load(kept, i * pitch + j)
            .sub(load(kept, maxima + j))
            .sub(load(kept, maxima + pitch + j))
            .intoArray(y, to + i * s.inner() + s.place(j));
      }
    }
  }

  static void logSumExp(Strip s, float[] x, int from, float[] y, int to) {
    float[] kept = logSums(s, x, from);
    int maxima = s.n() * s.pitch();
    for (int j = 0; j < s.pitch(); j += LANES) {
      FloatVector max = load(kept, maxima + j);
      FloatVector sum = max.add(load(kept, maxima + s.pitch() + j));
      sum.intoArray(y, to + s.place(j));
    }
  }

  /// Copies the strips of `y` and `dy` one behind the other; the sums of `y·dy`, or of `dy` alone,
  /// stand behind them.
  private static float[] gather(Strip s, float[] y, int yo, float[] dy, int dyo, boolean products) {
    int pitch = s.pitch();
    int size = s.n() * pitch;
    float[] kept = Scratch.floats(Scratch.RESULT, 2 * size + 2 * pitch);
    int parts = 2 * size + pitch;
    Arrays.fill(kept, 2 * size, 2 * size + 2 * pitch, 0);
    for (int i0 = 0; i0 < s.n(); i0 += ROWS) {
      for (int i = i0; i < Math.min(s.n(), i0 + ROWS); i++) {
        for (int j = 0; j < pitch; j += LANES) {
          int at = i * s.inner() + s.place(j);
          FloatVector a = load(y, yo + at);
          FloatVector g = load(dy, dyo + at);
          a.intoArray(kept, i * pitch + j);
          g.intoArray(kept, size + i * pitch + j);
          FloatVector part = load(kept, parts + j);
          (products ? a.fma(g, part) : part.add(g)).intoArray(kept, parts + j);
        }
      }
      for (int j = 0; j < pitch; j += LANES) {
        load(kept, 2 * size + j).add(load(kept, parts + j)).intoArray(kept, 2 * size + j);
      }
      Arrays.fill(kept, parts, parts + pitch, 0);
    }
    return kept;
  }

  static void softmaxBackward(
      Strip s, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
    float[] kept = gather(s, y, yo, dy, dyo, true);
    int pitch = s.pitch();
    int size = s.n() * pitch;
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < pitch; j += LANES) {
        load(kept, size + i * pitch + j)
            .sub(load(kept, 2 * size + j))
            .mul(load(kept, i * pitch + j))
            .intoArray(dx, dxo + i * s.inner() + s.place(j));
      }
    }
  }

  static void logSoftmaxBackward(
      Strip s, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
    float[] kept = gather(s, y, yo, dy, dyo, false);
    int pitch = s.pitch();
    int size = s.n() * pitch;
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < pitch; j += LANES) {
        SimdMath.exp(load(kept, i * pitch + j))
            .fma(load(kept, 2 * size + j).neg(), load(kept, size + i * pitch + j))
            .intoArray(dx, dxo + i * s.inner() + s.place(j));
      }
    }
  }
}
