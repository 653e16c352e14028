package octavo.kernel.activation;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.SimdLanes;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// The kernels with the Vector API for float32: plane by plane where planes are long, else row by
/// row with a slope for each column. Other types go to the oracle.
public final class SimdActivation implements ActivationKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// Planes shorter than this are taken together in rows.
  private static final int SHORT = 32;

  /// How many numbers of a plane are summed at a time.
  private static final int PIECE = 2048;

  /// How many rows are summed at a time.
  private static final int ROWS = 64;

  private final ScalarActivation scalar = new ScalarActivation();

  @Override
  public void prelu(ChannelLayout at, View x, View weight, View y) {
    if (!isFloat(x)) {
      scalar.prelu(at, x, weight, y);
    } else if (at.inner() >= SHORT) {
      planes(
          at,
          (task, channel, from, n) ->
              plane(
                  x.floats(),
                  x.offset() + from,
                  weight.floats()[weight.offset() + channel],
                  y.floats(),
                  y.offset() + from,
                  n));
    } else {
      float[] slopes = columns(at, weight);
      int n = at.row();
      Parallel.ranges(
          at.outer(),
          Math.max(1, Parallel.MINIMUM_WORK / Math.max(1, n)),
          (first, last) -> {
            for (int row = first; row < last; row++) {
              row(x.floats(), x.offset() + row * n, slopes, y.floats(), y.offset() + row * n, n);
            }
          });
    }
  }

  private static boolean isFloat(View x) {
    return x.storage() instanceof FloatStorage;
  }

  /// What is done with `n` numbers of one channel from `from` on, as piece number `task`.
  private interface Piece {
    void run(int task, int channel, int from, int n);
  }

  private static int pieces(ChannelLayout at) {
    return Math.ceilDiv(at.inner(), PIECE);
  }

  private static void planes(ChannelLayout at, Piece body) {
    int pieces = pieces(at);
    Parallel.ranges(
        at.outer() * at.channels() * pieces,
        Math.max(1, Parallel.MINIMUM_WORK / Math.min(PIECE, at.inner())),
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int plane = task / pieces;
            int start = task % pieces * PIECE;
            int n = Math.min(PIECE, at.inner() - start);
            body.run(task, plane % at.channels(), plane * at.inner() + start, n);
          }
        });
  }

  private static void plane(float[] x, int xo, float slope, float[] y, int yo, int n) {
    FloatVector a = FloatVector.broadcast(S, slope);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      a.mul(v).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = v > 0 ? v : slope * v;
    }
  }

  /// The slope of each column of a row.
  private static float[] columns(ChannelLayout at, View weight) {
    float[] slopes = new float[at.row()];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = weight.floats()[weight.offset() + i / at.inner()];
    }
    return slopes;
  }

  private static void row(float[] x, int xo, float[] slopes, float[] y, int yo, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = FloatVector.fromArray(S, slopes, i);
      a.mul(v).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = v > 0 ? v : slopes[i] * v;
    }
  }

  @Override
  public void preluBackward(ChannelLayout at, View x, View weight, View dy, View dx, View dweight) {
    if (!isFloat(x)) {
      scalar.preluBackward(at, x, weight, dy, dx, dweight);
    } else if (at.inner() >= SHORT) {
      int pieces = pieces(at);
      double[] parts = new double[at.outer() * at.channels() * pieces];
      planes(
          at,
          (task, channel, from, n) -> {
            float slope = weight.floats()[weight.offset() + channel];
            parts[task] = planeBackward(x, dy, from, slope, dx, n);
          });
      double[] sums = new double[at.channels()];
      for (int task = 0; task < parts.length; task++) {
        sums[task / pieces % at.channels()] += parts[task];
      }
      write(sums, dweight);
    } else {
      rowsBackward(at, x, weight, dy, dx, dweight);
    }
  }

  private static void write(double[] sums, View dweight) {
    for (int channel = 0; channel < sums.length; channel++) {
      dweight.floats()[dweight.offset() + channel] = (float) sums[channel];
    }
  }

  /// Writes `n` numbers of `dx` and returns their part of the weight's gradient.
  private static double planeBackward(View x, View dy, int from, float slope, View dx, int n) {
    float[] xs = x.floats();
    float[] dys = dy.floats();
    float[] dxs = dx.floats();
    int xo = x.offset() + from;
    int dyo = dy.offset() + from;
    int dxo = dx.offset() + from;
    FloatVector a = FloatVector.broadcast(S, slope);
    FloatVector zero = FloatVector.zero(S);
    FloatVector sum = zero;
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector v = FloatVector.fromArray(S, xs, xo + i);
      FloatVector g = FloatVector.fromArray(S, dys, dyo + i);
      VectorMask<Float> positive = v.compare(VectorOperators.GT, 0f);
      a.mul(g).blend(g, positive).intoArray(dxs, dxo + i);
      sum = v.blend(zero, positive).fma(g, sum);
    }
    double total = SimdLanes.sum(sum.toArray());
    for (; i < n; i++) {
      float v = xs[xo + i];
      float g = dys[dyo + i];
      dxs[dxo + i] = v > 0 ? g : slope * g;
      total += v > 0 ? 0 : (double) v * g;
    }
    return total;
  }

  /// Blocks of rows, each with a sum for each column.
  private static void rowsBackward(
      ChannelLayout at, View x, View weight, View dy, View dx, View dweight) {
    float[] slopes = columns(at, weight);
    int n = at.row();
    int blocks = Math.ceilDiv(at.outer(), ROWS);
    float[] parts = new float[Math.multiplyExact(blocks, n)];
    Parallel.ranges(
        blocks,
        (int) Math.max(1, Parallel.MINIMUM_WORK / ((long) ROWS * Math.max(1, n))),
        (first, last) -> {
          for (int block = first; block < last; block++) {
            int end = Math.min(at.outer(), (block + 1) * ROWS);
            for (int row = block * ROWS; row < end; row++) {
              rowBackward(x, dy, row * n, slopes, dx, parts, block * n, n);
            }
          }
        });
    double[] sums = new double[at.channels()];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < n; i++) {
        sums[i / at.inner()] += parts[block * n + i];
      }
    }
    write(sums, dweight);
  }

  private static void rowBackward(
      View x, View dy, int from, float[] slopes, View dx, float[] parts, int po, int n) {
    float[] xs = x.floats();
    float[] dys = dy.floats();
    float[] dxs = dx.floats();
    int xo = x.offset() + from;
    int dyo = dy.offset() + from;
    int dxo = dx.offset() + from;
    FloatVector zero = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector v = FloatVector.fromArray(S, xs, xo + i);
      FloatVector g = FloatVector.fromArray(S, dys, dyo + i);
      VectorMask<Float> positive = v.compare(VectorOperators.GT, 0f);
      FloatVector.fromArray(S, slopes, i).mul(g).blend(g, positive).intoArray(dxs, dxo + i);
      FloatVector part = FloatVector.fromArray(S, parts, po + i);
      v.blend(zero, positive).fma(g, part).intoArray(parts, po + i);
    }
    for (; i < n; i++) {
      float v = xs[xo + i];
      float g = dys[dyo + i];
      dxs[dxo + i] = v > 0 ? g : slopes[i] * g;
      parts[po + i] = Math.fma(v > 0 ? 0 : v, g, parts[po + i]);
    }
  }
}
