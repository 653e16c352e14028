package octavo.kernel.norm;

import java.util.Arrays;
import java.util.function.IntConsumer;
import octavo.kernel.Parallel;
import octavo.kernel.norm.NormKernels.Groups;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Layer norm, RMS norm (whose center is 0) and group norm of short slices, example by example: an
/// example is read from memory once and stays in the cache for the later passes. Weight and bias
/// stand once for each of its columns. Sums over the examples (the gradients of weight and bias) are
/// taken piece by piece, the pieces cut by the shape and added in order.
final class SimdLayerNorm {
  private static final int BLOCK = ChannelBlocks.BLOCK;

  /// The pieces of the sums over rows: no more than this, of no fewer rows than the other.
  private static final int MOST_PIECES = 64;

  private static final int LEAST_ROWS = 16;

  /// So many rows are summed in float before they are added up in double.
  private static final int ROWS = 64;

  private SimdLayerNorm() {}

  /// The number of each column: that of its channel, or `otherwise`; from place 0 on.
  private static float[] columns(Groups g, @Nullable View v, float otherwise) {
    if (v != null && v.offset() == 0 && g.spatial() == 1) {
      return v.floats();
    }
    float[] columns = new float[g.columns()];
    for (int i = 0; i < columns.length; i += g.spatial()) {
      float value = v == null ? otherwise : v.floats()[v.offset() + i / g.spatial()];
      Arrays.fill(columns, i, i + g.spatial(), value);
    }
    return columns;
  }

  /// Normalizes each group of each example; around 0 if there is no `mean` to fill. `oracle` does a
  /// row whose squares leave float32.
  static void forward(
      Groups g,
      float[] x,
      int xo,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      float[] y,
      int yo,
      @Nullable View mean,
      View rstd,
      IntConsumer oracle) {
    int n = g.row();
    boolean affine = weight != null || bias != null;
    float[] w = affine ? columns(g, weight, 1) : new float[0];
    float[] b = affine ? columns(g, bias, 0) : new float[0];
    Parallel.ranges(
        g.batch(),
        Math.max(1, Parallel.MINIMUM_WORK / g.columns()),
        (from, to) -> {
          double[] found = new double[2];
          for (int row = from * g.groups(); row < to * g.groups(); row++) {
            if (mean == null) {
              squares(x, xo + row * n, n, found);
            } else {
              moments(x, xo + row * n, n, found);
            }
            if (!Double.isFinite(found[0]) || !Double.isFinite(found[1])) {
              oracle.accept(row);
              continue;
            }
            double r = 1 / Math.sqrt(found[1] + epsilon);
            float center = (float) found[0];
            float shift = (float) ((center - found[0]) * r);
            rstd.floats()[rstd.offset() + row] = (float) r;
            if (mean != null) {
              mean.floats()[mean.offset() + row] = center;
            }
            if (affine) {
              int first = row % g.groups() * n;
              int start = row * n - first;
              SimdRowNorm.normalize(
                  x, xo + start, y, yo + start, first, first + n, center, (float) r, shift, w, b);
            } else {
              SimdSlices.normalize(
                  x, xo + row * n, y, yo + row * n, 0, 1, n, center, (float) r, shift);
            }
          }
        });
  }

  /// The mean and the biased variance of a row.
  static void moments(float[] x, int from, int n, double[] found) {
    Moments all = new Moments();
    for (int i = 0; i < n; i += BLOCK) {
      int length = Math.min(BLOCK, n - i);
      float center = SimdSlices.center(x, from + i, 0, 1, length);
      SimdSlices.moments(x, from + i, 0, 1, length, center, found, 0, 1);
      all.add(length, found[0], found[1]);
    }
    found[0] = all.isFinite() ? all.mean() : Double.NaN;
    found[1] = all.variance();
  }

