package octavo.nn;

import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// [BatchNorm] of `[batch, channels]` or `[batch, channels, length]`.
///
/// @param weight `[channels]`
/// @param bias `[channels]`
/// @param runningMean `[channels]`
/// @param runningVar `[channels]`
/// @param numBatchesTracked how often the running statistics have been moved
/// @param momentum how fast they move
/// @param epsilon added to the variance, inside the root
public record BatchNorm1d(
    Parameter weight,
    Parameter bias,
    Buffer runningMean,
    Buffer runningVar,
    Buffer numBatchesTracked,
    double momentum,
    double epsilon)
    implements BatchNorm {
  /// A norm of `channels` channels with weight 1, bias 0, momentum 0.1 and epsilon 10⁻⁵.
  public static BatchNorm1d create(int channels) {
    return new BatchNorm1d(
        Parameter.of(Tensor.ones(channels)),
        Parameter.of(Tensor.zeros(channels)),
        Buffer.of(Tensor.zeros(channels)),
        Buffer.of(Tensor.ones(channels)),
        Buffer.of(Tensors.zeros(DType.INT64)),
        0.1,
        1e-5);
  }

  @Override
  public String takes() {
    return "[batch, channels] or [batch, channels, length]";
  }

  @Override
  public boolean takesRank(int rank) {
    return rank == 2 || rank == 3;
  }
}
