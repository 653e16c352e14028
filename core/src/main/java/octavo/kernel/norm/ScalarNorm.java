package octavo.kernel.norm;

import octavo.kernel.row.Rows;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: plain loops, sums in double.
public final class ScalarNorm implements NormKernels {
  static double get(View v, int i) {
    return v.storage().getDouble(v.offset() + i);
  }

  static double get(@Nullable View v, int i, double otherwise) {
    return v == null ? otherwise : get(v, i);
  }

  static void set(@Nullable View v, int i, double value) {
    if (v != null) {
      v.storage().setDouble(v.offset() + i, value);
    }
  }

  @Override
  public void layerNorm(
      Rows x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      Rows y,
      View mean,
      View rstd) {
    for (int row = 0; row < x.outer(); row++) {
      layerNormRow(row, x, weight, bias, epsilon, y, mean, rstd);
    }
  }

  static void layerNormRow(
      int row,
      Rows x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      Rows y,
      View mean,
      View rstd) {
    View numbers = ScalarRowNorm.flat(x);
    View results = ScalarRowNorm.flat(y);
    ScalarRowNorm.standardize(
        row, x.length(), (r, i) -> i, numbers, weight, bias, epsilon, results, mean, rstd);
  }

  @Override
  public void layerNormBackward(
      Rows x,
      View mean,
      View rstd,
      @Nullable View weight,
      Rows dy,
      Rows dx,
      @Nullable View dWeight,
      @Nullable View dBias) {
    ScalarRowNorm.standardizeBackward(
        x.outer(),
        x.length(),
        (row, i) -> i,
        x.length(),
        ScalarRowNorm.flat(x),
        mean,
        rstd,
        weight,
        ScalarRowNorm.flat(dy),
        ScalarRowNorm.flat(dx),
        dWeight,
        dBias);
  }

  @Override
  public void groupNorm(
      Groups g,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View rstd) {
    for (int row = 0; row < g.batch() * g.groups(); row++) {
      ScalarRowNorm.groupNormRow(g, row, x, weight, bias, epsilon, y, mean, rstd);
    }
  }

  @Override
  public void groupNormBackward(
      Groups g,
      View x,
      View mean,
      View rstd,
      @Nullable View weight,
      View dy,
      View dx,
      @Nullable View dWeight,
      @Nullable View dBias) {
    ScalarRowNorm.standardizeBackward(
        g.batch() * g.groups(),
        g.row(),
        ScalarRowNorm.channels(g),
        g.groups() * g.channels(),
        x,
        mean,
        rstd,
        weight,
        dy,
        dx,
        dWeight,
        dBias);
  }

  @Override
  public void rmsNorm(Rows x, @Nullable View weight, double epsilon, Rows y, View rstd) {
    for (int row = 0; row < x.outer(); row++) {
      ScalarRowNorm.rmsNormRow(row, x, weight, epsilon, y, rstd);
    }
  }

  @Override
  public void rmsNormBackward(
      Rows x, View rstd, @Nullable View weight, Rows dy, Rows dx, @Nullable View dWeight) {
    ScalarRowNorm.rmsNormBackward(x, rstd, weight, dy, dx, dWeight);
  }

  @Override
  public void batchNorm(
      Channels c,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View variance) {
    for (int channel = 0; channel < c.channels(); channel++) {
      batchNormChannel(c, channel, x, weight, bias, epsilon, y, mean, variance);
    }
  }

  static void batchNormChannel(
      Channels c,
      int channel,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View variance) {
    double n = (double) c.batch() * c.spatial();
    double m = 0;
    for (int b = 0; b < c.batch(); b++) {
      for (int s = 0; s < c.spatial(); s++) {
        m += get(x, at(c, b, channel, s)) / n;
      }
    }
    double v = 0;
    for (int b = 0; b < c.batch(); b++) {
      for (int s = 0; s < c.spatial(); s++) {
        double d = get(x, at(c, b, channel, s)) - m;
        v += d * d / n;
      }
    }
    double r = 1 / Math.sqrt(v + epsilon);
    for (int b = 0; b < c.batch(); b++) {
      for (int s = 0; s < c.spatial(); s++) {
        int i = at(c, b, channel, s);
        set(y, i, (get(x, i) - m) * r * get(weight, channel, 1) + get(bias, channel, 0));
      }
    }
    set(mean, channel, m);
    set(variance, channel, v);
  }

  private static int at(Channels c, int b, int channel, int s) {
    return (b * c.channels() + channel) * c.spatial() + s;
  }

  @Override
  public void batchNormBackward(
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
    double n = (double) c.batch() * c.spatial();
    for (int channel = 0; channel < c.channels(); channel++) {
      double m = get(mean, channel);
      double r = 1 / Math.sqrt(get(variance, channel) + epsilon);
      double sum = 0;
      double dot = 0;
      for (int b = 0; b < c.batch(); b++) {
        for (int s = 0; s < c.spatial(); s++) {
          int i = at(c, b, channel, s);
          sum += get(dy, i);
          dot += get(dy, i) * (get(x, i) - m) * r;
        }
      }
      double w = get(weight, channel, 1);
      for (int b = 0; b < c.batch(); b++) {
        for (int s = 0; s < c.spatial(); s++) {
          int i = at(c, b, channel, s);
          double normalized = (get(x, i) - m) * r;
          set(dx, i, w * r * (get(dy, i) - sum / n - normalized * dot / n));
        }
      }
      set(dWeight, channel, dot);
      set(dBias, channel, sum);
    }
  }

  @Override
  public void channelAffine(Channels c, View x, View scale, View shift, View y) {
    for (int b = 0; b < c.batch(); b++) {
      for (int channel = 0; channel < c.channels(); channel++) {
        for (int s = 0; s < c.spatial(); s++) {
          int i = at(c, b, channel, s);
          set(y, i, get(x, i) * get(scale, channel) + get(shift, channel));
        }
      }
    }
  }
}
