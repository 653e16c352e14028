package octavo.kernel.norm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.norm.NormKernels.Channels;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Batch norm of short slices (one number each after a linear layer): neighboring channels side by
/// side in the lanes. The array is taken as `[batch, channels·spatial]`, cut into strips of whole
/// channels; the numbers that belong to a channel stand once for each of its columns.
final class SimdColumnNorm {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// About so many columns make a strip.
  private static final int STRIP = 128;

  /// So many rows are summed in float before they are added up in double.
  private static final int ROWS = 64;

  private SimdColumnNorm() {}

  private static double get(@Nullable View v, int i, double otherwise) {
    return v == null ? otherwise : v.floats()[v.offset() + i];
  }

  private static void set(View v, int i, double value) {
    v.floats()[v.offset() + i] = (float) value;
  }

  /// Some channels side by side.
  private interface Strip {
    void accept(int firstChannel, int channels);
  }

  private static void strips(Channels c, Strip body) {
    int together = Math.max(1, STRIP / c.spatial());
    int work = c.batch() * together * c.spatial();
    Parallel.ranges(
        Math.ceilDiv(c.channels(), together),
        Math.max(1, Parallel.MINIMUM_WORK / work),
        (from, to) -> {
          for (int strip = from; strip < to; strip++) {
            int first = strip * together;
            body.accept(first, Math.min(together, c.channels() - first));
          }
        });
  }

  private static double total(double[] columns, int channel, int spatial) {
    double total = 0;
    for (int s = channel * spatial; s < (channel + 1) * spatial; s++) {
      total += columns[s];
    }
    return total;
  }

  private static void fill(float[] columns, int channel, int spatial, double value) {
    Arrays.fill(columns, channel * spatial, (channel + 1) * spatial, (float) value);
  }

  static void forward(
      Channels c,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View variance) {
    int step = c.channels() * c.spatial();
    double count = (double) c.batch() * c.spatial();
    strips(
        c,
        (first, channels) -> {
          int n = channels * c.spatial();
          int at = x.offset() + first * c.spatial();
          float[] center = new float[n];
          float[] scale = new float[n];
          float[] shift = new float[n];
          double[] sums = new double[n];
          double[] squares = new double[n];
          deviations(x.floats(), at, step, c.batch(), n, center, sums, squares);
          for (int i = 0; i < channels; i++) {
            fill(center, i, c.spatial(), total(sums, i, c.spatial()) / count);
          }
          deviations(x.floats(), at, step, c.batch(), n, center, sums, squares);
          boolean finite = true;
          for (int i = 0; i < channels; i++) {
            double sum = total(sums, i, c.spatial());
            double v = Math.max(0, total(squares, i, c.spatial()) - sum * sum / count) / count;
            double m = center[i * c.spatial()] + sum / count;
            finite &= Double.isFinite(m) && Double.isFinite(v);
            set(mean, first + i, m);
            set(variance, first + i, v);
            double a = get(weight, first + i, 1) / Math.sqrt(v + epsilon);
            fill(center, i, c.spatial(), m);
            fill(scale, i, c.spatial(), a);
            fill(shift, i, c.spatial(), get(bias, first + i, 0) - (m - (float) m) * a);
          }
          if (finite) {
            int to = y.offset() + first * c.spatial();
            normalize(x.floats(), at, y.floats(), to, step, c.batch(), n, center, scale, shift);
          } else {
            for (int i = first; i < first + channels; i++) {
              ScalarNorm.batchNormChannel(c, i, x, weight, bias, epsilon, y, mean, variance);
            }
          }
        });
  }

