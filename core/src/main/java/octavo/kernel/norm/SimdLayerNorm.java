package octavo.kernel.norm;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.row.Rows;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Layer norm, row by row: a row is read from memory once and stays in the cache for the later
/// passes. Sums over the rows (the gradients of weight and bias) are taken piece by piece, the
/// pieces cut by the shape and added in order.
final class SimdLayerNorm {
  private static final int BLOCK = ChannelBlocks.BLOCK;

  /// The pieces of the sums over rows: no more than this, of no fewer rows than the other.
  private static final int MOST_PIECES = 64;

  private static final int LEAST_ROWS = 16;

  /// So many rows are summed in float before they are added up in double.
  private static final int ROWS = 64;

  private SimdLayerNorm() {}

  /// The numbers of a view, or `n` times `otherwise`; from place 0 on.
  private static float[] get(@Nullable View v, int n, float otherwise) {
    if (v != null) {
      return v.offset() == 0
          ? v.floats()
          : Arrays.copyOfRange(v.floats(), v.offset(), v.offset() + n);
    }
    float[] same = new float[n];
    Arrays.fill(same, otherwise);
    return same;
  }

  static void forward(
      Rows x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      Rows y,
      View mean,
      View rstd) {
    int n = x.length();
    boolean affine = weight != null || bias != null;
    float[] w = affine ? get(weight, n, 1) : new float[0];
    float[] b = affine ? get(bias, n, 0) : new float[0];
    Parallel.ranges(
        x.outer(),
        Math.max(1, Parallel.MINIMUM_WORK / n),
        (first, last) -> {
          double[] found = new double[2];
          for (int row = first; row < last; row++) {
            Moments all = moments(x.floats(), x.offset() + row * n, n, found);
            if (all.isFinite()) {
              normalize(x, row, all, affine, w, b, epsilon, y, mean, rstd);
            } else {
              ScalarNorm.layerNormRow(row, x, weight, bias, epsilon, y, mean, rstd);
            }
          }
        });
  }

  private static Moments moments(float[] x, int from, int n, double[] found) {
    Moments all = new Moments();
    for (int i = 0; i < n; i += BLOCK) {
      int length = Math.min(BLOCK, n - i);
      float center = SimdSlices.center(x, from + i, 0, 1, length);
      SimdSlices.moments(x, from + i, 0, 1, length, center, found, 0, 1);
      all.add(length, found[0], found[1]);
    }
    return all;
  }

  private static void normalize(
      Rows x,
      int row,
      Moments moments,
      boolean affine,
      float[] w,
      float[] b,
      double epsilon,
      Rows y,
      View mean,
      View rstd) {
    int n = x.length();
    int from = x.offset() + row * n;
    int to = y.offset() + row * n;
    double r = 1 / Math.sqrt(moments.variance() + epsilon);
    float center = (float) moments.mean();
    float shift = (float) ((center - moments.mean()) * r);
    mean.floats()[mean.offset() + row] = center;
    rstd.floats()[rstd.offset() + row] = (float) r;
    if (affine) {
      SimdRowNorm.normalize(x.floats(), from, y.floats(), to, n, center, (float) r, shift, w, b);
    } else {
      SimdSlices.normalize(x.floats(), from, y.floats(), to, 0, 1, n, center, (float) r, shift);
    }
  }

  static void backward(
      Rows x,
      View mean,
      View rstd,
      @Nullable View weight,
      Rows dy,
      Rows dx,
      @Nullable View dWeight,
      @Nullable View dBias) {
    int rows = x.outer();
    int n = x.length();
    if (weight == null && dWeight == null && dBias == null) {
      Parallel.ranges(
          rows,
          Math.max(1, Parallel.MINIMUM_WORK / n),
          (first, last) -> plainRows(x, mean, rstd, dy, dx, first, last));
      return;
    }
    float[] w = get(weight, n, 1);
    int grain = Math.max(Parallel.MINIMUM_WORK / n, Math.max(LEAST_ROWS, rows / MOST_PIECES + 1));
    int pieces = Math.ceilDiv(rows, grain);
    double[][] dws = new double[pieces][];
    double[][] dbs = new double[pieces][];
    Parallel.run(
        pieces,
        piece -> {
          dws[piece] = new double[n];
          dbs[piece] = new double[n];
          int last = Math.min(rows, (piece + 1) * grain);
          affineRows(x, mean, rstd, w, dy, dx, dws[piece], dbs[piece], piece * grain, last);
        });
    add(dws, n, dWeight);
    add(dbs, n, dBias);
  }

