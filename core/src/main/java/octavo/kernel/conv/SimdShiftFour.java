package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// As [SimdShiftKernel], of four channels by four vectors of pixels, for groups with so few channels
/// that half of its tile would be empty.
final class SimdShiftFour {
  private static final VectorSpecies<Float> S = SimdShiftKernel.S;
  private static final int LANES = SimdShiftKernel.LANES;

  /// Channels of a tile.
  static final int ROWS = 4;

  /// Pixels of a tile.
  static final int PIXELS = 4 * LANES;

  /// Whether there are registers for it.
  static final boolean EXISTS = SimdShiftKernel.ROWS > ROWS;

  private SimdShiftFour() {}

  /// `out[r·ld + q] = Σ_f w[wo + f·step + r]·x[xo + shift[f] + q]` for `ROWS` channels, `PIXELS`
  /// pixels and `n` taps.
  static void tile(
      int n,
      float[] w,
      int wo,
      int step,
      float[] x,
      int xo,
      int[] shift,
      float[] out,
      int o,
      int ld) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c03 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c12 = c00;
    FloatVector c13 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c22 = c00;
    FloatVector c23 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c32 = c00;
    FloatVector c33 = c00;
    for (int f = 0; f < n; f++) {
      int at = xo + shift[f];
      int i = wo + f * step;
      FloatVector b0 = FloatVector.fromArray(S, x, at);
      FloatVector b1 = FloatVector.fromArray(S, x, at + LANES);
      FloatVector b2 = FloatVector.fromArray(S, x, at + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, x, at + 3 * LANES);
      FloatVector a = FloatVector.broadcast(S, w[i]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      c02 = a.fma(b2, c02);
      c03 = a.fma(b3, c03);
      a = FloatVector.broadcast(S, w[i + 1]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      c12 = a.fma(b2, c12);
      c13 = a.fma(b3, c13);
      a = FloatVector.broadcast(S, w[i + 2]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      c22 = a.fma(b2, c22);
      c23 = a.fma(b3, c23);
      a = FloatVector.broadcast(S, w[i + 3]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      c32 = a.fma(b2, c32);
      c33 = a.fma(b3, c33);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, o);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, o + LANES);
    FloatVector.broadcast(S, 1).mul(c02).intoArray(out, o + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c03).intoArray(out, o + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, o + ld);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, o + ld + LANES);
    FloatVector.broadcast(S, 1).mul(c12).intoArray(out, o + ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c13).intoArray(out, o + ld + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, o + 2 * ld);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, o + 2 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c22).intoArray(out, o + 2 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c23).intoArray(out, o + 2 * ld + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, o + 3 * ld);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, o + 3 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c32).intoArray(out, o + 3 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c33).intoArray(out, o + 3 * ld + 3 * LANES);
  }
}
