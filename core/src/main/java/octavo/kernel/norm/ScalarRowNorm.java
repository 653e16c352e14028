package octavo.kernel.norm;

import octavo.kernel.norm.NormKernels.Groups;
import octavo.kernel.row.Rows;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle of layer, group and RMS norm: plain loops, sums in double. Layer norm has a weight for each
/// number of a row, group norm one for each channel.
final class ScalarRowNorm {
  private ScalarRowNorm() {}

  /// Which weight belongs to number `i` of a row.
  interface Place {
    int of(int row, int i);
  }

  /// Row `row` of `n` numbers with mean 0 and variance 1, then the weight and the bias of each number.
  static void standardize(
      int row,
      int n,
      Place place,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View rstd) {
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
      int at = place.of(row, i);
      double normalized = (ScalarNorm.get(x, from + i) - m) * r;
      double value = normalized * ScalarNorm.get(weight, at, 1) + ScalarNorm.get(bias, at, 0);
      ScalarNorm.set(y, from + i, value);
    }
    ScalarNorm.set(mean, row, m);
    ScalarNorm.set(rstd, row, r);
  }

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
    standardize(row, g.row(), channels(g), x, weight, bias, epsilon, y, mean, rstd);
  }

  /// The gradients of `rows` rows of [#standardize] with so many weights.
  static void standardizeBackward(
      int rows,
      int n,
      Place place,
      int weights,
      View x,
      View mean,
      View rstd,
      @Nullable View weight,
      View dy,
      View dx,
      @Nullable View dWeight,
      @Nullable View dBias) {
    double[] dw = new double[weights];
    double[] db = new double[weights];
    for (int row = 0; row < rows; row++) {
      int from = row * n;
      double m = ScalarNorm.get(mean, row);
      double r = ScalarNorm.get(rstd, row);
      double sum = 0;
      double dot = 0;
      for (int i = 0; i < n; i++) {
        int at = place.of(row, i);
        double normalized = (ScalarNorm.get(x, from + i) - m) * r;
        double d = ScalarNorm.get(dy, from + i);
        double g = d * ScalarNorm.get(weight, at, 1);
        sum += g;
        dot += g * normalized;
        dw[at] += d * normalized;
        db[at] += d;
      }
      for (int i = 0; i < n; i++) {
        double normalized = (ScalarNorm.get(x, from + i) - m) * r;
        double g = ScalarNorm.get(dy, from + i) * ScalarNorm.get(weight, place.of(row, i), 1);
        ScalarNorm.set(dx, from + i, r * (g - sum / n - normalized * dot / n));
      }
    }
    for (int i = 0; i < weights; i++) {
      ScalarNorm.set(dWeight, i, dw[i]);
      ScalarNorm.set(dBias, i, db[i]);
    }
  }

  /// Rows of neighbors as a flat view.
  static View flat(Rows x) {
    return new View(x.storage(), x.offset(), new int[] {x.outer() * x.length()}, new int[] {1});
  }

  /// The channel of number `i` of a row of groups.
  static Place channels(Groups g) {
    return (row, i) -> row % g.groups() * g.channels() + i / g.spatial();
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
