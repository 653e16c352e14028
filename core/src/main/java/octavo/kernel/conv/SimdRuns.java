package octavo.kernel.conv;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Short runs of numbers, such as the rows of small images: a loop over single numbers spends most
/// of its time before and behind the part of it that the compiler makes vectors of, and a call of
/// [Arrays#fill] as much on what to do.
final class SimdRuns {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final VectorSpecies<Float> FEW = FloatVector.SPECIES_128;
  private static final int FEW_LANES = FEW.length();

  private SimdRuns() {}

  /// `to[t + k] = from[f + k] + shift` for `k < n`; the last vector may write again what the one
  /// before it wrote.
  static void add(float[] from, int f, int n, float shift, float[] to, int t) {
    if (n >= LANES) {
      int last = n - LANES;
      for (int k = 0; k < last; k += LANES) {
        FloatVector.fromArray(S, from, f + k).add(shift).intoArray(to, t + k);
      }
      FloatVector.fromArray(S, from, f + last).add(shift).intoArray(to, t + last);
    } else if (n >= FEW_LANES) {
      int last = n - FEW_LANES;
      for (int k = 0; k < last; k += FEW_LANES) {
        FloatVector.fromArray(FEW, from, f + k).add(shift).intoArray(to, t + k);
      }
      FloatVector.fromArray(FEW, from, f + last).add(shift).intoArray(to, t + last);
    } else {
      for (int k = 0; k < n; k++) {
        to[t + k] = from[f + k] + shift;
      }
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
