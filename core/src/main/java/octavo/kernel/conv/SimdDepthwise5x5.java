package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The loop of a 5×5 depthwise convolution of stride 1, as [SimdDepthwise3x3] that of 3×3: each row
/// is loaded once and serves five results. The weights are broadcast once; where the processor has
/// too few registers they come from the stack.
final class SimdDepthwise5x5 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdDepthwise5x5() {}

  /// Writes `outs` vectors to `y[yo + i·yStep]`: `start + Σ_{u,v} w[wo + wStep·(5u + v)] · x[xo +
  /// (i - first - 4 + u)·xStep + v·dilation]`, where rows of `x` that are not in `[0, rows)` count
  /// as zero.
  ///
  /// @param first the result that row 0 of `x` completes: -4 to 0
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
    FloatVector w9 = FloatVector.broadcast(S, w[wo + 9 * wStep]);
    FloatVector w10 = FloatVector.broadcast(S, w[wo + 10 * wStep]);
    FloatVector w11 = FloatVector.broadcast(S, w[wo + 11 * wStep]);
    FloatVector w12 = FloatVector.broadcast(S, w[wo + 12 * wStep]);
    FloatVector w13 = FloatVector.broadcast(S, w[wo + 13 * wStep]);
    FloatVector w14 = FloatVector.broadcast(S, w[wo + 14 * wStep]);
    FloatVector w15 = FloatVector.broadcast(S, w[wo + 15 * wStep]);
    FloatVector w16 = FloatVector.broadcast(S, w[wo + 16 * wStep]);
    FloatVector w17 = FloatVector.broadcast(S, w[wo + 17 * wStep]);
    FloatVector w18 = FloatVector.broadcast(S, w[wo + 18 * wStep]);
    FloatVector w19 = FloatVector.broadcast(S, w[wo + 19 * wStep]);
    FloatVector w20 = FloatVector.broadcast(S, w[wo + 20 * wStep]);
    FloatVector w21 = FloatVector.broadcast(S, w[wo + 21 * wStep]);
    FloatVector w22 = FloatVector.broadcast(S, w[wo + 22 * wStep]);
    FloatVector w23 = FloatVector.broadcast(S, w[wo + 23 * wStep]);
    FloatVector w24 = FloatVector.broadcast(S, w[wo + 24 * wStep]);
    IntVector m0 = IntVector.fromArray(I, masks, mo);
    IntVector m1 = IntVector.fromArray(I, masks, mo + LANES);
    IntVector m2 = IntVector.fromArray(I, masks, mo + 2 * LANES);
    IntVector m3 = IntVector.fromArray(I, masks, mo + 3 * LANES);
    IntVector m4 = IntVector.fromArray(I, masks, mo + 4 * LANES);
    FloatVector bias = FloatVector.broadcast(S, start);
    FloatVector c0 = bias;
    FloatVector c1 = bias;
    FloatVector c2 = bias;
    FloatVector c3 = bias;
    int at = xo;
    int last = first + rows;
    for (int i = first; i < last; i++) {
      FloatVector a = FloatVector.fromArray(S, x, at);
      FloatVector b = FloatVector.fromArray(S, x, at + dilation);
      FloatVector c = FloatVector.fromArray(S, x, at + 2 * dilation);
      FloatVector d = FloatVector.fromArray(S, x, at + 3 * dilation);
      FloatVector e = FloatVector.fromArray(S, x, at + 4 * dilation);
      a = a.reinterpretAsInts().and(m0).reinterpretAsFloats();
      b = b.reinterpretAsInts().and(m1).reinterpretAsFloats();
      c = c.reinterpretAsInts().and(m2).reinterpretAsFloats();
      d = d.reinterpretAsInts().and(m3).reinterpretAsFloats();
      e = e.reinterpretAsInts().and(m4).reinterpretAsFloats();
      // a result before the first is written over by the first
      e.fma(w24, d.fma(w23, c.fma(w22, b.fma(w21, a.fma(w20, c0)))))
          .intoArray(y, yo + Math.max(0, i) * yStep);
      c0 = e.fma(w19, d.fma(w18, c.fma(w17, b.fma(w16, a.fma(w15, c1)))));
      c1 = e.fma(w14, d.fma(w13, c.fma(w12, b.fma(w11, a.fma(w10, c2)))));
      c2 = e.fma(w9, d.fma(w8, c.fma(w7, b.fma(w6, a.fma(w5, c3)))));
      c3 = e.fma(w4, d.fma(w3, c.fma(w2, b.fma(w1, a.fma(w0, bias)))));
      at += xStep;
    }
    if (last >= 0 && last < outs) {
      c0.intoArray(y, yo + last * yStep);
    }
    if (last + 1 >= 0 && last + 1 < outs) {
      c1.intoArray(y, yo + (last + 1) * yStep);
    }
    if (last + 2 >= 0 && last + 2 < outs) {
      c2.intoArray(y, yo + (last + 2) * yStep);
    }
    if (last + 3 >= 0 && last + 3 < outs) {
      c3.intoArray(y, yo + (last + 3) * yStep);
    }
    for (int i = Math.max(0, last + 4); i < outs; i++) {
      bias.intoArray(y, yo + i * yStep);
    }
  }
}