  private static void plainRows(
      Rows x, View mean, View rstd, Rows dy, Rows dx, int first, int last) {
    int n = x.length();
    double[] found = new double[2];
    for (int row = first; row < last; row++) {
      float center = mean.floats()[mean.offset() + row];
      int xo = x.offset() + row * n;
      int dyo = dy.offset() + row * n;
      int dxo = dx.offset() + row * n;
      double sum = 0;
      double dot = 0;
      for (int i = 0; i < n; i += BLOCK) {
        int length = Math.min(BLOCK, n - i);
        SimdSlices.gradientSums(
            x.floats(), xo + i, dy.floats(), dyo + i, 0, 1, length, center, found, 0, 1);
        sum += found[0];
        dot += found[1];
      }
      double r = rstd.floats()[rstd.offset() + row];
      GradientLine line = GradientLine.of(r, 1, sum / n, dot / n);
      float average = line.average();
      SimdSlices.gradient(
          x.floats(),
          xo,
          dy.floats(),
          dyo,
          dx.floats(),
          dxo,
          0,
          1,
          n,
          center,
          average,
          line.a(),
          line.b());
    }
  }

  private static void affineRows(
      Rows x,
      View mean,
      View rstd,
      float[] w,
      Rows dy,
      Rows dx,
      double[] dWeight,
      double[] dBias,
      int first,
      int last) {
    int n = x.length();
    double[] one = new double[2];
    float[] dw = new float[n];
    float[] db = new float[n];
    for (int row = first; row < last; row++) {
      float center = mean.floats()[mean.offset() + row];
      float r = rstd.floats()[rstd.offset() + row];
      int xo = x.offset() + row * n;
      int dyo = dy.offset() + row * n;
      double sum = 0;
      double dot = 0;
      for (int i = 0; i < n; i += BLOCK) {
        SimdRowNorm.gradientSums(
            x.floats(), xo, dy.floats(), dyo, w, i, Math.min(n, i + BLOCK), center, one);
        sum += one[0];
        dot += one[1];
      }
      GradientLine line = GradientLine.of(r, 1, sum / n, dot / n);
      SimdRowNorm.gradient(
          x.floats(),
          xo,
          dy.floats(),
          dyo,
          dx.floats(),
          dx.offset() + row * n,
          w,
          dw,
          db,
          center,
          r,
          line.average(),
          line.a(),
          line.b());
      if ((row - first) % ROWS == ROWS - 1 || row == last - 1) {
        collect(dw, dWeight);
        collect(db, dBias);
      }
    }
  }

  /// Adds the parts to the sums and clears them.
  private static void collect(float[] parts, double[] sums) {
    for (int j = 0; j < parts.length; j++) {
      sums[j] += parts[j];
      parts[j] = 0;
    }
  }

  /// The sum of the pieces, in order.
  private static void add(double[][] pieces, int n, @Nullable View to) {
    if (to == null) {
      return;
    }
    float[] out = to.floats();
    Parallel.ranges(
        n,
        Math.max(256, Parallel.MINIMUM_WORK / pieces.length),
        (from, end) -> {
          double[] total = new double[end - from];
          for (double[] piece : pieces) {
            for (int j = 0; j < total.length; j++) {
              total[j] += piece[from + j];
            }
          }
          for (int j = 0; j < total.length; j++) {
            out[to.offset() + from + j] = (float) total[j];
          }
        });
  }
}
