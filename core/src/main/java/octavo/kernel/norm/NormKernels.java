package octavo.kernel.norm;

import octavo.kernel.row.Rows;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Normalization over rows (layer norm) and over channels (batch norm). Views that hold one number
/// a row or channel are contiguous.
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
}