  /// `Σ (x - center)` and `Σ (x - center)²` of each column.
  private static void deviations(
      float[] x,
      int at,
      int step,
      int rows,
      int n,
      float[] center,
      double[] sums,
      double[] squares) {
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
    float[] s = new float[n];
    float[] q = new float[n];
    for (int row = 0; row < rows; row++) {
      int from = at + row * step;
      int j = 0;
      for (; j < S.loopBound(n); j += LANES) {
        FloatVector d =
            FloatVector.fromArray(S, x, from + j).sub(FloatVector.fromArray(S, center, j));
        FloatVector.fromArray(S, s, j).add(d).intoArray(s, j);
        d.fma(d, FloatVector.fromArray(S, q, j)).intoArray(q, j);
      }
      for (; j < n; j++) {
        float d = x[from + j] - center[j];
        s[j] += d;
        q[j] = Math.fma(d, d, q[j]);
      }
      if (row % ROWS == ROWS - 1 || row == rows - 1) {
        collect(s, sums);
        collect(q, squares);
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

  private static void normalize(
      float[] x,
      int at,
      float[] y,
      int to,
      int step,
      int rows,
      int n,
      float[] center,
      float[] scale,
      float[] shift) {
    for (int row = 0; row < rows; row++) {
      int from = at + row * step;
      int out = to + row * step;
      int j = 0;
      for (; j < S.loopBound(n); j += LANES) {
        FloatVector d =
            FloatVector.fromArray(S, x, from + j).sub(FloatVector.fromArray(S, center, j));
        d.fma(FloatVector.fromArray(S, scale, j), FloatVector.fromArray(S, shift, j))
            .intoArray(y, out + j);
      }
      for (; j < n; j++) {
        y[out + j] = Math.fma(x[from + j] - center[j], scale[j], shift[j]);
      }
    }
  }

  static void backward(
      Channels c,
      View x,
      View mean,
      View variance,
      double epsilon,
      @Nullable View weight,
      View dy,
      View dx,
      View dWeight,
      View dBias) {
    int step = c.channels() * c.spatial();
    double count = (double) c.batch() * c.spatial();
    strips(
        c,
        (first, channels) -> {
          int n = channels * c.spatial();
          int at = first * c.spatial();
          int xo = x.offset() + at;
          int dyo = dy.offset() + at;
          float[] center = new float[n];
          float[][] line = new float[3][n];
          double[] sums = new double[n];
          double[] dots = new double[n];
          for (int i = 0; i < channels; i++) {
            fill(center, i, c.spatial(), get(mean, first + i, 0));
          }
          gradientSums(x.floats(), xo, dy.floats(), dyo, step, c.batch(), center, sums, dots);
          for (int i = 0; i < channels; i++) {
            double sum = total(sums, i, c.spatial());
            double dot = total(dots, i, c.spatial());
            double r = 1 / Math.sqrt(get(variance, first + i, 0) + epsilon);
            set(dWeight, first + i, dot * r);
            set(dBias, first + i, sum);
            double w = get(weight, first + i, 1);
            GradientLine found = GradientLine.of(r, w, sum / count, dot / count);
            fill(line[0], i, c.spatial(), found.average());
            fill(line[1], i, c.spatial(), found.a());
            fill(line[2], i, c.spatial(), found.b());
          }
          for (int row = 0; row < c.batch(); row++) {
            int from = row * step;
            int out = dx.offset() + at + from;
            gradient(
                x.floats(), xo + from, dy.floats(), dyo + from, dx.floats(), out, center, line);
          }
        });
  }

  /// `Σ dy` and `Σ dy·(x - center)` of each column.
  private static void gradientSums(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      int step,
      int rows,
      float[] center,
      double[] sums,
      double[] dots) {
    int n = center.length;
    float[] s = new float[n];
    float[] p = new float[n];
    for (int row = 0; row < rows; row++) {
      int from = xo + row * step;
      int gradient = dyo + row * step;
      int j = 0;
      for (; j < S.loopBound(n); j += LANES) {
        FloatVector g = FloatVector.fromArray(S, dy, gradient + j);
        FloatVector.fromArray(S, s, j).add(g).intoArray(s, j);
        FloatVector.fromArray(S, x, from + j)
            .sub(FloatVector.fromArray(S, center, j))
            .fma(g, FloatVector.fromArray(S, p, j))
            .intoArray(p, j);
      }
      for (; j < n; j++) {
        float g = dy[gradient + j];
        s[j] += g;
        p[j] = Math.fma(x[from + j] - center[j], g, p[j]);
      }
      if (row % ROWS == ROWS - 1 || row == rows - 1) {
        collect(s, sums);
        collect(p, dots);
      }
    }
  }

  /// `dx = (dy - average)·a + (x - center)·b` of one row, with `average, a, b` of each column.
  private static void gradient(
      float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, float[] center, float[][] line) {
    int n = center.length;
    float[] average = line[0];
    float[] a = line[1];
    float[] b = line[2];
    int j = 0;
    for (; j < S.loopBound(n); j += LANES) {
      FloatVector rest =
          FloatVector.fromArray(S, x, xo + j)
              .sub(FloatVector.fromArray(S, center, j))
              .mul(FloatVector.fromArray(S, b, j));
      FloatVector.fromArray(S, dy, dyo + j)
          .sub(FloatVector.fromArray(S, average, j))
          .fma(FloatVector.fromArray(S, a, j), rest)
          .intoArray(dx, dxo + j);
    }
    for (; j < n; j++) {
      dx[dxo + j] = Math.fma(dy[dyo + j] - average[j], a[j], (x[xo + j] - center[j]) * b[j]);
    }
  }
}
