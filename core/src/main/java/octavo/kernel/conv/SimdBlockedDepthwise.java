package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of a 3×3 depthwise convolution over rows of pixels with a vector of channels each. A
/// column of pixels is loaded once and serves the results that it is part of: of one row, or of two,
/// which have one or two of their rows of pixels in common.
final class SimdBlockedDepthwise {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SIZE = BlockedImages.SIZE;

  /// Whether there are registers for two rows of results.
  private static final boolean PAIRS = LANES == 16;

  /// Results of a row after which the other half of the channels comes: until then the rows of pixels
  /// stay in a first-level cache of 48 KB.
  private static final int CHUNK = 28;

  private SimdBlockedDepthwise() {}

  /// `rows` rows of `n` results of the first `channels` channels of a block, each `min(max(start +
  /// Σ_{u,v} w[3u + v]·x[i·stride + u, j·stride + v], low), high)`.
  ///
  /// @param w the weights, `[9][SIZE]`, from `wo` on
  /// @param start what the sums begin with, `[SIZE]`, from `so` on
  /// @param x the rows, `pitch` numbers apart, from `xo` on
  /// @param line the distance of two rows of `y`
  static void rows(
      int stride,
      int rows,
      int n,
      int channels,
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
      int yo,
      int line) {
    int paired = PAIRS ? rows / 2 * 2 : 0;
    for (int i = 0; i < paired; i += 2) {
      for (int j = 0; j < n; j += CHUNK) {
        int count = Math.min(CHUNK, n - j);
        int from = xo + i * stride * pitch + j * stride * SIZE;
        int to = yo + i * line + j * SIZE;
        for (int c = 0; c < channels; c += LANES) {
          if (stride == 1) {
            onePair(
                count, w, wo + c, start, so + c, x, from + c, pitch, low, high, y, to + c, line);
          } else {
            twoPair(
                count, w, wo + c, start, so + c, x, from + c, pitch, low, high, y, to + c, line);
          }
        }
      }
    }
    for (int i = paired; i < rows; i++) {
      int from = xo + i * stride * pitch;
      int to = yo + i * line;
      for (int c = 0; c < channels; c += LANES) {
        if (stride == 1) {
          one(n, w, wo + c, start, so + c, x, from + c, pitch, low, high, y, to + c);
        } else {
          two(n, w, wo + c, start, so + c, x, from + c, pitch, low, high, y, to + c);
        }
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

  private static void onePair(
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
      int yo,
      int line) {
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
    FloatVector d = FloatVector.fromArray(S, x, xo + 3 * pitch);
    FloatVector p0 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    FloatVector q0 = d.fma(w6, c.fma(w3, b.fma(w0, bias)));
    a = FloatVector.fromArray(S, x, xo + SIZE);
    b = FloatVector.fromArray(S, x, xo + SIZE + pitch);
    c = FloatVector.fromArray(S, x, xo + SIZE + 2 * pitch);
    d = FloatVector.fromArray(S, x, xo + SIZE + 3 * pitch);
    p0 = c.fma(w7, b.fma(w4, a.fma(w1, p0)));
    q0 = d.fma(w7, c.fma(w4, b.fma(w1, q0)));
    FloatVector p1 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    FloatVector q1 = d.fma(w6, c.fma(w3, b.fma(w0, bias)));
    for (int j = 0; j < n; j++) {
      int at = xo + (j + 2) * SIZE;
      a = FloatVector.fromArray(S, x, at);
      b = FloatVector.fromArray(S, x, at + pitch);
      c = FloatVector.fromArray(S, x, at + 2 * pitch);
      d = FloatVector.fromArray(S, x, at + 3 * pitch);
      FloatVector v = c.fma(w8, b.fma(w5, a.fma(w2, p0)));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + j * SIZE);
      v = d.fma(w8, c.fma(w5, b.fma(w2, q0)));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + line + j * SIZE);
      p0 = c.fma(w7, b.fma(w4, a.fma(w1, p1)));
      q0 = d.fma(w7, c.fma(w4, b.fma(w1, q1)));
      p1 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
      q1 = d.fma(w6, c.fma(w3, b.fma(w0, bias)));
    }
  }

  private static void twoPair(
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
      int yo,
      int line) {
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
    FloatVector d = FloatVector.fromArray(S, x, xo + 3 * pitch);
    FloatVector e = FloatVector.fromArray(S, x, xo + 4 * pitch);
    FloatVector p0 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
    FloatVector q0 = e.fma(w6, d.fma(w3, c.fma(w0, bias)));
    for (int j = 0; j < n; j++) {
      int at = xo + (2 * j + 1) * SIZE;
      a = FloatVector.fromArray(S, x, at);
      b = FloatVector.fromArray(S, x, at + pitch);
      c = FloatVector.fromArray(S, x, at + 2 * pitch);
      d = FloatVector.fromArray(S, x, at + 3 * pitch);
      e = FloatVector.fromArray(S, x, at + 4 * pitch);
      p0 = c.fma(w7, b.fma(w4, a.fma(w1, p0)));
      q0 = e.fma(w7, d.fma(w4, c.fma(w1, q0)));
      a = FloatVector.fromArray(S, x, at + SIZE);
      b = FloatVector.fromArray(S, x, at + SIZE + pitch);
      c = FloatVector.fromArray(S, x, at + SIZE + 2 * pitch);
      d = FloatVector.fromArray(S, x, at + SIZE + 3 * pitch);
      e = FloatVector.fromArray(S, x, at + SIZE + 4 * pitch);
      FloatVector v = c.fma(w8, b.fma(w5, a.fma(w2, p0)));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + j * SIZE);
      v = e.fma(w8, d.fma(w5, c.fma(w2, q0)));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + line + j * SIZE);
      p0 = c.fma(w6, b.fma(w3, a.fma(w0, bias)));
      q0 = e.fma(w6, d.fma(w3, c.fma(w0, bias)));
    }
  }
}
