package octavo.kernel.norm;

import java.util.function.IntConsumer;
import octavo.kernel.row.Rows;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Normalization of float32: batch norm by [SimdBatchNorm], or by [SimdColumnNorm] where the slices
/// of a channel are short, layer and RMS norm by [SimdLayerNorm], group norm by that or, of long
/// slices, by [SimdGroupNorm]. Other types go to the oracle, as does a
/// forward channel or row whose squares leave float32.
public final class SimdNorm implements NormKernels {
  private static final ScalarNorm SCALAR = new ScalarNorm();

  /// Slices shorter than this are taken side by side.
  private static final int SHORT = 32;

  @Override
  public void layerNorm(
      Rows x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      Rows y,
      View mean,
      View rstd) {
    if (isFloat(x)) {
      SimdLayerNorm.forward(
          rows(x),
          x.floats(),
          x.offset(),
          weight,
          bias,
          epsilon,
          y.floats(),
          y.offset(),
          mean,
          rstd,
          row -> ScalarNorm.layerNormRow(row, x, weight, bias, epsilon, y, mean, rstd));
    } else {
      SCALAR.layerNorm(x, weight, bias, epsilon, y, mean, rstd);
    }
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
    if (isFloat(x)) {
      SimdLayerNorm.backward(
          rows(x),
          x.floats(),
          x.offset(),
          mean,
          rstd,
          weight,
          dy.floats(),
          dy.offset(),
          dx.floats(),
          dx.offset(),
          dWeight,
          dBias);
    } else {
      SCALAR.layerNormBackward(x, mean, rstd, weight, dy, dx, dWeight, dBias);
    }
  }

  private static Groups rows(Rows x) {
    return new Groups(x.outer(), 1, x.length(), 1);
  }

  @Override
  public void rmsNorm(Rows x, @Nullable View weight, double epsilon, Rows y, View rstd) {
    if (!isFloat(x)) {
      SCALAR.rmsNorm(x, weight, epsilon, y, rstd);
      return;
    }
    SimdLayerNorm.forward(
        rows(x),
        x.floats(),
        x.offset(),
        weight,
        /* bias= */ null,
        epsilon,
        y.floats(),
        y.offset(),
        /* mean= */ null,
        rstd,
        row -> ScalarRowNorm.rmsNormRow(row, x, weight, epsilon, y, rstd));
  }

  @Override
  public void rmsNormBackward(
      Rows x, View rstd, @Nullable View weight, Rows dy, Rows dx, @Nullable View dWeight) {
    if (!isFloat(x)) {
      SCALAR.rmsNormBackward(x, rstd, weight, dy, dx, dWeight);
      return;
    }
    SimdLayerNorm.backward(
        rows(x),
        x.floats(),
        x.offset(),
        /* mean= */ null,
        rstd,
        weight,
        dy.floats(),
        dy.offset(),
        dx.floats(),
        dx.offset(),
        dWeight,
        /* dBias= */ null);
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
    IntConsumer oracle =
        row -> ScalarRowNorm.groupNormRow(g, row, x, weight, bias, epsilon, y, mean, rstd);
    if (!isFloat(g, x)) {
      SCALAR.groupNorm(g, x, weight, bias, epsilon, y, mean, rstd);
    } else if (g.spatial() >= SHORT) {
      SimdGroupNorm.forward(g, x, weight, bias, epsilon, y, mean, rstd, oracle);
    } else {
      SimdLayerNorm.forward(
          g,
          x.floats(),
          x.offset(),
          weight,
          bias,
          epsilon,
          y.floats(),
          y.offset(),
          mean,
          rstd,
          oracle);
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
    if (!isFloat(g, x)) {
      SCALAR.groupNormBackward(g, x, mean, rstd, weight, dy, dx, dWeight, dBias);
    } else if (g.spatial() >= SHORT) {
      SimdGroupNorm.backward(g, x, mean, rstd, weight, dy, dx, dWeight, dBias);
    } else {
      SimdLayerNorm.backward(
          g,
          x.floats(),
          x.offset(),
          mean,
          rstd,
          weight,
          dy.floats(),
          dy.offset(),
          dx.floats(),
          dx.offset(),
          dWeight,
          dBias);
    }
  }

  private static boolean isFloat(Groups g, View x) {
    return x.storage() instanceof FloatStorage && g.batch() > 0 && g.columns() > 0;
  }

  private static boolean isFloat(Rows x) {
    return x.storage() instanceof FloatStorage && x.count() > 0 && x.length() > 0;
  }

  private static boolean isFloat(Channels c, View x) {
    return x.storage() instanceof FloatStorage
        && c.batch() > 0
        && c.channels() > 0
        && c.spatial() > 0;
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
    if (!isFloat(c, x)) {
      SCALAR.batchNorm(c, x, weight, bias, epsilon, y, mean, variance);
    } else if (c.spatial() < SHORT) {
      SimdColumnNorm.forward(c, x, weight, bias, epsilon, y, mean, variance);
    } else {
      SimdBatchNorm.forward(c, x, weight, bias, epsilon, y, mean, variance);
    }
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
    if (!isFloat(c, x)) {
      SCALAR.batchNormBackward(c, x, mean, variance, epsilon, weight, dy, dx, dWeight, dBias);
    } else if (c.spatial() < SHORT) {
      SimdColumnNorm.backward(c, x, mean, variance, epsilon, weight, dy, dx, dWeight, dBias);
    } else {
      SimdBatchNorm.backward(c, x, mean, variance, epsilon, weight, dy, dx, dWeight, dBias);
    }
  }

  @Override
  public void channelAffine(Channels c, View x, View scale, View shift, View y) {
    if (!isFloat(c, x)) {
      SCALAR.channelAffine(c, x, scale, shift, y);
    } else if (c.spatial() < SHORT) {
      SimdChannelAffine.shortSlices(c, x, scale, shift, y);
    } else {
      SimdChannelAffine.longSlices(c, x, scale, shift, y);
    }
  }
}
