package octavo.nn;

import org.jspecify.annotations.Nullable;

/// [InstanceNorm] of `[batch, channels, depth, height, width]`, or of one example without the batch.
///
/// @param channels how many channels there are
/// @param weight `[channels]`, or null
/// @param bias `[channels]`, or null
/// @param runningMean `[channels]`, or null
/// @param runningVar `[channels]`, or null
/// @param numBatchesTracked how often the running statistics have been moved, or null
/// @param momentum how fast they move; null for the average of all batches
/// @param epsilon added to the variance, inside the root
public record InstanceNorm3d(
    int channels,
    @Nullable Parameter weight,
    @Nullable Parameter bias,
    @Nullable Buffer runningMean,
    @Nullable Buffer runningVar,
    @Nullable Buffer numBatchesTracked,
    @Nullable Double momentum,
    double epsilon)
    implements InstanceNorm {
  /// Checks the parts.
  public InstanceNorm3d {
    ChannelNormBuilder.require(
        "InstanceNorm3d",
        channels,
        weight,
        bias,
        runningMean,
        runningVar,
        numBatchesTracked,
        momentum,
        epsilon);
  }

  /// What a norm of `channels` channels is made from; without weight, bias and running statistics, with momentum 0.1 and epsilon 10⁻⁵ unless told otherwise.
  ///
  /// @throws IllegalArgumentException if the number of channels is not positive
  public static ChannelNormBuilder<InstanceNorm3d> of(int channels) {
    return new ChannelNormBuilder<>(
        "InstanceNorm3d", channels, /* whole= */ false, InstanceNorm3d::new);
  }

  /// A norm of `channels` channels without weight, bias and running statistics, with momentum 0.1 and epsilon 10⁻⁵.
  ///
  /// @throws IllegalArgumentException if the number of channels is not positive
  public static InstanceNorm3d create(int channels) {
    return of(channels).create();
  }

  @Override
  public String takes() {
    return "[batch, channels, depth, height, width]";
  }

  @Override
  public boolean takesRank(int rank) {
    return rank == 5;
  }
}
