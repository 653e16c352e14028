package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// The loops of a 3×3 depthwise convolution of stride 2, as [SimdDepthwise3x3] those of stride 1:
/// two vectors of a row are taken apart into their even and odd columns.
final class SimdDepthwiseStep2 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  private SimdDepthwiseStep2() {}

  /// Writes `outs` vectors to `y[yo + i·yStep]`: `start + Σ_{u,v} w[wo + 3u + v] · x[xo + (2i + u +
  /// first)·xStep + v + 2·lane]`, where rows of `x` outside `[0, rows)` count as zero.
  ///
  /// @param first 0 or -1
  static void correlate(
      int first,
      int rows,
      int outs,
      float start,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xStep,
      int[] masks,
      int mo,
      float[] y,
      int yo,
      int yStep) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    FloatVector w0 = FloatVector.broadcast(S, w[wo]);
    FloatVector w1 = FloatVector.broadcast(S, w[wo + 1]);
    FloatVector w2 = FloatVector.broadcast(S, w[wo + 2]);
    FloatVector w3 = FloatVector.broadcast(S, w[wo + 3]);
    FloatVector w4 = FloatVector.broadcast(S, w[wo + 4]);
    FloatVector w5 = FloatVector.broadcast(S, w[wo + 5]);
    FloatVector w6 = FloatVector.broadcast(S, w[wo + 6]);
    FloatVector w7 = FloatVector.broadcast(S, w[wo + 7]);
    FloatVector w8 = FloatVector.broadcast(S, w[wo + 8]);
    IntVector m0 = IntVector.fromArray(I, masks, mo);
    IntVector m1 = IntVector.fromArray(I, masks, mo + LANES);
    IntVector m2 = IntVector.fromArray(I, masks, mo + 2 * LANES);
    FloatVector bias = FloatVector.broadcast(S, start);
    FloatVector sum = bias;
    int at = xo;
    if (first == 0) {
      FloatVector p = FloatVector.fromArray(S, x, at);
      FloatVector q = FloatVector.fromArray(S, x, at + LANES);
      FloatVector r = FloatVector.fromArray(S, x, at + 2);
      FloatVector s = FloatVector.fromArray(S, x, at + 2 + LANES);
      FloatVector a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
      FloatVector b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
      FloatVector c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
      sum = c.fma(w2, b.fma(w1, a.fma(w0, bias)));
      at += xStep;
    }
    int whole = Math.min(outs, (rows - 1 - first) / 2);
    for (int i = 0; i < whole; i++) {
      FloatVector p = FloatVector.fromArray(S, x, at);
      FloatVector q = FloatVector.fromArray(S, x, at + LANES);
      FloatVector r = FloatVector.fromArray(S, x, at + 2);
      FloatVector s = FloatVector.fromArray(S, x, at + 2 + LANES);
      FloatVector a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
      FloatVector b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
      FloatVector c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
      sum = c.fma(w5, b.fma(w4, a.fma(w3, sum)));
      at += xStep;
      p = FloatVector.fromArray(S, x, at);
      q = FloatVector.fromArray(S, x, at + LANES);
      r = FloatVector.fromArray(S, x, at + 2);
      s = FloatVector.fromArray(S, x, at + 2 + LANES);
      a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
      b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
      c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
      c.fma(w8, b.fma(w7, a.fma(w6, sum))).intoArray(y, yo + i * yStep);
      sum = c.fma(w2, b.fma(w1, a.fma(w0, bias)));
      at += xStep;
    }
    if (whole < outs) {
      if (2 * whole + 1 + first < rows) {
        FloatVector p = FloatVector.fromArray(S, x, at);
        FloatVector q = FloatVector.fromArray(S, x, at + LANES);
        FloatVector r = FloatVector.fromArray(S, x, at + 2);
        FloatVector s = FloatVector.fromArray(S, x, at + 2 + LANES);
        FloatVector a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
        FloatVector b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
        FloatVector c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
        sum = c.fma(w5, b.fma(w4, a.fma(w3, sum)));
      }
      sum.intoArray(y, yo + whole * yStep);
    }
    for (int i = whole + 1; i < outs; i++) {
      bias.intoArray(y, yo + i * yStep);
    }
  }

  /// The input's gradient for padding 1: writes two vectors of each of `rows` rows of `dx`, whose row
  /// `2i + 1` sees rows `i` and `i + 1` of `dy` and whose row `2i` sees row `i`; columns alike. The
  /// first mask is that of the columns of `dy`, the second that of the next columns; at most one row
  /// of `dx` has no row of `dy`, and it is not written.
  static void spread(
      int outs,
      int rows,
      float[] w,
      int wo,
      float[] dy,
      int yo,
      int yStep,
      int[] masks,
      int mo,
      float[] dx,
      int xo,
      int xStep) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    FloatVector w0 = FloatVector.broadcast(S, w[wo]);
    FloatVector w1 = FloatVector.broadcast(S, w[wo + 1]);
    FloatVector w2 = FloatVector.broadcast(S, w[wo + 2]);
    FloatVector w3 = FloatVector.broadcast(S, w[wo + 3]);
    FloatVector w4 = FloatVector.broadcast(S, w[wo + 4]);
    FloatVector w5 = FloatVector.broadcast(S, w[wo + 5]);
    FloatVector w6 = FloatVector.broadcast(S, w[wo + 6]);
    FloatVector w7 = FloatVector.broadcast(S, w[wo + 7]);
    FloatVector w8 = FloatVector.broadcast(S, w[wo + 8]);
    IntVector m0 = IntVector.fromArray(I, masks, mo);
    IntVector m1 = IntVector.fromArray(I, masks, mo + LANES);
    FloatVector a = FloatVector.fromArray(S, dy, yo);
    FloatVector b = FloatVector.fromArray(S, dy, yo + 1);
    a = a.reinterpretAsInts().and(m0).reinterpretAsFloats();
    b = b.reinterpretAsInts().and(m1).reinterpretAsFloats();
    int whole = Math.min(outs - 1, rows / 2);
    int at = xo;
    for (int i = 0; i < whole; i++) {
      FloatVector c = FloatVector.fromArray(S, dy, yo + (i + 1) * yStep);
      FloatVector d = FloatVector.fromArray(S, dy, yo + (i + 1) * yStep + 1);
      c = c.reinterpretAsInts().and(m0).reinterpretAsFloats();
      d = d.reinterpretAsInts().and(m1).reinterpretAsFloats();
      FloatVector even = a.mul(w4);
      FloatVector odd = b.fma(w3, a.mul(w5));
      low.selectFrom(even, odd).intoArray(dx, at);
      high.selectFrom(even, odd).intoArray(dx, at + LANES);
      even = c.fma(w1, a.mul(w7));
      odd = d.fma(w0, c.fma(w2, b.fma(w6, a.mul(w8))));
      low.selectFrom(even, odd).intoArray(dx, at + xStep);
      high.selectFrom(even, odd).intoArray(dx, at + xStep + LANES);
      a = c;
      b = d;
      at += 2 * xStep;
    }
    if (2 * whole < rows) {
      FloatVector even = a.mul(w4);
      FloatVector odd = b.fma(w3, a.mul(w5));
      low.selectFrom(even, odd).intoArray(dx, at);
      high.selectFrom(even, odd).intoArray(dx, at + LANES);
    }
    if (2 * whole + 1 < rows) {
      FloatVector even = a.mul(w7);
      FloatVector odd = b.fma(w6, a.mul(w8));
      low.selectFrom(even, odd).intoArray(dx, at + xStep);
      high.selectFrom(even, odd).intoArray(dx, at + xStep + LANES);
    }
  }

  /// `sums[so + (3u + v)·LANES + lane] += Σ_i x[xo + (2i + u)·xStep + v + 2·lane] · dy[yo + i·yStep +
  /// lane]` for `i` in `[0, outs)` and `u` 1 and 2, and with `i + 1` in place of `i` for `u` 0: all
  /// rows are there.
  static void products(
      int outs,
      float[] x,
      int xo,
      int xStep,
      int[] masks,
      int mo,
      float[] dy,
      int yo,
      int yStep,
      float[] sums,
      int so) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    IntVector m0 = IntVector.fromArray(I, masks, mo);
    IntVector m1 = IntVector.fromArray(I, masks, mo + LANES);
    IntVector m2 = IntVector.fromArray(I, masks, mo + 2 * LANES);
    IntVector m3 = IntVector.fromArray(I, masks, mo + 3 * LANES);
    FloatVector c0 = FloatVector.fromArray(S, sums, so);
    FloatVector c1 = FloatVector.fromArray(S, sums, so + LANES);
    FloatVector c2 = FloatVector.fromArray(S, sums, so + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(S, sums, so + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(S, sums, so + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(S, sums, so + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(S, sums, so + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(S, sums, so + 7 * LANES);
    FloatVector c8 = FloatVector.fromArray(S, sums, so + 8 * LANES);
    FloatVector d = FloatVector.fromArray(S, dy, yo);
    d = d.reinterpretAsInts().and(m3).reinterpretAsFloats();
    int at = xo + xStep;
    int next = yo + yStep;
    for (int i = 0; i < outs; i++) {
      FloatVector p = FloatVector.fromArray(S, x, at);
      FloatVector q = FloatVector.fromArray(S, x, at + LANES);
      FloatVector r = FloatVector.fromArray(S, x, at + 2);
      FloatVector s = FloatVector.fromArray(S, x, at + 2 + LANES);
      FloatVector a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
      FloatVector b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
      FloatVector c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
      c3 = a.fma(d, c3);
      c4 = b.fma(d, c4);
      c5 = c.fma(d, c5);
      at += xStep;
      p = FloatVector.fromArray(S, x, at);
      q = FloatVector.fromArray(S, x, at + LANES);
      r = FloatVector.fromArray(S, x, at + 2);
      s = FloatVector.fromArray(S, x, at + 2 + LANES);
      a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
      b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
      c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
      c6 = a.fma(d, c6);
      c7 = b.fma(d, c7);
      c8 = c.fma(d, c8);
      d = FloatVector.fromArray(S, dy, next);
      d = d.reinterpretAsInts().and(m3).reinterpretAsFloats();
      c0 = a.fma(d, c0);
      c1 = b.fma(d, c1);
      c2 = c.fma(d, c2);
      at += xStep;
      next += yStep;
    }
    c0.intoArray(sums, so);
    c1.intoArray(sums, so + LANES);
    c2.intoArray(sums, so + 2 * LANES);
    c3.intoArray(sums, so + 3 * LANES);
    c4.intoArray(sums, so + 4 * LANES);
    c5.intoArray(sums, so + 5 * LANES);
    c6.intoArray(sums, so + 6 * LANES);
    c7.intoArray(sums, so + 7 * LANES);
    c8.intoArray(sums, so + 8 * LANES);
  }

  /// What one row of `x` adds to the sums of one row of taps with one row of `dy`, as in [#products].
  static void rowProducts(
      float[] x, int xo, int[] masks, int mo, float[] dy, int yo, float[] sums, int so) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    IntVector m0 = IntVector.fromArray(I, masks, mo);
    IntVector m1 = IntVector.fromArray(I, masks, mo + LANES);
    IntVector m2 = IntVector.fromArray(I, masks, mo + 2 * LANES);
    IntVector m3 = IntVector.fromArray(I, masks, mo + 3 * LANES);
    FloatVector p = FloatVector.fromArray(S, x, xo);
    FloatVector q = FloatVector.fromArray(S, x, xo + LANES);
    FloatVector r = FloatVector.fromArray(S, x, xo + 2);
    FloatVector s = FloatVector.fromArray(S, x, xo + 2 + LANES);
    FloatVector a = evens.selectFrom(p, q).reinterpretAsInts().and(m0).reinterpretAsFloats();
    FloatVector b = odds.selectFrom(p, q).reinterpretAsInts().and(m1).reinterpretAsFloats();
    FloatVector c = evens.selectFrom(r, s).reinterpretAsInts().and(m2).reinterpretAsFloats();
    FloatVector d = FloatVector.fromArray(S, dy, yo);
    d = d.reinterpretAsInts().and(m3).reinterpretAsFloats();
    a.fma(d, FloatVector.fromArray(S, sums, so)).intoArray(sums, so);
    b.fma(d, FloatVector.fromArray(S, sums, so + LANES)).intoArray(sums, so + LANES);
    c.fma(d, FloatVector.fromArray(S, sums, so + 2 * LANES)).intoArray(sums, so + 2 * LANES);
  }
}
