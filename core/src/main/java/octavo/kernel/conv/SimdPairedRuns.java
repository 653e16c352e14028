package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.SimdMicrokernel;

/// Sums as those of [PixelRuns] for pixels in blocks of channels of which three quarters are used:
/// the third quarter of two pixels shares a vector, so that no multiplication is in vain.
///
/// The weights of the third quarter stand twice, in the place of the fourth too, and so do the numbers
/// that sums begin with; the fourth quarter of the results is of no account.
final class SimdPairedRuns {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int QUARTER = COLUMNS / 4;

  /// Pixels of a tile: five pairs.
  static final int PIXELS = 10;

  /// What is added where there is no residual.
  static final float[] NOTHING = new float[(PIXELS + 1) * COLUMNS];

  private SimdPairedRuns() {}

  /// Whether a block of so many channels is three quarters full, and vectors long enough for this.
  static boolean suits(int channels) {
    return LANES == 16 && channels > 2 * QUARTER && channels <= 3 * QUARTER;
  }

  /// Writes the third quarter of each row of a block to its fourth.
  static void repeat(float[] rows) {
    for (int row = 0; row < rows.length; row += COLUMNS) {
      System.arraycopy(rows, row + 2 * QUARTER, rows, row + 3 * QUARTER, QUARTER);
    }
  }

