package octavo.kernel.conv;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Short runs of numbers, such as the rows of small images: a loop over single numbers spends most
/// of its time before and behind the part of it that the compiler makes vectors of, and a call of
/// [Arrays#fill] as much on what to do.
final class SimdRuns {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdRuns() {}

  /// `to[t + k] += from[f + k]` for `k < n`.
  static void accumulate(float[] from, int f, int n, float[] to, int t) {
    int whole = n / LANES * LANES;
    for (int k = 0; k < whole; k += LANES) {
      FloatVector sum = FloatVector.fromArray(S, to, t + k);
      sum.add(FloatVector.fromArray(S, from, f + k)).intoArray(to, t + k);
    }
    for (int k = whole; k < n; k++) {
      to[t + k] += from[f + k];
    }
  }

  /// `to[t + k] = from[f + k] + shift` for `k < n`. Long vectors end with a part of one, which short
  /// ones do not repay: the last of those may write again what the one before it wrote.
  static void add(float[] from, int f, int n, float shift, float[] to, int t) {
    if (LANES > 8) {
      int whole = n / LANES * LANES;
      for (int k = 0; k < whole; k += LANES) {
        FloatVector.fromArray(S, from, f + k).add(shift).intoArray(to, t + k);
      }
      if (whole < n) {
        VectorMask<Float> left = S.indexInRange(whole, n);
        FloatVector.fromArray(S, from, f + whole, left).add(shift).intoArray(to, t + whole, left);
      }
    } else if (n >= LANES) {
      int last = n - LANES;
      for (int k = 0; k < last; k += LANES) {
        FloatVector.fromArray(S, from, f + k).add(shift).intoArray(to, t + k);
      }
      FloatVector.fromArray(S, from, f + last).add(shift).intoArray(to, t + last);
    } else {
      for (int k = 0; k < n; k++) {
        to[t + k] = from[f + k] + shift;
      }
    }
  }

  /// `to[t + k] = from[f + k]` for `k < n`: of long vectors one, or a part of it, where a call of a copying
  /// method takes longer.
  static void copy(float[] from, int f, int n, float[] to, int t) {
    if (LANES > 8 && n <= LANES) {
      VectorMask<Float> inside = S.indexInRange(0, n);
      FloatVector.fromArray(S, from, f, inside).intoArray(to, t, inside);
    } else {
      System.arraycopy(from, f, to, t, n);
    }
  }

  /// `to[k] = 0` for `t ≤ k < until`.
  static void zero(float[] to, int t, int until) {
    if (until - t > LANES) {
      Arrays.fill(to, t, until, 0);
      return;
    }
    for (int k = t; k < until; k++) {
      to[k] = 0;
    }
  }

  /// `to[t + k] = 0` for `k < n`, and for more `k`, as far as `until`, where a vector may be written:
  /// for zeros behind which numbers follow that are not yet there.
  static void gap(float[] to, int t, int n, int until) {
    if (n <= LANES && t + LANES <= until) {
      if (n > 0) {
        FloatVector.zero(S).intoArray(to, t);
      }
    } else {
      zero(to, t, t + n);
    }
  }
}
