package octavo.kernel.norm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;

/// Loops over slices: `slices` runs of `n` neighbors whose beginnings lie `step` apart. Sums are
/// taken in float, in the lanes of a few vectors, over at most [ChannelBlocks#BLOCK] numbers; what
/// is left over at the end of a slice is summed in double.
final class SimdSlices {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdSlices() {}

  /// The mean at place `k` and the sum of squared deviations at place `l` of `out`, in one pass
  /// around a [#center], the distance of the center from the mean taken off.
  static void moments(
      float[] x, int at, int step, int slices, int n, float center, double[] out, int k, int l) {
    deviations(x, at, step, slices, n, center, out, k, l);
    double count = (double) slices * n;
    double sum = out[k];
    out[k] = center + sum / count;
    out[l] = Math.max(0, out[l] - sum * sum / count);
  }

  /// The mean of at least an eighth of the numbers. An average of `k` of `n` numbers is at most
  /// `√(n/k)` standard deviations from their mean, whatever they are, so sums of squares around it
  /// are at most nine times those around the mean and lose at most their last three bits.
  static float center(float[] x, int at, int step, int slices, int n) {
    int some = Math.ceilDiv(slices, 8);
    int length = slices > 1 ? n : Math.min(n, Math.max(8 * LANES, n / 8));
    return (float) (sum(x, at, step, some, length) / ((double) some * length));
  }

  private static double sum(float[] x, int at, int step, int slices, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    double rest = 0;
    for (int slice = 0; slice < slices; slice++) {
      int from = at + slice * step;
      int i = 0;
      for (; i <= n - 4 * LANES; i += 4 * LANES) {
        s0 = s0.add(FloatVector.fromArray(S, x, from + i));
        s1 = s1.add(FloatVector.fromArray(S, x, from + i + LANES));
        s2 = s2.add(FloatVector.fromArray(S, x, from + i + 2 * LANES));
        s3 = s3.add(FloatVector.fromArray(S, x, from + i + 3 * LANES));
      }
      for (; i < S.loopBound(n); i += LANES) {
        s0 = s0.add(FloatVector.fromArray(S, x, from + i));
      }
      for (; i < n; i++) {
        rest += x[from + i];
      }
    }
    return (n < LANES ? 0 : SimdLanes.sum(s0.add(s1).add(s2.add(s3)).toArray())) + rest;
  }

