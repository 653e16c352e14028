package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of a depthwise convolution over one padded plane.
final class SimdDepthwise {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// Taps whose sums stay in registers together.
  static final int TAPS = 9;

  private SimdDepthwise() {}

  /// `y[yo + i·width + j] = start + Σ_f w[f]·x[xo + shift[f] + i·line + j]` for `i < height` and `j <
  /// width`. Rows shorter than a vector are written over their ends, up to a vector behind the last:
  /// [#overhang].
  static void plane(
      int height,
      int width,
      float start,
      int n,
      float[] w,
      int wo,
      int[] shift,
      float[] x,
      int xo,
      int line,
      float[] y,
      int yo) {
    int perRow = (width + LANES - 1) / LANES;
    int last = Math.max(0, width - LANES);
    int[] from = new int[4];
    int[] to = new int[4];
    int units = height * perRow;
    for (int unit = 0; unit < units; unit += 4) {
      for (int k = 0; k < 4; k++) {
        int at = Math.min(unit + k, units - 1);
        int i = at / perRow;
        int j = Math.min((at - i * perRow) * LANES, last);
        from[k] = xo + i * line + j;
        to[k] = yo + i * width + j;
      }
      four(start, n, w, wo, shift, x, from[0], from[1], from[2], from[3], y, to);
    }
  }

  /// Numbers behind a plane that [#plane] may write.
  static int overhang(int width) {
    return Math.max(0, LANES - width);
  }

  /// Four vectors of results; written in order, so that a later one covers an earlier one's end.
  private static void four(
      float start,
      int n,
      float[] w,
      int wo,
      int[] shift,
      float[] x,
      int a0,
      int a1,
      int a2,
      int a3,
      float[] y,
      int[] to) {
    FloatVector c0 = FloatVector.broadcast(S, start);
    FloatVector c1 = FloatVector.broadcast(S, start);
    FloatVector c2 = FloatVector.broadcast(S, start);
    FloatVector c3 = FloatVector.broadcast(S, start);
    for (int f = 0; f < n; f++) {
      int s = shift[f];
      FloatVector a = FloatVector.broadcast(S, w[wo + f]);
      c0 = a.fma(FloatVector.fromArray(S, x, a0 + s), c0);
      c1 = a.fma(FloatVector.fromArray(S, x, a1 + s), c1);
      c2 = a.fma(FloatVector.fromArray(S, x, a2 + s), c2);
      c3 = a.fma(FloatVector.fromArray(S, x, a3 + s), c3);
    }
    c0.intoArray(y, to[0]);
    c1.intoArray(y, to[1]);
    c2.intoArray(y, to[2]);
    c3.intoArray(y, to[3]);
  }

  /// `sums[at + t·LANES + lane] += Σ x[xo + shift[first + t] + q]·dy[yo + q]` for `q < n`, a multiple
  /// of [#LANES], and [#TAPS] taps; a vector's lanes are summed by the caller. Taps that do not exist
  /// repeat the last. There are no masks here: with them the method is too large for the first
  /// compiler, and without its counts the second never compiles it.
  static void products(
      int n, float[] x, int xo, int[] shift, int first, float[] dy, int yo, float[] sums, int at) {
    int most = shift.length - 1;
    int s0 = xo + shift[first];
    int s1 = xo + shift[Math.min(first + 1, most)];
    int s2 = xo + shift[Math.min(first + 2, most)];
    int s3 = xo + shift[Math.min(first + 3, most)];
    int s4 = xo + shift[Math.min(first + 4, most)];
    int s5 = xo + shift[Math.min(first + 5, most)];
    int s6 = xo + shift[Math.min(first + 6, most)];
    int s7 = xo + shift[Math.min(first + 7, most)];
    int s8 = xo + shift[Math.min(first + 8, most)];
    FloatVector c0 = FloatVector.fromArray(S, sums, at);
    FloatVector c1 = FloatVector.fromArray(S, sums, at + LANES);
    FloatVector c2 = FloatVector.fromArray(S, sums, at + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(S, sums, at + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(S, sums, at + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(S, sums, at + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(S, sums, at + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(S, sums, at + 7 * LANES);
    FloatVector c8 = FloatVector.fromArray(S, sums, at + 8 * LANES);
    for (int q = 0; q < n; q += LANES) {
      FloatVector d = FloatVector.fromArray(S, dy, yo + q);
      c0 = d.fma(FloatVector.fromArray(S, x, s0 + q), c0);
      c1 = d.fma(FloatVector.fromArray(S, x, s1 + q), c1);
      c2 = d.fma(FloatVector.fromArray(S, x, s2 + q), c2);
      c3 = d.fma(FloatVector.fromArray(S, x, s3 + q), c3);
      c4 = d.fma(FloatVector.fromArray(S, x, s4 + q), c4);
      c5 = d.fma(FloatVector.fromArray(S, x, s5 + q), c5);
      c6 = d.fma(FloatVector.fromArray(S, x, s6 + q), c6);
      c7 = d.fma(FloatVector.fromArray(S, x, s7 + q), c7);
      c8 = d.fma(FloatVector.fromArray(S, x, s8 + q), c8);
    }
    c0.intoArray(sums, at);
    c1.intoArray(sums, at + LANES);
    c2.intoArray(sums, at + 2 * LANES);
    c3.intoArray(sums, at + 3 * LANES);
    c4.intoArray(sums, at + 4 * LANES);
    c5.intoArray(sums, at + 5 * LANES);
    c6.intoArray(sums, at + 6 * LANES);
    c7.intoArray(sums, at + 7 * LANES);
    c8.intoArray(sums, at + 8 * LANES);
  }
}
