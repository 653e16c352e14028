package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;
import octavo.storage.View;

/// The loops of [SimdCrossEntropy]. Sums over classes, along a row or down a column, are taken in float
/// over 1024 elements at a time and added up in double.
final class SimdCrossEntropyMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int BLOCK = 1024;

  private SimdCrossEntropyMath() {}

  /// `Σ wⱼ·(total - xⱼ)`.
  static double logs(float[] w, float[] x, int from, double total, int n) {
    float high = (float) total;
    float low = SimdRowMath.low(total);
    FloatVector top = FloatVector.broadcast(S, high);
    double result = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector sum = FloatVector.zero(S);
      int j = block;
      for (; j <= end - LANES; j += LANES) {
        FloatVector log = top.sub(FloatVector.fromArray(S, x, from + j)).add(low);
        sum = FloatVector.fromArray(S, w, j).fma(log, sum);
      }
      result += SimdLanes.sum(sum);
      for (; j < end; j++) {
        result += w[j] * (total - x[from + j]);
      }
    }
    return result;
  }

  /// `Σ wⱼ·(kept·tⱼ + even)·(total - xⱼ)`.
  static double logs(
      float[] w,
      float[] t,
      int to,
      float kept,
      float even,
      float[] x,
      int from,
      double total,
      int n) {
    float high = (float) total;
    float low = SimdRowMath.low(total);
    FloatVector top = FloatVector.broadcast(S, high);
    FloatVector floor = FloatVector.broadcast(S, even);
    FloatVector keep = FloatVector.broadcast(S, kept);
    double result = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector sum = FloatVector.zero(S);
      int j = block;
      for (; j <= end - LANES; j += LANES) {
        FloatVector log = top.sub(FloatVector.fromArray(S, x, from + j)).add(low);
        FloatVector mass = FloatVector.fromArray(S, t, to + j).fma(keep, floor);
        sum = mass.mul(FloatVector.fromArray(S, w, j)).fma(log, sum);
      }
      result += SimdLanes.sum(sum);
      for (; j < end; j++) {
        result += (double) w[j] * (kept * t[to + j] + even) * (total - x[from + j]);
      }
    }
    return result;
  }

  /// `dx = p·scale - w·even`.
  static void smoothedGradient(
      float[] p, int po, float[] w, float scale, float even, float[] dx, int dxo, int n) {
    FloatVector c = FloatVector.broadcast(S, scale);
    int j = 0;
    if (even == 0) {
      for (; j <= n - LANES; j += LANES) {
        FloatVector.fromArray(S, p, po + j).mul(c).intoArray(dx, dxo + j);
      }
    } else {
      FloatVector minus = FloatVector.broadcast(S, -even);
      for (; j <= n - LANES; j += LANES) {
        FloatVector a = FloatVector.fromArray(S, w, j).mul(minus);
        FloatVector.fromArray(S, p, po + j).fma(c, a).intoArray(dx, dxo + j);
      }
    }
    for (; j < n; j++) {
      dx[dxo + j] = p[po + j] * scale - w[j] * even;
    }
  }

  /// `dx = g·(p·Σa - a)`, `a = w·(kept·t + even)`.
  static void gradient(
      float[] p,
      int po,
      float[] w,
      float[] t,
      int to,
      float kept,
      float even,
      float g,
      float[] dx,
      int dxo,
      int n) {
    FloatVector floor = FloatVector.broadcast(S, even);
    FloatVector keep = FloatVector.broadcast(S, kept);
    double total = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector sum = FloatVector.zero(S);
      int j = block;
      for (; j <= end - LANES; j += LANES) {
        FloatVector mass = FloatVector.fromArray(S, t, to + j).fma(keep, floor);
        sum = mass.fma(FloatVector.fromArray(S, w, j), sum);
      }
      total += SimdLanes.sum(sum);
      for (; j < end; j++) {
        total += (double) w[j] * (kept * t[to + j] + even);
      }
    }
    FloatVector all = FloatVector.broadcast(S, (float) total);
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      FloatVector mass = FloatVector.fromArray(S, t, to + j).fma(keep, floor);
      FloatVector a = mass.mul(FloatVector.fromArray(S, w, j));
      FloatVector.fromArray(S, p, po + j).mul(all).sub(a).mul(g).intoArray(dx, dxo + j);
    }
    for (; j < n; j++) {
      dx[dxo + j] = g * (p[po + j] * (float) total - w[j] * (kept * t[to + j] + even));
    }
  }

  private static void addTo(double[] sums, float[] lanes) {
    for (int lane = 0; lane < sums.length; lane++) {
      sums[lane] += lanes[lane];
    }
  }

  /// Losses and probabilities of the vector of rows from `r` on of block `o`.
  static void columns(
      Rows x,
      Rows p,
      int o,
      int r,
      View classes,
      float[] w,
      CrossEntropyKernels.Terms terms,
      float[] loss,
      int lossOffset) {
    int n = x.length();
    int inner = x.inner();
    float[] xs = x.floats();
    float[] ps = p.floats();
    int from = x.offset() + o * n * inner + r;
    int to = p.offset() + o * n * inner + r;
    FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < n; j++) {
      max = max.max(FloatVector.fromArray(S, xs, from + j * inner));
    }
    double[] sums = new double[LANES];
    float[] lanes = new float[LANES];
    for (int block = 0; block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector sum = FloatVector.zero(S);
      for (int j = block; j < end; j++) {
        FloatVector e = SimdMath.exp(FloatVector.fromArray(S, xs, from + j * inner).sub(max));
        e.intoArray(ps, to + j * inner);
        sum = sum.add(e);
      }
      sum.intoArray(lanes, 0);
      addTo(sums, lanes);
    }
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (float) (1 / sums[lane]);
      sums[lane] = StrictMath.log(sums[lane]);
    }
    FloatVector scale = FloatVector.fromArray(S, lanes, 0);
    for (int j = 0; j < n; j++) {
      FloatVector.fromArray(S, ps, to + j * inner).mul(scale).intoArray(ps, to + j * inner);
    }
    float[] largest = max.toArray();
    double even = terms.even(n);
    double[] spread = new double[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (float) sums[lane];
    }
    FloatVector log = FloatVector.fromArray(S, lanes, 0);
    for (int block = 0; even != 0 && block < n; block += BLOCK) {
      int end = Math.min(n, block + BLOCK);
      FloatVector sum = FloatVector.zero(S);
      for (int j = block; j < end; j++) {
        FloatVector minusLogP = max.sub(FloatVector.fromArray(S, xs, from + j * inner)).add(log);
        sum = minusLogP.fma(FloatVector.broadcast(S, w[j]), sum);
      }
      sum.intoArray(lanes, 0);
      addTo(spread, lanes);
    }
    int row = o * inner + r;
    for (int lane = 0; lane < LANES; lane++) {
      long target = classes.longs()[classes.offset() + row + lane];
      double value = 0;
      if (target != terms.ignored()) {
        double own = (double) largest[lane] - xs[from + (int) target * inner + lane] + sums[lane];
        value = terms.kept() * w[(int) target] * own;
        value = even == 0 ? value : value + even * spread[lane];
      }
      loss[lossOffset + row + lane] = (float) value;
    }
  }

  /// The gradient of [#columns].
  static void columnsBackward(
      Rows p,
      Rows dx,
      int o,
      int r,
      View classes,
      float[] w,
      CrossEntropyKernels.Terms terms,
      double evenMass,
      float[] dloss,
      int dlossOffset) {
    int n = dx.length();
    int inner = dx.inner();
    float[] ps = p.floats();
    float[] dxs = dx.floats();
    int from = p.offset() + o * n * inner + r;
    int to = dx.offset() + o * n * inner + r;
    int row = o * inner + r;
    double even = terms.even(n);
    float[] scales = new float[LANES];
    float[] floors = new float[LANES];
    float[] own = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      long target = classes.longs()[classes.offset() + row + lane];
      boolean counts = target != terms.ignored();
      double g = counts ? dloss[dlossOffset + row + lane] : 0;
      double kept = counts ? terms.kept() * w[(int) target] : 0;
      scales[lane] = (float) (g * (kept + evenMass));
      floors[lane] = (float) (-g * even);
      own[lane] = (float) (g * kept);
    }
    FloatVector scale = FloatVector.fromArray(S, scales, 0);
    FloatVector floor = FloatVector.fromArray(S, floors, 0);
    for (int j = 0; j < n; j++) {
      FloatVector.fromArray(S, ps, from + j * inner)
          .fma(scale, floor.mul(w[j]))
          .intoArray(dxs, to + j * inner);
    }
    for (int lane = 0; lane < LANES; lane++) {
      long target = classes.longs()[classes.offset() + row + lane];
      if (target == terms.ignored()) {
        for (int j = 0; j < n; j++) { // even where what is ignored is no number
          dxs[to + j * inner + lane] = 0;
        }
      } else {
        dxs[to + (int) target * inner + lane] -= own[lane];
      }
    }
  }
}
