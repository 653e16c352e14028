package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of a 3×3 depthwise convolution of stride 1, one vector wide, down the rows of a plane.
/// Each row is loaded once and serves the three results that it is part of. Masks are numbers that
/// are all ones or all zeros: what they hide may be anything, even NaN.
final class SimdDepthwise3x3 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  private SimdDepthwise3x3() {}

  /// Writes `outs` vectors to `y[yo + i·yStep]`: `start + Σ_{u,v} w[wo + wStep·(3u + v)] · x[xo +
  /// (i - first - 2 + u)·xStep + v·dilation]`, where rows of `x` that are not in `[0, rows)` count
  /// as zero.
  ///
  /// @param first the result that row 0 of `x` completes: -2, -1 or 0
  static void correlate(
      int first,
      int rows,
      int outs,
      float start,
      float[] w,
      int wo,
      int wStep,
      float[] x,
      int xo,
      int xStep,
      int dilation,
      int[] masks,
      int mo,
      float[] y,
      int yo,
      int yStep) {
    FloatVector w0 = FloatVector.broadcast(S, w[wo]);
    FloatVector w1 = FloatVector.broadcast(S, w[wo + wStep]);
    FloatVector w2 = FloatVector.broadcast(S, w[wo + 2 * wStep]);
    FloatVector w3 = FloatVector.broadcast(S, w[wo + 3 * wStep]);
    FloatVector w4 = FloatVector.broadcast(S, w[wo + 4 * wStep]);
    FloatVector w5 = FloatVector.broadcast(S, w[wo + 5 * wStep]);
    FloatVector w6 = FloatVector.broadcast(S, w[wo + 6 * wStep]);
    FloatVector w7 = FloatVector.broadcast(S, w[wo + 7 * wStep]);
    FloatVector w8 = FloatVector.broadcast(S, w[wo + 8 * wStep]);
    IntVector m0 = IntVector.fromArray(I, masks, mo);
    IntVector m1 = IntVector.fromArray(I, masks, mo + LANES);
    IntVector m2 = IntVector.fromArray(I, masks, mo + 2 * LANES);
    FloatVector bias = FloatVector.broadcast(S, start);
    FloatVector c0 = bias;
    FloatVector c1 = bias;
    int at = xo;
    int last = first + rows;
    for (int i = first; i < last; i++) {
      FloatVector a = FloatVector.fromArray(S, x, at);
      FloatVector b = FloatVector.fromArray(S, x, at + dilation);
      FloatVector c = FloatVector.fromArray(S, x, at + 2 * dilation);
      a = a.reinterpretAsInts().and(m0).reinterpretAsFloats();
      b = b.reinterpretAsInts().and(m1).reinterpretAsFloats();
      c = c.reinterpretAsInts().and(m2).reinterpretAsFloats();
      // a result before the first is written over by the first
      c.fma(w8, b.fma(w7, a.fma(w6, c0))).intoArray(y, yo + Math.max(0, i) * yStep);
      c0 = c.fma(w5, b.fma(w4, a.fma(w3, c1)));
      c1 = c.fma(w2, b.fma(w1, a.fma(w0, bias)));
      at += xStep;
    }
    if (last >= 0 && last < outs) {
      c0.intoArray(y, yo + last * yStep);
    }
    if (last >= -1 && last + 1 < outs) {
      c1.intoArray(y, yo + (last + 1) * yStep);
    }
    for (int i = last + 2; i < outs; i++) {
      bias.intoArray(y, yo + i * yStep);
    }
  }

  /// `sums[so + (3u + v)·LANES + lane] += Σ_i x[xo + (i - first - 2 + u)·xStep + v·dilation + lane] ·
  /// dy[yo + i·yStep + lane]` for `i` in `[0, outs)`; the rows of `x` and the masks are those of
  /// [#correlate], the fourth mask is that of `dy` and the fifth hides all.
  static void products(
      int first,
      int rows,
      int outs,
      float[] x,
      int xo,
      int xStep,
      int dilation,
      int[] masks,
      int mo,
      float[] dy,
      int yo,
      int yStep,
      float[] sums,
      int so) {
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
    // rows of dy that do not exist are read from where there is one, and hidden
    int real2 = first >= 0 && first < outs ? 3 : 4;
    int real1 = first >= -1 && first + 1 < outs ? 3 : 4;
    IntVector m4 = IntVector.fromArray(I, masks, mo + real2 * LANES);
    IntVector m5 = IntVector.fromArray(I, masks, mo + real1 * LANES);
    int two = yo + Math.max(0, Math.min(outs - 1, first)) * yStep;
    int one = yo + Math.max(0, Math.min(outs - 1, first + 1)) * yStep;
    FloatVector d2 = FloatVector.fromArray(S, dy, two);
    FloatVector d1 = FloatVector.fromArray(S, dy, one);
    d2 = d2.reinterpretAsInts().and(m4).reinterpretAsFloats();
    d1 = d1.reinterpretAsInts().and(m5).reinterpretAsFloats();
    int both = Math.max(0, Math.min(rows, outs - first - 2));
    int at = xo;
    int next = yo + (first + 2) * yStep;
    for (int t = 0; t < both; t++) {
      FloatVector d0 = FloatVector.fromArray(S, dy, next);
      FloatVector a = FloatVector.fromArray(S, x, at);
      FloatVector b = FloatVector.fromArray(S, x, at + dilation);
      FloatVector c = FloatVector.fromArray(S, x, at + 2 * dilation);
      d0 = d0.reinterpretAsInts().and(m3).reinterpretAsFloats();
      a = a.reinterpretAsInts().and(m0).reinterpretAsFloats();
      b = b.reinterpretAsInts().and(m1).reinterpretAsFloats();
      c = c.reinterpretAsInts().and(m2).reinterpretAsFloats();
      c0 = a.fma(d0, c0);
      c1 = b.fma(d0, c1);
      c2 = c.fma(d0, c2);
      c3 = a.fma(d1, c3);
      c4 = b.fma(d1, c4);
      c5 = c.fma(d1, c5);
      c6 = a.fma(d2, c6);
      c7 = b.fma(d2, c7);
      c8 = c.fma(d2, c8);
      d2 = d1;
      d1 = d0;
      at += xStep;
      next += yStep;
    }
    c0.intoArray(sums, so);
    c1.intoArray(sums, so + LANES);
    c2.intoArray(sums, so + 2 * LANES);
    for (int t = both; t < Math.min(rows, both + 2); t++) {
      FloatVector a = FloatVector.fromArray(S, x, at);
      FloatVector b = FloatVector.fromArray(S, x, at + dilation);
      FloatVector c = FloatVector.fromArray(S, x, at + 2 * dilation);
      a = a.reinterpretAsInts().and(m0).reinterpretAsFloats();
      b = b.reinterpretAsInts().and(m1).reinterpretAsFloats();
      c = c.reinterpretAsInts().and(m2).reinterpretAsFloats();
      c3 = a.fma(d1, c3);
      c4 = b.fma(d1, c4);
      c5 = c.fma(d1, c5);
      c6 = a.fma(d2, c6);
      c7 = b.fma(d2, c7);
      c8 = c.fma(d2, c8);
      d2 = d1;
      d1 = FloatVector.zero(S);
      at += xStep;
    }
    c3.intoArray(sums, so + 3 * LANES);
    c4.intoArray(sums, so + 4 * LANES);
    c5.intoArray(sums, so + 5 * LANES);
    c6.intoArray(sums, so + 6 * LANES);
    c7.intoArray(sums, so + 7 * LANES);
    c8.intoArray(sums, so + 8 * LANES);
  }
}
