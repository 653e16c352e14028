package octavo.nn;

import octavo.autograd.Engine;
import octavo.op.ChannelAffine;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The running statistics of a norm that has them.
///
/// @param mean `[channels]`
/// @param variance `[channels]`
/// @param batches how often they have been moved
record RunningStatistics(Buffer mean, Buffer variance, Buffer batches) {
  /// Whether a norm has them.
  static boolean areIn(ChannelNorm norm) {
    return norm.runningMean() != null;
  }

  /// Those of a norm.
  ///
  /// @throws IllegalStateException if it has none; names `operation`
  static RunningStatistics of(String operation, ChannelNorm norm) {
    Buffer mean = norm.runningMean();
    Buffer variance = norm.runningVar();
    Buffer batches = norm.numBatchesTracked();
    if (mean == null || variance == null || batches == null) {
      throw new IllegalStateException(
          operation
              + ": the norm must have running statistics, but it was made without them. Use the"
              + " statistics of its input.");
    }
    return new RunningStatistics(mean, variance, batches);
  }

  /// At the beginning: mean 0, variance 1.
  static RunningStatistics create(int channels) {
    return new RunningStatistics(
        Buffer.of(Tensor.zeros(channels)),
        Buffer.of(Tensor.ones(channels)),
        Buffer.of(Tensors.zeros(DType.INT64)));
  }

  /// Moves them towards the mean and the unbiased variance of a batch.
  void move(ChannelNorm norm, Tensor batchMean, Tensor batchVariance) {
    Tensor moved = batches.tensor().add(1);
    Double momentum = norm.momentum();
    double step = momentum == null ? 1 / moved.item() : momentum;
    Tensor nextMean = mix(mean.tensor(), batchMean, step);
    Tensor nextVariance = mix(variance.tensor(), batchVariance, step);
    mean.set(nextMean); // refused under a trace: nothing has changed then
    variance.set(nextVariance);
    batches.set(moved);
  }

  private static Tensor mix(Tensor running, Tensor batch, double step) {
    return running.multiply(1 - step).add(batch.multiply(step));
  }

  /// `x [batch, channels, spatial]` normalized by them.
  Tensor normalize(ChannelNorm norm, Tensor x, Mode mode) {
    Tensor rstd = variance.tensor().add(norm.epsilon()).rsqrt();
    Parameter weight = norm.weight();
    Parameter bias = norm.bias();
    Tensor scale = weight == null ? rstd : weight.in(mode).multiply(rstd);
    Tensor moved = scale.multiply(mean.tensor());
    Tensor shift = bias == null ? moved.negate() : bias.in(mode).subtract(moved);
    return Engine.apply(new ChannelAffine(), x, scale, shift);
  }
}
