package octavo.nn;

import octavo.autograd.Engine;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Batch normalization over everything but axis 1 (Ioffe and Szegedy, 2015).
///
/// In training it normalizes by the batch's mean and biased variance and moves the running
/// statistics: `running = (1 - momentum)·running + momentum·batch`, with the unbiased variance. In
/// inference it normalizes by the running statistics, or by those of the batch if it keeps none. A batch
/// without numbers gives none, and moves nothing.
public sealed interface BatchNorm extends ChannelNorm
    permits BatchNorm1d, BatchNorm2d, BatchNorm3d {
  @Override
  default Tensor forward(Tensor x, Mode mode) {
    int channels = channels();
    String name = getClass().getSimpleName();
    if (!takesRank(x.rank()) || x.size(1) != channels) {
      throw new IllegalArgumentException(
          "%s: the input must be %s with %d channels, but is %s."
              .formatted(name, takes(), channels, x.shape()));
    }
    int perChannel = x.elements() / channels;
    boolean byBatch = mode.usesBatchStatistics() || !RunningStatistics.areIn(this);
    if (byBatch && perChannel == 1) {
      throw new IllegalArgumentException(
          "%s: the statistics of a batch need more than one number per channel, but the input is %s. %s"
              .formatted(
                  name,
                  x.shape(),
                  RunningStatistics.areIn(this)
                      ? "Use a larger batch, or mode.withBatchStatistics(false)."
                      : "Use a larger batch, or a norm with running statistics."));
    }
    Tensor flat = x.reshape(Shape.of(x.size(0), channels, perChannel / Math.max(1, x.size(0))));
    Tensor y =
        byBatch
            ? byBatch(flat, mode)
            : RunningStatistics.of(name, this).normalize(this, flat, mode);
    return y.reshape(x.shape());
  }

  private Tensor byBatch(Tensor x, Mode mode) {
    int n = x.size(0) * x.size(2);
    Parameter weight = weight();
    Parameter bias = bias();
    octavo.op.BatchNorm norm = new octavo.op.BatchNorm(epsilon());
    Tensor[] found =
        weight == null || bias == null
            ? Engine.applyAll(norm, x)
            : Engine.applyAll(norm, x, weight.in(mode), bias.in(mode));
    if (mode.usesBatchStatistics() && RunningStatistics.areIn(this) && n > 0) {
      Tensor unbiased = found[2].multiply(n / (n - 1.0));
      RunningStatistics.of(getClass().getSimpleName(), this).move(this, found[1], unbiased);
    }
    return found[0];
  }
}
