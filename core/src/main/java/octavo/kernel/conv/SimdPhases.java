package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Takes rows of pixels apart by the remainder of their column, and puts them together.
final class SimdPhases {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdPhases() {}

  /// `to[o + b·step + j] = from[f + j·count + b]` for `b < count` and `j < width`; up to a vector more is
  /// read and written.
  static void split(int count, float[] from, int f, int width, float[] to, int o, int step) {
    if (count != 2 && count != 4) {
      for (int b = 0; b < count; b++) {
        for (int j = 0; j < width; j++) {
          to[o + b * step + j] = from[f + j * count + b];
        }
      }
      return;
    }
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    for (int j = 0; j < width; j += LANES) {
      int q = f + j * count;
      FloatVector v0 = FloatVector.fromArray(S, from, q);
      FloatVector v1 = FloatVector.fromArray(S, from, q + LANES);
      FloatVector even = evens.selectFrom(v0, v1);
      FloatVector odd = odds.selectFrom(v0, v1);
      if (count == 2) {
        even.intoArray(to, o + j);
        odd.intoArray(to, o + step + j);
      } else {
        FloatVector v2 = FloatVector.fromArray(S, from, q + 2 * LANES);
        FloatVector v3 = FloatVector.fromArray(S, from, q + 3 * LANES);
        FloatVector even2 = evens.selectFrom(v2, v3);
        FloatVector odd2 = odds.selectFrom(v2, v3);
        evens.selectFrom(even, even2).intoArray(to, o + j);
        evens.selectFrom(odd, odd2).intoArray(to, o + step + j);
        odds.selectFrom(even, even2).intoArray(to, o + 2 * step + j);
        odds.selectFrom(odd, odd2).intoArray(to, o + 3 * step + j);
      }
    }
  }

  /// The even and the odd columns of `rows` rows of `n` numbers with `left` zeros before and zeros behind:
  /// `to[o + b·step + i·width + j] = from[f + i·line + 2j + b - left]`, or zero outside of the row, for
  /// `j < width`; up to a vector more is written behind the last row of each half.
  static void halves(
      int rows,
      float[] from,
      int f,
      int line,
      int n,
      int left,
      float[] to,
      int o,
      int width,
      int step) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    FloatVector lane = FloatVector.fromArray(S, SimdPlaneRows.LANE, 0);
    // from right to left, since a vector that reaches beyond its row is in the next row's first
    // columns
    for (int k = (width - 1) / LANES * LANES; k >= 0; k -= LANES) {
      int first = 2 * k - left;
      int second = first + LANES;
      VectorMask<Float> near =
          lane.compare(VectorOperators.GE, -first).and(lane.compare(VectorOperators.LT, n - first));
      VectorMask<Float> far =
          lane.compare(VectorOperators.GE, -second)
              .and(lane.compare(VectorOperators.LT, n - second));
      for (int i = 0; i < rows; i++) {
        FloatVector p = FloatVector.fromArray(S, from, f + i * line + first, near);
        FloatVector q = FloatVector.fromArray(S, from, f + i * line + second, far);
        evens.selectFrom(p, q).intoArray(to, o + i * width + k);
        odds.selectFrom(p, q).intoArray(to, o + step + i * width + k);
      }
    }
  }

  /// `to[o + j] = from[f + j·step]` for `j < n`.
  static void pick(int step, float[] from, int f, int n, float[] to, int o) {
    if (step == 1) {
      System.arraycopy(from, f, to, o, n);
      return;
    }
    int j = step == 2 && LANES > 8 ? second(from, f, n, to, o) : 0;
    for (; j < n; j++) {
      to[o + j] = from[f + j * step];
    }
  }

  /// Whole vectors of every second number, as many as there are; says how many numbers.
  private static int second(float[] from, int f, int n, float[] to, int o) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    int j = 0;
    for (; j + LANES <= n && f + 2 * (j + LANES) <= from.length; j += LANES) {
      FloatVector p = FloatVector.fromArray(S, from, f + 2 * j);
      FloatVector q = FloatVector.fromArray(S, from, f + 2 * j + LANES);
      evens.selectFrom(p, q).intoArray(to, o + j);
    }
    if (0 < j && j < n) { // the last ones once more, with those before them
      int at = Math.min(n - LANES, (from.length - f) / 2 - LANES);
      FloatVector p = FloatVector.fromArray(S, from, f + 2 * at);
      FloatVector q = FloatVector.fromArray(S, from, f + 2 * at + LANES);
      evens.selectFrom(p, q).intoArray(to, o + at);
      j = at + LANES;
    }
    return j;
  }

  /// `to[o + j·step] = from[f + j]` for `j < n`.
  static void place(int step, float[] from, int f, int n, float[] to, int o) {
    if (step == 1) {
      System.arraycopy(from, f, to, o, n);
      return;
    }
    int j = step == 2 && LANES > 8 ? every(from, f, n, to, o) : 0;
    for (; j < n; j++) {
      to[o + j * step] = from[f + j];
    }
  }

  /// Vectors that go to every second place; says how many numbers. What lies between is not written, since
  /// another thread may write it meanwhile.
  private static int every(float[] from, int f, int n, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    VectorMask<Float> evens = VectorMask.fromLong(S, 0x5555);
    int j = 0;
    for (; j + LANES <= n; j += LANES) {
      FloatVector p = FloatVector.fromArray(S, from, f + j);
      low.selectFrom(p, p).intoArray(to, o + 2 * j, evens);
      high.selectFrom(p, p).intoArray(to, o + 2 * j + LANES, evens);
    }
    if (0 < j && j < n) { // the last ones once more, with those before them
      FloatVector p = FloatVector.fromArray(S, from, f + n - LANES);
      low.selectFrom(p, p).intoArray(to, o + 2 * (n - LANES), evens);
      high.selectFrom(p, p).intoArray(to, o + 2 * n - LANES, evens);
      j = n;
    }
    return j;
  }
}
