package octavo.nn;

import org.jspecify.annotations.Nullable;

/// A normalization of the channels on axis 1: with or without a weight and a bias of each channel,
/// with or without running statistics for inference.
public sealed interface ChannelNorm extends Layer permits BatchNorm, InstanceNorm {
  /// How many channels there are.
  int channels();

  /// The scale of each channel, `[channels]`; null without one.
  @Nullable Parameter weight();

  /// The shift of each channel, `[channels]`; null without one.
  @Nullable Parameter bias();

  /// The mean of each channel over the batches seen, `[channels]`; null if it is not kept.
  @Nullable Buffer runningMean();

  /// The variance of each channel over the batches seen, `[channels]`; null if it is not kept.
  @Nullable Buffer runningVar();

  /// How often the running statistics have been moved; null without them.
  @Nullable Buffer numBatchesTracked();

  /// How fast the running statistics move, in 0 … 1; null if they are the plain average of all
  /// batches seen.
  @Nullable Double momentum();

  /// What is added to the variance, inside the root.
  double epsilon();

  /// The shapes that this layer takes, in words.
  String takes();

  /// Whether this layer takes inputs with `rank` axes.
  boolean takesRank(int rank);
}
