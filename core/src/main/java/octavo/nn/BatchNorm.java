package octavo.nn;

import octavo.autograd.Engine;
import octavo.op.ChannelAffine;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Batch normalization over everything but axis 1 (Ioffe and Szegedy, 2015): `[batch, channels]`,
/// `[batch, channels, length]` or `[batch, channels, height, width]`.
///
/// In training it normalizes by the batch's mean and biased variance and moves the running
/// statistics: `running = (1 - momentum)·running + momentum·batch`, with the unbiased variance. In
/// inference it normalizes by the running statistics.
///
/// @param weight `[channels]`
/// @param bias `[channels]`
/// @param runningMean `[channels]`
/// @param runningVar `[channels]`
/// @param numBatchesTracked how often the running statistics have been moved
/// @param momentum how fast they move
/// @param epsilon added to the variance, inside the root
public record BatchNorm(
    Parameter weight,
    Parameter bias,
    Buffer runningMean,
    Buffer runningVar,
    Buffer numBatchesTracked,
    double momentum,
    double epsilon)
    implements Layer {
  /// A norm of `channels` channels with weight 1, bias 0, momentum 0.1 and epsilon 10⁻⁵.
  public static BatchNorm create(int channels) {
    return new BatchNorm(
        Parameter.of(Tensor.ones(channels)),
        Parameter.of(Tensor.zeros(channels)),
        Buffer.of(Tensor.zeros(channels)),
        Buffer.of(Tensor.ones(channels)),
        Buffer.of(Tensors.zeros(DType.INT64)),
        0.1,
        1e-5);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int channels = weight.tensor().size(0);
    if (x.rank() < 2 || x.size(1) != channels) {
      throw new IllegalArgumentException(
          "batchNorm: axis 1 of the input must have %d channels, but the input is %s."
              .formatted(channels, x.shape()));
    }
    int spatial = x.elements() == 0 ? 0 : x.elements() / x.size(0) / channels;
    Tensor flat = x.reshape(Shape.of(x.size(0), channels, spatial));
    Tensor y = mode.usesBatchStatistics() ? byBatch(flat, mode) : byRunning(flat, mode);
    return y.reshape(x.shape());
  }

  private Tensor byBatch(Tensor x, Mode mode) {
    int n = x.size(0) * x.size(2);
    if (n < 2) {
      throw new IllegalArgumentException(
          "batchNorm: the statistics of a batch need more than one number per channel, but the"
              + " input is "
              + x.shape()
              + ". Use a larger batch, or mode.withBatchStatistics(false).");
    }
    Tensor[] found =
        Engine.applyAll(new octavo.op.BatchNorm(epsilon), x, weight.in(mode), bias.in(mode));
    Tensor unbiased = found[2].multiply(n / (n - 1.0));
    runningMean.set(mix(runningMean.tensor(), found[1]));
    runningVar.set(mix(runningVar.tensor(), unbiased));
    numBatchesTracked.set(numBatchesTracked.tensor().add(1));
    return found[0];
  }

  private Tensor mix(Tensor running, Tensor batch) {
    return running.multiply(1 - momentum).add(batch.multiply(momentum));
  }

  private Tensor byRunning(Tensor x, Mode mode) {
    Tensor scale = weight.in(mode).multiply(runningVar.tensor().add(epsilon).rsqrt());
    Tensor shift = bias.in(mode).subtract(scale.multiply(runningMean.tensor()));
    return Engine.apply(new ChannelAffine(), x, scale, shift);
  }
}