  /// `y[yo + p·COLUMNS + j] = min(max(start[j] + Σ_k x[xo + p·COLUMNS + shift[k]]·w[k·COLUMNS + j] +
  /// added, low), high)` for `pixels` pixels `p`, [#PIXELS] or more, the channels `j` of three quarters
  /// and `n` products; what is added stands `apart` from the place in `y` where `adds` is 1, and where it
  /// is 0 is [#NOTHING]. Pixels of the last tile may be computed twice.
  static void sums(
      int pixels,
      int n,
      float[] w,
      float[] x,
      int xo,
      int[] shift,
      float[] start,
      Epilogue epilogue,
      float[] added,
      int adds,
      int apart,
      float[] y,
      int yo) {
    VectorMask<Float> upper = VectorMask.fromLong(S, 0xFF00);
    FloatVector least = FloatVector.broadcast(S, (float) epilogue.low());
    FloatVector most = FloatVector.broadcast(S, (float) epilogue.high());
    FloatVector s = FloatVector.fromArray(S, start, 0);
    FloatVector t = FloatVector.fromArray(S, start, LANES);
    for (int i = 0; i < pixels; i += PIXELS) {
      int first = Math.min(i, pixels - PIXELS) * COLUMNS;
      FloatVector c0 = FloatVector.zero(S);
      FloatVector c1 = FloatVector.zero(S);
      FloatVector c2 = FloatVector.zero(S);
      FloatVector c3 = FloatVector.zero(S);
      FloatVector c4 = FloatVector.zero(S);
      FloatVector c5 = FloatVector.zero(S);
      FloatVector c6 = FloatVector.zero(S);
      FloatVector c7 = FloatVector.zero(S);
      FloatVector c8 = FloatVector.zero(S);
      FloatVector c9 = FloatVector.zero(S);
      FloatVector d0 = FloatVector.zero(S);
      FloatVector d1 = FloatVector.zero(S);
      FloatVector d2 = FloatVector.zero(S);
      FloatVector d3 = FloatVector.zero(S);
      FloatVector d4 = FloatVector.zero(S);
      for (int k = 0; k < n; k++) {
        int at = xo + first + shift[k];
        FloatVector b0 = FloatVector.fromArray(S, w, k * COLUMNS);
        FloatVector b1 = FloatVector.fromArray(S, w, k * COLUMNS + LANES);
        FloatVector a0 = FloatVector.broadcast(S, x[at]);
        FloatVector a5 = FloatVector.broadcast(S, x[at + 5 * COLUMNS]);
        c0 = a0.fma(b0, c0);
        c5 = a5.fma(b0, c5);
        d0 = a0.blend(a5, upper).fma(b1, d0);
        FloatVector a1 = FloatVector.broadcast(S, x[at + COLUMNS]);
        FloatVector a6 = FloatVector.broadcast(S, x[at + 6 * COLUMNS]);
        c1 = a1.fma(b0, c1);
        c6 = a6.fma(b0, c6);
        d1 = a1.blend(a6, upper).fma(b1, d1);
        FloatVector a2 = FloatVector.broadcast(S, x[at + 2 * COLUMNS]);
        FloatVector a7 = FloatVector.broadcast(S, x[at + 7 * COLUMNS]);
        c2 = a2.fma(b0, c2);
        c7 = a7.fma(b0, c7);
        d2 = a2.blend(a7, upper).fma(b1, d2);
        FloatVector a3 = FloatVector.broadcast(S, x[at + 3 * COLUMNS]);
        FloatVector a8 = FloatVector.broadcast(S, x[at + 8 * COLUMNS]);
        c3 = a3.fma(b0, c3);
        c8 = a8.fma(b0, c8);
        d3 = a3.blend(a8, upper).fma(b1, d3);
        FloatVector a4 = FloatVector.broadcast(S, x[at + 4 * COLUMNS]);
        FloatVector a9 = FloatVector.broadcast(S, x[at + 9 * COLUMNS]);
        c4 = a4.fma(b0, c4);
        c9 = a9.fma(b0, c9);
        d4 = a4.blend(a9, upper).fma(b1, d4);
      }
      int o = yo + first;
      int z = o * adds + apart;
      FloatVector v = FloatVector.fromArray(S, added, z + LANES);
      v = v.blend(FloatVector.fromArray(S, added, z + 5 * COLUMNS + QUARTER), upper).add(t.add(d0));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v = v.blend(most, v.compare(VectorOperators.GE, most));
      v.intoArray(y, o + LANES);
      v.intoArray(y, o + 5 * COLUMNS + QUARTER); // its first half is written over below
      v = FloatVector.fromArray(S, added, z + COLUMNS + LANES);
      v = v.blend(FloatVector.fromArray(S, added, z + 6 * COLUMNS + QUARTER), upper).add(t.add(d1));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v = v.blend(most, v.compare(VectorOperators.GE, most));
      v.intoArray(y, o + COLUMNS + LANES);
      v.intoArray(y, o + 6 * COLUMNS + QUARTER);
      v = FloatVector.fromArray(S, added, z + 2 * COLUMNS + LANES);
      v = v.blend(FloatVector.fromArray(S, added, z + 7 * COLUMNS + QUARTER), upper).add(t.add(d2));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v = v.blend(most, v.compare(VectorOperators.GE, most));
      v.intoArray(y, o + 2 * COLUMNS + LANES);
      v.intoArray(y, o + 7 * COLUMNS + QUARTER);
      v = FloatVector.fromArray(S, added, z + 3 * COLUMNS + LANES);
      v = v.blend(FloatVector.fromArray(S, added, z + 8 * COLUMNS + QUARTER), upper).add(t.add(d3));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v = v.blend(most, v.compare(VectorOperators.GE, most));
      v.intoArray(y, o + 3 * COLUMNS + LANES);
      v.intoArray(y, o + 8 * COLUMNS + QUARTER);
      v = FloatVector.fromArray(S, added, z + 4 * COLUMNS + LANES);
      v = v.blend(FloatVector.fromArray(S, added, z + 9 * COLUMNS + QUARTER), upper).add(t.add(d4));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v = v.blend(most, v.compare(VectorOperators.GE, most));
      v.intoArray(y, o + 4 * COLUMNS + LANES);
      v.intoArray(y, o + 9 * COLUMNS + QUARTER);
      v = s.add(c0).add(FloatVector.fromArray(S, added, z));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o);
      v = s.add(c1).add(FloatVector.fromArray(S, added, z + COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS);
      v = s.add(c2).add(FloatVector.fromArray(S, added, z + 2 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS);
      v = s.add(c3).add(FloatVector.fromArray(S, added, z + 3 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS);
      v = s.add(c4).add(FloatVector.fromArray(S, added, z + 4 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS);
      v = s.add(c5).add(FloatVector.fromArray(S, added, z + 5 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS);
      v = s.add(c6).add(FloatVector.fromArray(S, added, z + 6 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS);
      v = s.add(c7).add(FloatVector.fromArray(S, added, z + 7 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 7 * COLUMNS);
      v = s.add(c8).add(FloatVector.fromArray(S, added, z + 8 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 8 * COLUMNS);
      v = s.add(c9).add(FloatVector.fromArray(S, added, z + 9 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 9 * COLUMNS);
    }
  }
}
