package octavo.kernel.norm;

import octavo.kernel.row.Rows;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Normalization over rows (layer, group and RMS norm) and over channels (batch norm). Views that
/// hold one number a row or channel are contiguous.
///
/// Tolerance of the SIMD twin for float32: `16·ε·√n` relative to the largest number of the result,
/// with `n` the numbers summed together. Variances are sums of squares around a center near the
/// mean, never a difference of squares around zero; infinities, NaNs and numbers whose squares leave
/// float32 give what the oracle gives in the forward passes.
public interface NormKernels {
  /// Layer norm of each row (`inner` is 1): `y = (x - mean)·rstd·weight + bias` with `rstd =
  /// 1/√(variance + epsilon)` and the biased variance. Fills `mean` and `rstd`.
  void layerNorm(
      Rows x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      Rows y,
      View mean,
      View rstd);

  /// The gradients of [#layerNorm]. With `g = dy·weight`, `x̂ = (x - mean)·rstd`: `dx = rstd·(g -
  /// avg g - x̂·avg(g·x̂))`, `dWeight = Σ dy·x̂`, `dBias = Σ dy`.
  void layerNormBackward(
      Rows x,
      View mean,
      View rstd,
      @Nullable View weight,
      Rows dy,
      Rows dx,
      @Nullable View dWeight,
      @Nullable View dBias);

  /// Group norm: each of the `batch·groups` rows of `channels·spatial` neighbors is normalized like
  /// a row of [#layerNorm], with a weight and a bias of each of the `groups·channels` channels.
  /// Fills `mean` and `rstd`, one number a row.
  void groupNorm(
      Groups g,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View rstd);

  /// The gradients of [#groupNorm]: those of [#layerNorm], where the gradients of weight and bias
  /// are summed over the batch and the numbers of a channel.
  void groupNormBackward(
      Groups g,
      View x,
      View mean,
      View rstd,
      @Nullable View weight,
      View dy,
      View dx,
      @Nullable View dWeight,
      @Nullable View dBias);

  /// RMS norm of each row (`inner` is 1): `y = x·rstd·weight` with `rstd = 1/√(avg x² + epsilon)`.
  /// Fills `rstd`.
  void rmsNorm(Rows x, @Nullable View weight, double epsilon, Rows y, View rstd);

  /// The gradients of [#rmsNorm]. With `g = dy·weight`, `x̂ = x·rstd`: `dx = rstd·(g - x̂·avg(g·x̂))`,
  /// `dWeight = Σ dy·x̂`.
  void rmsNormBackward(
      Rows x, View rstd, @Nullable View weight, Rows dy, Rows dx, @Nullable View dWeight);

  /// Batch norm of `x` as `[batch, channels, spatial]` by the statistics of each channel: `y = (x -
  /// mean)/√(variance + epsilon)·weight + bias` with the biased variance. Fills `mean` and
  /// `variance`.
  void batchNorm(
      Channels c,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      double epsilon,
      View y,
      View mean,
      View variance);

  /// The gradients of [#batchNorm], the statistics included.
  void batchNormBackward(
      Channels c,
      View x,
      View mean,
      View variance,
      double epsilon,
      @Nullable View weight,
      View dy,
      View dx,
      View dWeight,
      View dBias);

  /// `y = x·scale + shift`, one pair a channel.
  void channelAffine(Channels c, View x, View scale, View shift, View y);

  /// A contiguous array as `[batch, channels, spatial]`.
  ///
  /// @param batch the number of examples
  /// @param channels the number of channels
  /// @param spatial the numbers of one channel of one example
  record Channels(int batch, int channels, int spatial) {}

  /// A contiguous array as `[batch, groups, channels, spatial]`.
  ///
  /// @param batch the number of examples
  /// @param groups the groups of channels of an example
  /// @param channels the channels of a group
  /// @param spatial the numbers of one channel of one example
  record Groups(int batch, int groups, int channels, int spatial) {
    /// The numbers that are normalized together.
    int row() {
      return channels * spatial;
    }

    /// The numbers of one example.
    int columns() {
      return groups * channels * spatial;
    }
  }
}
