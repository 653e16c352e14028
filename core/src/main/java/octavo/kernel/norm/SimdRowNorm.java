package octavo.kernel.norm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;

/// Loops over one row with a weight (and a bias) of each column.
final class SimdRowNorm {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdRowNorm() {}

  /// `y = ((x - center)·scale + shift)·w + b` in the columns `first` to `last` (exclusive).
  static void normalize(
      float[] x,
      int from,
      float[] y,
      int to,
      int first,
      int last,
      float center,
      float scale,
      float shift,
      float[] w,
      float[] b) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector r = FloatVector.broadcast(S, scale);
    FloatVector s = FloatVector.broadcast(S, shift);
    int i = first;
    for (; i <= last - LANES; i += LANES) {
      FloatVector normalized = FloatVector.fromArray(S, x, from + i).sub(m).fma(r, s);
      normalized
          .fma(FloatVector.fromArray(S, w, i), FloatVector.fromArray(S, b, i))
          .intoArray(y, to + i);
    }
    for (; i < last; i++) {
      y[to + i] = Math.fma(Math.fma(x[from + i] - center, scale, shift), w[i], b[i]);
    }
  }

  /// With `g = dy·w`: `Σ g` and `Σ g·(x - center)` over the columns `first` to `last` (exclusive).
  static void gradientSums(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      float[] w,
      int first,
      int last,
      float center,
      double[] sums) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector p0 = FloatVector.zero(S);
    FloatVector p1 = FloatVector.zero(S);
    int i = first;
    for (; i <= last - 2 * LANES; i += 2 * LANES) {
      FloatVector g0 = FloatVector.fromArray(S, dy, dyo + i).mul(FloatVector.fromArray(S, w, i));
      FloatVector g1 =
          FloatVector.fromArray(S, dy, dyo + i + LANES).mul(FloatVector.fromArray(S, w, i + LANES));
      s0 = s0.add(g0);
      s1 = s1.add(g1);
      p0 = FloatVector.fromArray(S, x, xo + i).sub(m).fma(g0, p0);
      p1 = FloatVector.fromArray(S, x, xo + i + LANES).sub(m).fma(g1, p1);
    }
    for (; i <= last - LANES; i += LANES) {
      FloatVector g0 = FloatVector.fromArray(S, dy, dyo + i).mul(FloatVector.fromArray(S, w, i));
      s0 = s0.add(g0);
      p0 = FloatVector.fromArray(S, x, xo + i).sub(m).fma(g0, p0);
    }
    double sum = last - first < LANES ? 0 : SimdLanes.sum(s0.add(s1).toArray());
    double dot = last - first < LANES ? 0 : SimdLanes.sum(p0.add(p1).toArray());
    for (; i < last; i++) {
      double g = dy[dyo + i] * w[i];
      sum += g;
      dot += g * (x[xo + i] - center);
    }
    sums[0] = sum;
    sums[1] = dot;
  }

  /// With `g = dy·w` and `d = x - center`, in the columns `first` to `last` (exclusive): `dx = (g -
  /// average)·a + d·b`, `dw += dy·d·r`, `db += dy`.
  static void gradient(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      float[] w,
      float[] dw,
      float[] db,
      int first,
      int last,
      float center,
      float r,
      float average,
      float a,
      float b) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector vr = FloatVector.broadcast(S, r);
    FloatVector mg = FloatVector.broadcast(S, average);
    FloatVector va = FloatVector.broadcast(S, a);
    FloatVector vb = FloatVector.broadcast(S, b);
    int i = first;
    for (; i <= last - LANES; i += LANES) {
      FloatVector g = FloatVector.fromArray(S, dy, dyo + i);
      FloatVector d = FloatVector.fromArray(S, x, xo + i).sub(m);
      g.mul(FloatVector.fromArray(S, w, i)).sub(mg).fma(va, d.mul(vb)).intoArray(dx, dxo + i);
      d.mul(vr).fma(g, FloatVector.fromArray(S, dw, i)).intoArray(dw, i);
      FloatVector.fromArray(S, db, i).add(g).intoArray(db, i);
    }
    for (; i < last; i++) {
      float g = dy[dyo + i];
      float d = x[xo + i] - center;
      dx[dxo + i] = Math.fma(g * w[i] - average, a, d * b);
      dw[i] = Math.fma(d * r, g, dw[i]);
      db[i] += g;
    }
  }
}