  /// `Σ (x - center)` at place `k` and `Σ (x - center)²` at place `l` of `out`.
  static void deviations(
      float[] x, int at, int step, int slices, int n, float center, double[] out, int k, int l) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector q0 = FloatVector.zero(S);
    FloatVector q1 = FloatVector.zero(S);
    double rest = 0;
    double restOfSquares = 0;
    for (int slice = 0; slice < slices; slice++) {
      int from = at + slice * step;
      int i = 0;
      for (; i <= n - 2 * LANES; i += 2 * LANES) {
        FloatVector d0 = FloatVector.fromArray(S, x, from + i).sub(m);
        FloatVector d1 = FloatVector.fromArray(S, x, from + i + LANES).sub(m);
        s0 = s0.add(d0);
        s1 = s1.add(d1);
        q0 = d0.fma(d0, q0);
        q1 = d1.fma(d1, q1);
      }
      for (; i < S.loopBound(n); i += LANES) {
        FloatVector d0 = FloatVector.fromArray(S, x, from + i).sub(m);
        s0 = s0.add(d0);
        q0 = d0.fma(d0, q0);
      }
      for (; i < n; i++) {
        double d = x[from + i] - center;
        rest += d;
        restOfSquares += d * d;
      }
    }
    out[k] = (n < LANES ? 0 : SimdLanes.sum(s0.add(s1).toArray())) + rest;
    out[l] = (n < LANES ? 0 : SimdLanes.sum(q0.add(q1).toArray())) + restOfSquares;
  }

  /// `y = (x - center)·scale + shift`.
  static void normalize(
      float[] x,
      int at,
      float[] y,
      int to,
      int step,
      int slices,
      int n,
      float center,
      float scale,
      float shift) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector a = FloatVector.broadcast(S, scale);
    FloatVector b = FloatVector.broadcast(S, shift);
    for (int slice = 0; slice < slices; slice++) {
      int from = at + slice * step;
      int out = to + slice * step;
      int i = 0;
      for (; i < S.loopBound(n); i += LANES) {
        FloatVector.fromArray(S, x, from + i).sub(m).fma(a, b).intoArray(y, out + i);
      }
      for (; i < n; i++) {
        y[out + i] = Math.fma(x[from + i] - center, scale, shift);
      }
    }
  }

  /// `Σ dy` and `Σ dy·(x - center)`, at places `k` and `l` of `out`.
  static void gradientSums(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      int step,
      int slices,
      int n,
      float center,
      double[] out,
      int k,
      int l) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector p0 = FloatVector.zero(S);
    FloatVector p1 = FloatVector.zero(S);
    double rest = 0;
    double restOfDots = 0;
    for (int slice = 0; slice < slices; slice++) {
      int from = xo + slice * step;
      int gradient = dyo + slice * step;
      int i = 0;
      for (; i <= n - 2 * LANES; i += 2 * LANES) {
        FloatVector g0 = FloatVector.fromArray(S, dy, gradient + i);
        FloatVector g1 = FloatVector.fromArray(S, dy, gradient + i + LANES);
        s0 = s0.add(g0);
        s1 = s1.add(g1);
        p0 = FloatVector.fromArray(S, x, from + i).sub(m).fma(g0, p0);
        p1 = FloatVector.fromArray(S, x, from + i + LANES).sub(m).fma(g1, p1);
      }
      for (; i < S.loopBound(n); i += LANES) {
        FloatVector g0 = FloatVector.fromArray(S, dy, gradient + i);
        s0 = s0.add(g0);
        p0 = FloatVector.fromArray(S, x, from + i).sub(m).fma(g0, p0);
      }
      for (; i < n; i++) {
        double g = dy[gradient + i];
        rest += g;
        restOfDots += g * (x[from + i] - center);
      }
    }
    out[k] = (n < LANES ? 0 : SimdLanes.sum(s0.add(s1).toArray())) + rest;
    out[l] = (n < LANES ? 0 : SimdLanes.sum(p0.add(p1).toArray())) + restOfDots;
  }

  /// `dx = (dy - average)·a + (x - center)·b`.
  static void gradient(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int step,
      int slices,
      int n,
      float center,
      float average,
      float a,
      float b) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector mg = FloatVector.broadcast(S, average);
    FloatVector va = FloatVector.broadcast(S, a);
    FloatVector vb = FloatVector.broadcast(S, b);
    for (int slice = 0; slice < slices; slice++) {
      int from = xo + slice * step;
      int gradient = dyo + slice * step;
      int out = dxo + slice * step;
      int i = 0;
      for (; i < S.loopBound(n); i += LANES) {
        FloatVector rest = FloatVector.fromArray(S, x, from + i).sub(m).mul(vb);
        FloatVector.fromArray(S, dy, gradient + i).sub(mg).fma(va, rest).intoArray(dx, out + i);
      }
      for (; i < n; i++) {
        dx[out + i] = Math.fma(dy[gradient + i] - average, a, (x[from + i] - center) * b);
      }
    }
  }

  /// `dx = dy·a + (x - center)·b + c`: the line of [GradientLine] where `a` may be 0 and the average
  /// is not the slice's own.
  static void line(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int n,
      float center,
      float a,
      float b,
      float c) {
    FloatVector m = FloatVector.broadcast(S, center);
    FloatVector va = FloatVector.broadcast(S, a);
    FloatVector vb = FloatVector.broadcast(S, b);
    FloatVector vc = FloatVector.broadcast(S, c);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector rest = FloatVector.fromArray(S, x, xo + i).sub(m).fma(vb, vc);
      FloatVector.fromArray(S, dy, dyo + i).fma(va, rest).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = Math.fma(dy[dyo + i], a, Math.fma(x[xo + i] - center, b, c));
    }
  }
}