  /// 0 and the mean of the squares of a row.
  private static void squares(float[] x, int from, int n, double[] found) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      SimdSlices.deviations(x, from + i, 0, 1, Math.min(BLOCK, n - i), 0, found, 0, 1);
      sum += found[1];
    }
    found[0] = 0;
    found[1] = sum / n;
  }

  /// The gradients of [#forward].
  static void backward(
      Groups g,
      float[] x,
      int xo,
      @Nullable View mean,
      View rstd,
      @Nullable View weight,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      @Nullable View dWeight,
      @Nullable View dBias) {
    int n = g.columns();
    if (weight == null && dWeight == null && dBias == null) {
      Parallel.ranges(
          g.batch(),
          Math.max(1, Parallel.MINIMUM_WORK / n),
          (from, to) ->
              plainRows(
                  g.row(),
                  x,
                  xo,
                  mean,
                  rstd,
                  dy,
                  dyo,
                  dx,
                  dxo,
                  from * g.groups(),
                  to * g.groups()));
      return;
    }
    float[] w = columns(g, weight, 1);
    int least = Math.max(LEAST_ROWS, g.batch() / MOST_PIECES + 1);
    int grain = Math.max(Parallel.MINIMUM_WORK / n, least);
    int pieces = Math.ceilDiv(g.batch(), grain);
    double[][] dws = new double[pieces][];
    double[][] dbs = new double[pieces][];
    Parallel.run(
        pieces,
        piece -> {
          dws[piece] = new double[n];
          dbs[piece] = new double[n];
          int first = piece * grain;
          int last = Math.min(g.batch(), first + grain);
          affineRows(
              g, x, xo, mean, rstd, w, dy, dyo, dx, dxo, dws[piece], dbs[piece], first, last);
        });
    add(g, dws, dWeight);
    add(g, dbs, dBias);
  }

  private static float center(@Nullable View mean, int row) {
    return mean == null ? 0 : mean.floats()[mean.offset() + row];
  }

  /// The line of a row; around 0 the average of the gradient has no part in it.
  private static GradientLine line(
      @Nullable View mean, View rstd, int row, double sum, double dot, int n) {
    double r = rstd.floats()[rstd.offset() + row];
    return GradientLine.of(r, 1, mean == null ? 0 : sum / n, dot / n);
  }

  private static void plainRows(
      int n,
      float[] x,
      int xo,
      @Nullable View mean,
      View rstd,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int first,
      int last) {
    double[] found = new double[2];
    for (int row = first; row < last; row++) {
      float center = center(mean, row);
      int from = row * n;
      double sum = 0;
      double dot = 0;
      for (int i = from; i < from + n; i += BLOCK) {
        int length = Math.min(BLOCK, from + n - i);
        SimdSlices.gradientSums(x, xo + i, dy, dyo + i, 0, 1, length, center, found, 0, 1);
        sum += found[0];
        dot += found[1];
      }
      GradientLine line = line(mean, rstd, row, sum, dot, n);
      SimdSlices.gradient(
          x,
          xo + from,
          dy,
          dyo + from,
          dx,
          dxo + from,
          0,
          1,
          n,
          center,
          line.average(),
          line.a(),
          line.b());
    }
  }

  /// The rows of the examples `first` to `last`.
  private static void affineRows(
      Groups g,
      float[] x,
      int xo,
      @Nullable View mean,
      View rstd,
      float[] w,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      double[] dWeight,
      double[] dBias,
      int first,
      int last) {
    int n = g.row();
    double[] one = new double[2];
    float[] dw = new float[g.columns()];
    float[] db = new float[g.columns()];
    for (int example = first; example < last; example++) {
      int at = example * g.columns();
      for (int group = 0; group < g.groups(); group++) {
        int row = example * g.groups() + group;
        int from = group * n;
        float center = center(mean, row);
        double sum = 0;
        double dot = 0;
        for (int i = from; i < from + n; i += BLOCK) {
          SimdRowNorm.gradientSums(
              x, xo + at, dy, dyo + at, w, i, Math.min(from + n, i + BLOCK), center, one);
          sum += one[0];
          dot += one[1];
        }
        float r = rstd.floats()[rstd.offset() + row];
        GradientLine line = line(mean, rstd, row, sum, dot, n);
        SimdRowNorm.gradient(
            x,
            xo + at,
            dy,
            dyo + at,
            dx,
            dxo + at,
            w,
            dw,
            db,
            from,
            from + n,
            center,
            r,
            line.average(),
            line.a(),
            line.b());
      }
      if ((example - first) % ROWS == ROWS - 1 || example == last - 1) {
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

  /// The sum of the pieces, in order, and of the columns of each channel.
  private static void add(Groups g, double[][] pieces, @Nullable View to) {
    if (to == null) {
      return;
    }
    int spatial = g.spatial();
    Parallel.ranges(
        g.groups() * g.channels(),
        Math.max(256, Parallel.MINIMUM_WORK / (pieces.length * spatial)),
        (from, end) -> {
          double[] total = new double[(end - from) * spatial];
          for (double[] piece : pieces) {
            for (int j = 0; j < total.length; j++) {
              total[j] += piece[from * spatial + j];
            }
          }
          for (int channel = from; channel < end; channel++) {
            double sum = 0;
            for (int s = 0; s < spatial; s++) {
              sum += total[(channel - from) * spatial + s];
            }
            to.floats()[to.offset() + channel] = (float) sum;
          }
        });
  }
}
