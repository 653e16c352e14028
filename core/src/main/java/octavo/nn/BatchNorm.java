package octavo.nn;

import octavo.autograd.Engine;
import octavo.op.ChannelAffine;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Batch normalization over everything but axis 1 (Ioffe and Szegedy, 2015).
///
/// In training it normalizes by the batch's mean and biased variance and moves the running
/// statistics: `running = (1 - momentum)·running + momentum·batch`, with the unbiased variance. In
/// inference it normalizes by the running statistics.
public sealed interface BatchNorm extends Layer permits BatchNorm1d, BatchNorm2d, BatchNorm3d {
  /// The scale of each channel, `[channels]`.
  Parameter weight();

  /// The shift of each channel, `[channels]`.
  Parameter bias();

  /// The mean of each channel over the batches seen, `[channels]`.
  Buffer runningMean();

  /// The variance of each channel over the batches seen, `[channels]`.
  Buffer runningVar();

  /// How often the running statistics have been moved.
  Buffer numBatchesTracked();

  /// How fast the running statistics move, in 0 … 1.
  double momentum();

  /// What is added to the variance, inside the root.
  double epsilon();

  /// The shapes that this layer takes, in words.
  String takes();

  /// Whether this layer takes inputs with `rank` axes.
  boolean takesRank(int rank);

  @Override
  default Tensor forward(Tensor x, Mode mode) {
    int channels = weight().tensor().size(0);
    if (!takesRank(x.rank()) || x.size(1) != channels) {
      throw new IllegalArgumentException(
          "batchNorm: the input must be %s with %d channels, but is %s."
              .formatted(takes(), channels, x.shape()));
    }
    int perChannel = x.elements() / Math.max(1, channels);
    if (mode.usesBatchStatistics() && perChannel < 2) {
      throw new IllegalArgumentException(
          "batchNorm: the statistics of a batch need more than one number per channel, but the"
              + " input is %s. Use a larger batch, or mode.withBatchStatistics(false)."
                  .formatted(x.shape()));
    }
    Tensor flat = x.reshape(Shape.of(x.size(0), channels, perChannel / Math.max(1, x.size(0))));
    Tensor y = mode.usesBatchStatistics() ? byBatch(flat, mode) : byRunning(flat, mode);
    return y.reshape(x.shape());
  }

  private Tensor byBatch(Tensor x, Mode mode) {
    int n = x.size(0) * x.size(2);
    Tensor[] found =
        Engine.applyAll(new octavo.op.BatchNorm(epsilon()), x, weight().in(mode), bias().in(mode));
    Tensor unbiased = found[2].multiply(n / (n - 1.0));
    runningMean().set(mix(runningMean().tensor(), found[1]));
    runningVar().set(mix(runningVar().tensor(), unbiased));
    numBatchesTracked().set(numBatchesTracked().tensor().add(1));
    return found[0];
  }

  private Tensor mix(Tensor running, Tensor batch) {
    return running.multiply(1 - momentum()).add(batch.multiply(momentum()));
  }

  private Tensor byRunning(Tensor x, Mode mode) {
    Tensor scale = weight().in(mode).multiply(runningVar().tensor().add(epsilon()).rsqrt());
    Tensor shift = bias().in(mode).subtract(scale.multiply(runningMean().tensor()));
    return Engine.apply(new ChannelAffine(), x, scale, shift);
  }
}
