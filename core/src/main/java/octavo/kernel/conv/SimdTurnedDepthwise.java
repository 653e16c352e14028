package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [TurnedDepthwise] over pixels with a vector of channels each.
final class SimdTurnedDepthwise {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// Taps whose sums stay in registers together: a kernel of 3×3 takes one pass over the pixels, and of those of 5×5
  /// and 7×7 fewer places are empty than with eight.
  static final int TAPS = 9;

  private SimdTurnedDepthwise() {}

  /// `sums[at + t·LANES + c] += Σ_{i,k} x[shift[first + t] + xo + i·row + k·step + c]·dy[yo + (i·n + k)·LANES + c]` for `i <
  /// rows`, `k < n` and [#TAPS] taps from `first` on. Taps that do not exist repeat the last.
  static void products(
      int rows,
      int n,
      int[] shift,
      int first,
      float[] x,
      int xo,
      int row,
      int step,
      float[] dy,
      int yo,
      float[] sums,
      int at) {
    int most = shift.length - 1;
    int s0 = shift[first] + xo;
    int s1 = shift[Math.min(first + 1, most)] + xo;
    int s2 = shift[Math.min(first + 2, most)] + xo;
    int s3 = shift[Math.min(first + 3, most)] + xo;
    int s4 = shift[Math.min(first + 4, most)] + xo;
    int s5 = shift[Math.min(first + 5, most)] + xo;
    int s6 = shift[Math.min(first + 6, most)] + xo;
    int s7 = shift[Math.min(first + 7, most)] + xo;
    int s8 = shift[Math.min(first + 8, most)] + xo;
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    FloatVector c8 = c0;
    for (int i = 0; i < rows; i++) {
      int down = i * row;
      int from = yo + i * n * LANES;
      for (int k = 0; k < n; k++) {
        FloatVector d = FloatVector.fromArray(S, dy, from + k * LANES);
        int o = down + k * step;
        c0 = d.fma(FloatVector.fromArray(S, x, s0 + o), c0);
        c1 = d.fma(FloatVector.fromArray(S, x, s1 + o), c1);
        c2 = d.fma(FloatVector.fromArray(S, x, s2 + o), c2);
        c3 = d.fma(FloatVector.fromArray(S, x, s3 + o), c3);
        c4 = d.fma(FloatVector.fromArray(S, x, s4 + o), c4);
        c5 = d.fma(FloatVector.fromArray(S, x, s5 + o), c5);
        c6 = d.fma(FloatVector.fromArray(S, x, s6 + o), c6);
        c7 = d.fma(FloatVector.fromArray(S, x, s7 + o), c7);
        c8 = d.fma(FloatVector.fromArray(S, x, s8 + o), c8);
      }
    }
    FloatVector.fromArray(S, sums, at).add(c0).intoArray(sums, at);
    FloatVector.fromArray(S, sums, at + LANES).add(c1).intoArray(sums, at + LANES);
    FloatVector.fromArray(S, sums, at + 2 * LANES).add(c2).intoArray(sums, at + 2 * LANES);
    FloatVector.fromArray(S, sums, at + 3 * LANES).add(c3).intoArray(sums, at + 3 * LANES);
    FloatVector.fromArray(S, sums, at + 4 * LANES).add(c4).intoArray(sums, at + 4 * LANES);
    FloatVector.fromArray(S, sums, at + 5 * LANES).add(c5).intoArray(sums, at + 5 * LANES);
    FloatVector.fromArray(S, sums, at + 6 * LANES).add(c6).intoArray(sums, at + 6 * LANES);
    FloatVector.fromArray(S, sums, at + 7 * LANES).add(c7).intoArray(sums, at + 7 * LANES);
    FloatVector.fromArray(S, sums, at + 8 * LANES).add(c8).intoArray(sums, at + 8 * LANES);
  }
}
