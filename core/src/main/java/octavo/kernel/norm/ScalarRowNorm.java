package octavo.kernel.norm;

import octavo.kernel.norm.NormKernels.Groups;
import octavo.kernel.row.Rows;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle of group and RMS norm: plain loops, sums in double.
final class ScalarRowNorm {
  private ScalarRowNorm() {}

  static void groupNormRow(
      Groups g,
      int row,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View rstd) {
    int n = g.row();
    int from = row * n;
    double m = 0;
    for (int i = 0; i < n; i++) {
      m += ScalarNorm.get(x, from + i) / n;
    }
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double d = ScalarNorm.get(x, from + i) - m;
      variance += d * d / n;
    }
    double r = 1 / Math.sqrt(variance + epsilon);
    for (int i = 0; i < n; i++) {
      int channel = channel(g, row, i);
      double normalized = (ScalarNorm.get(x, from + i) - m) * r;
      double w = ScalarNorm.get(weight, channel, 1);
      ScalarNorm.set(y, from + i, normalized * w + ScalarNorm.get(bias, channel, 0));
    }
    ScalarNorm.set(mean, row, m);
    ScalarNorm.set(rstd, row, r);
  }

  /// The channel of number `i` of a row.
  private static int channel(Groups g, int row, int i) {
    return row % g.groups() * g.channels() + i / g.spatial();
  }

  static void groupNormBackward(
      Groups g,
      View x,
      View mean,
      View rstd,
      @Nullable View weight,
      View dy,
      View dx,
      @Nullable View dWeight,
      @Nullable View dBias) {
    int n = g.row();
    double[] dw = new double[g.groups() * g.channels()];
    double[] db = new double[g.groups() * g.channels()];
    for (int row = 0; row < g.batch() * g.groups(); row++) {
      int from = row * n;
      double m = ScalarNorm.get(mean, row);
      double r = ScalarNorm.get(rstd, row);
      double sum = 0;
      double dot = 0;
      for (int i = 0; i < n; i++) {
        int channel = channel(g, row, i);
        double normalized = (ScalarNorm.get(x, from + i) - m) * r;
        double d = ScalarNorm.get(dy, from + i);
        sum += d * ScalarNorm.get(weight, channel, 1);
        dot += d * ScalarNorm.get(weight, channel, 1) * normalized;
        dw[channel] += d * normalized;
        db[channel] += d;
      }
      for (int i = 0; i < n; i++) {
        double normalized = (ScalarNorm.get(x, from + i) - m) * r;
        double w = ScalarNorm.get(weight, channel(g, row, i), 1);
        double d = ScalarNorm.get(dy, from + i) * w;
        ScalarNorm.set(dx, from + i, r * (d - sum / n - normalized * dot / n));
      }
    }
    for (int i = 0; i < dw.length; i++) {
      ScalarNorm.set(dWeight, i, dw[i]);
      ScalarNorm.set(dBias, i, db[i]);
    }
  }

  private static double get(Rows x, int i) {
    return x.storage().getDouble(x.offset() + i);
  }

  static void rmsNormRow(
      int row, Rows x, @Nullable View weight, double epsilon, Rows y, View rstd) {
    int n = x.length();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double v = get(x, row * n + i);
      squares += v * v / n;
    }
    double r = 1 / Math.sqrt(squares + epsilon);
    for (int i = 0; i < n; i++) {
      double value = get(x, row * n + i) * r * ScalarNorm.get(weight, i, 1);
      y.storage().setDouble(y.offset() + row * n + i, value);
    }
    ScalarNorm.set(rstd, row, r);
  }

  static void rmsNormBackward(
      Rows x, View rstd, @Nullable View weight, Rows dy, Rows dx, @Nullable View dWeight) {
    int n = x.length();
    double[] dw = new double[n];
    for (int row = 0; row < x.outer(); row++) {
      double r = ScalarNorm.get(rstd, row);
      double dot = 0;
      for (int i = 0; i < n; i++) {
        double normalized = get(x, row * n + i) * r;
        double d = get(dy, row * n + i);
        dot += d * ScalarNorm.get(weight, i, 1) * normalized;
        dw[i] += d * normalized;
      }
      for (int i = 0; i < n; i++) {
        double normalized = get(x, row * n + i) * r;
        double d = get(dy, row * n + i) * ScalarNorm.get(weight, i, 1);
        double value = r * (d - normalized * dot / n);
        dx.storage().setDouble(dx.offset() + row * n + i, value);
      }
    }
    for (int i = 0; i < n; i++) {
      ScalarNorm.set(dWeight, i, dw[i]);
    }
  }
}
