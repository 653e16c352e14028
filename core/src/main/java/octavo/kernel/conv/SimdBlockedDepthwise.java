package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of a 3×3 depthwise convolution over a row of pixels with a vector of channels each. A
/// column of three pixels is loaded once and serves the results that it is part of.
final class SimdBlockedDepthwise {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SIZE = BlockedImages.SIZE;

  private SimdBlockedDepthwise() {}

  /// One row of `n` results of a block of channels, each `min(max(start + Σ_{u,v} w[3u + v]·x[i·stride
  /// + u, j·stride + v], low), high)`.
  ///
  /// @param w the weights, `[9][SIZE]`, from `wo` on
  /// @param start what the sums begin with, `[SIZE]`, from `so` on
  /// @param x the rows, `pitch` numbers apart, from `xo` on
  static void row(
      int stride,
      int n,
      float[] w,
      int wo,
      float[] start,
      int so,
      float[] x,
      int xo,
      int pitch,
      float low,
      float high,
      float[] y,
      int yo) {
    for (int c = 0; c < SIZE; c += LANES) {
      if (stride == 1) {
        one(n, w, wo + c, start, so + c, x, xo + c, pitch, low, high, y, yo + c);
      } else {
        two(n, w, wo + c, start, so + c, x, xo + c, pitch, low, high, y, yo + c);
      }
    }
  }

  private static void one(
      int n,
      float[] w,
      int wo,
      float[] start,
      int so,
      float[] x,
      int xo,
      int pitch,
      float low,
      float high,
      float[] y,
      int yo) {
    FloatVector w0 = FloatVector.fromArray(S, w, wo);
    FloatVector w1 = FloatVector.fromArray(S, w, wo + SIZE);
    FloatVector w2 = FloatVector.fromArray(S, w, wo + 2 * SIZE);
    FloatVector w3 = FloatVector.fromArray(S, w, wo + 3 * SIZE);
    FloatVector w4 = FloatVector.fromArray(S, w, wo + 4 * SIZE);
    FloatVector w5 = FloatVector.fromArray(S, w, wo + 5 * SIZE);
    FloatVector w6 = FloatVector.fromArray(S, w, wo + 6 * SIZE);
    FloatVector w7 = FloatVector.fromArray(S, w, wo + 7 * SIZE);
    FloatVector w8 = FloatVector.fromArray(S, w, wo + 8 * SIZE);
    FloatVector bias = FloatVector.fromArray(S, start, so);
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector a = FloatVector.fromArray(S, x, xo);
    FloatVector b = FloatVector.fromArray(S, x, xo + pitch);
    FloatVector c = FloatVector.fromArray(S, x, xo + 2 * pitch);
    FloatVector c0 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    a = FloatVector.fromArray(S, x, xo + SIZE);
    b = FloatVector.fromArray(S, x, xo + SIZE + pitch);
    c = FloatVector.fromArray(S, x, xo + SIZE + 2 * pitch);
    c0 = c.fma(w7, b.fma(w4, a.fma(w1, c0)));
    FloatVector c1 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    for (int j = 0; j < n; j++) {
      int at = xo + (j + 2) * SIZE;
      a = FloatVector.fromArray(S, x, at);
      b = FloatVector.fromArray(S, x, at + pitch);
      c = FloatVector.fromArray(S, x, at + 2 * pitch);
      FloatVector v = c.fma(w8, b.fma(w5, a.fma(w2, c0)));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + j * SIZE);
      c0 = c.fma(w7, b.fma(w4, a.fma(w1, c1)));
      c1 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    }
  }

  private static void two(
      int n,
      float[] w,
      int wo,
      float[] start,
      int so,
      float[] x,
      int xo,
      int pitch,
      float low,
      float high,
      float[] y,
      int yo) {
    FloatVector w0 = FloatVector.fromArray(S, w, wo);
    FloatVector w1 = FloatVector.fromArray(S, w, wo + SIZE);
    FloatVector w2 = FloatVector.fromArray(S, w, wo + 2 * SIZE);
    FloatVector w3 = FloatVector.fromArray(S, w, wo + 3 * SIZE);
    FloatVector w4 = FloatVector.fromArray(S, w, wo + 4 * SIZE);
    FloatVector w5 = FloatVector.fromArray(S, w, wo + 5 * SIZE);
    FloatVector w6 = FloatVector.fromArray(S, w, wo + 6 * SIZE);
    FloatVector w7 = FloatVector.fromArray(S, w, wo + 7 * SIZE);
    FloatVector w8 = FloatVector.fromArray(S, w, wo + 8 * SIZE);
    FloatVector bias = FloatVector.fromArray(S, start, so);
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector a = FloatVector.fromArray(S, x, xo);
    FloatVector b = FloatVector.fromArray(S, x, xo + pitch);
    FloatVector c = FloatVector.fromArray(S, x, xo + 2 * pitch);
    FloatVector c0 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    for (int j = 0; j < n; j++) {
      int at = xo + (2 * j + 1) * SIZE;
      a = FloatVector.fromArray(S, x, at);
      b = FloatVector.fromArray(S, x, at + pitch);
      c = FloatVector.fromArray(S, x, at + 2 * pitch);
      c0 = c.fma(w7, b.fma(w4, a.fma(w1, c0)));
      a = FloatVector.fromArray(S, x, at + SIZE);
      b = FloatVector.fromArray(S, x, at + SIZE + pitch);
      c = FloatVector.fromArray(S, x, at + SIZE + 2 * pitch);
      FloatVector v = c.fma(w8, b.fma(w5, a.fma(w2, c0)));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + j * SIZE);
      c0 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    }
  }
}
