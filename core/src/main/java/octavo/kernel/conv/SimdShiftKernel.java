package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of a convolution over [Planes]: a tile of several channels by two vectors of
/// pixels, kept in registers, to which each tap adds the product of one weight a channel with a
/// shifted run of pixels.
///
/// What is stored behind a loop is `1·c`, which is `c` to the bit: the compiler knows the class of this
/// result, while that of a variable of the loop it may have to guess from few calls; where it cannot,
/// every turn of the loop allocates all accumulators.
final class SimdShiftKernel {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// Channels of a tile: eight where there are 32 vector registers, which come with 512 bits.
  static final int ROWS = LANES == 16 ? 8 : 4;

  /// Pixels of a tile.
  static final int PIXELS = 2 * LANES;

  private SimdShiftKernel() {}

  /// `out[r·ld + q] = Σ_f w[wo + f·ROWS + r]·x[xo + shift[f] + q]` for `ROWS` channels, `PIXELS`
  /// pixels and `n` taps.
  static void tile(
      int n, float[] w, int wo, float[] x, int xo, int[] shift, float[] out, int o, int ld) {
    if (ROWS == 8) {
      eight(n, w, wo, x, xo, shift, out, o, ld);
    } else {
      four(n, w, wo, x, xo, shift, out, o, ld);
    }
  }

  private static void four(
      int n, float[] w, int wo, float[] x, int xo, int[] shift, float[] out, int o, int ld) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    for (int f = 0; f < n; f++) {
      int at = xo + shift[f];
      FloatVector b0 = FloatVector.fromArray(S, x, at);
      FloatVector b1 = FloatVector.fromArray(S, x, at + LANES);
      int i = wo + f * 4;
      FloatVector a = FloatVector.broadcast(S, w[i]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, w[i + 1]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, w[i + 2]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, w[i + 3]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, o);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, o + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, o + ld);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, o + ld + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, o + 2 * ld);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, o + 2 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, o + 3 * ld);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, o + 3 * ld + LANES);
  }

  private static void eight(
      int n, float[] w, int wo, float[] x, int xo, int[] shift, float[] out, int o, int ld) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    FloatVector c60 = c00;
    FloatVector c61 = c00;
    FloatVector c70 = c00;
    FloatVector c71 = c00;
    for (int f = 0; f < n; f++) {
      int at = xo + shift[f];
      FloatVector b0 = FloatVector.fromArray(S, x, at);
      FloatVector b1 = FloatVector.fromArray(S, x, at + LANES);
      int i = wo + f * 8;
      FloatVector a = FloatVector.broadcast(S, w[i]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, w[i + 1]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, w[i + 2]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, w[i + 3]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, w[i + 4]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, w[i + 5]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, w[i + 6]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(S, w[i + 7]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, o);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, o + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, o + ld);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, o + ld + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, o + 2 * ld);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, o + 2 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, o + 3 * ld);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, o + 3 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(out, o + 4 * ld);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(out, o + 4 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(out, o + 5 * ld);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(out, o + 5 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(out, o + 6 * ld);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(out, o + 6 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c70).intoArray(out, o + 7 * ld);
    FloatVector.broadcast(S, 1).mul(c71).intoArray(out, o + 7 * ld + LANES);
  }

  /// One channel of a tile: for groups with a single output channel, as in a depthwise convolution.
  static void single(int n, float[] w, int wo, float[] x, int xo, int[] shift, float[] out, int o) {
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = c0;
    for (int f = 0; f < n; f++) {
      int at = xo + shift[f];
      FloatVector a = FloatVector.broadcast(S, w[wo + f * ROWS]);
      c0 = a.fma(FloatVector.fromArray(S, x, at), c0);
      c1 = a.fma(FloatVector.fromArray(S, x, at + LANES), c1);
    }
    FloatVector.broadcast(S, 1).mul(c0).intoArray(out, o);
    FloatVector.broadcast(S, 1).mul(c1).intoArray(out, o + LANES);
  }

  /// `sums[(4·LANES)·j + LANES·i + lane] += Σ_q y[yo + i·yStep + q]·x[xo_j + q]` for four rows of
  /// `y` and two runs of `x`, `n` a multiple of the vector length: dot products, one partial sum a
  /// lane.
  static void dots(
      int n, float[] y, int yo, int yStep, float[] x, int xo0, int xo1, float[] sums, int at) {
    FloatVector s00 = FloatVector.fromArray(S, sums, at);
    FloatVector s10 = FloatVector.fromArray(S, sums, at + LANES);
    FloatVector s20 = FloatVector.fromArray(S, sums, at + 2 * LANES);
    FloatVector s30 = FloatVector.fromArray(S, sums, at + 3 * LANES);
    FloatVector s01 = FloatVector.fromArray(S, sums, at + 4 * LANES);
    FloatVector s11 = FloatVector.fromArray(S, sums, at + 5 * LANES);
    FloatVector s21 = FloatVector.fromArray(S, sums, at + 6 * LANES);
    FloatVector s31 = FloatVector.fromArray(S, sums, at + 7 * LANES);
    int y1 = yo + yStep;
    int y2 = y1 + yStep;
    int y3 = y2 + yStep;
    for (int q = 0; q < n; q += LANES) {
      FloatVector b0 = FloatVector.fromArray(S, x, xo0 + q);
      FloatVector b1 = FloatVector.fromArray(S, x, xo1 + q);
      FloatVector a = FloatVector.fromArray(S, y, yo + q);
      s00 = a.fma(b0, s00);
      s01 = a.fma(b1, s01);
      a = FloatVector.fromArray(S, y, y1 + q);
      s10 = a.fma(b0, s10);
      s11 = a.fma(b1, s11);
      a = FloatVector.fromArray(S, y, y2 + q);
      s20 = a.fma(b0, s20);
      s21 = a.fma(b1, s21);
      a = FloatVector.fromArray(S, y, y3 + q);
      s30 = a.fma(b0, s30);
      s31 = a.fma(b1, s31);
    }
    FloatVector.broadcast(S, 1).mul(s00).intoArray(sums, at);
    FloatVector.broadcast(S, 1).mul(s10).intoArray(sums, at + LANES);
    FloatVector.broadcast(S, 1).mul(s20).intoArray(sums, at + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(s30).intoArray(sums, at + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(s01).intoArray(sums, at + 4 * LANES);
    FloatVector.broadcast(S, 1).mul(s11).intoArray(sums, at + 5 * LANES);
    FloatVector.broadcast(S, 1).mul(s21).intoArray(sums, at + 6 * LANES);
    FloatVector.broadcast(S, 1).mul(s31).intoArray(sums, at + 7 * LANES);
  }
}
