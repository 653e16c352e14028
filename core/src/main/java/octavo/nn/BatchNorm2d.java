package octavo.nn;

import org.jspecify.annotations.Nullable;

/// [BatchNorm] of `[batch, channels, height, width]`.
///
/// @param channels how many channels there are
/// @param weight `[channels]`, or null
/// @param bias `[channels]`, or null
/// @param runningMean `[channels]`, or null
/// @param runningVar `[channels]`, or null
/// @param numBatchesTracked how often the running statistics have been moved, or null
/// @param momentum how fast they move; null for the average of all batches
/// @param epsilon added to the variance, inside the root
public record BatchNorm2d(
    int channels,
    @Nullable Parameter weight,
    @Nullable Parameter bias,
    @Nullable Buffer runningMean,
    @Nullable Buffer runningVar,
    @Nullable Buffer numBatchesTracked,
    @Nullable Double momentum,
    double epsilon)
    implements BatchNorm {
  /// Checks the parts.
  public BatchNorm2d {
    ChannelNormBuilder.require(
        "BatchNorm2d",
        channels,
        weight,
        bias,
        runningMean,
        runningVar,
        numBatchesTracked,
        momentum,
        epsilon);
  }

  /// What a norm of `channels` channels is made from; with weight 1, bias 0, running statistics, momentum 0.1 and epsilon 10⁻⁵ unless told otherwise.
  ///
  /// @throws IllegalArgumentException if the number of channels is not positive
  public static ChannelNormBuilder<BatchNorm2d> of(int channels) {
    return new ChannelNormBuilder<>("BatchNorm2d", channels, /* whole= */ true, BatchNorm2d::new);
  }

  /// A norm of `channels` channels with weight 1, bias 0, running statistics, momentum 0.1 and epsilon 10⁻⁵.
  ///
  /// @throws IllegalArgumentException if the number of channels is not positive
  public static BatchNorm2d create(int channels) {
    return of(channels).create();
  }

  /// `convolution` with this norm's inference in its weights: one layer that gives what both give one
  /// after the other, `w' = γ·w/√(v + ε)`, `b' = β + (b - μ)·γ/√(v + ε)`.
  ///
  /// @throws IllegalArgumentException if the channels differ or stand last
  /// @throws IllegalStateException if the norm has no running statistics
  public Conv2d foldInto(Conv2d convolution) {
    NormFolding folded = NormFolding.of(this, convolution.options().layout());
    return new Conv2d(
        folded.weight(convolution.weight()),
        folded.bias(convolution.weight(), convolution.bias()),
        convolution.options());
  }

  /// A transposed convolution with this norm's inference in its weights.
  ///
  /// @throws IllegalArgumentException if the channels differ or stand last
  /// @throws IllegalStateException if the norm has no running statistics
  public ConvTranspose2d foldInto(ConvTranspose2d convolution) {
    NormFolding folded = NormFolding.of(this, convolution.options().convolution().layout());
    return new ConvTranspose2d(
        folded.transposedWeight(convolution.weight(), convolution.options().convolution().groups()),
        folded.bias(convolution.weight(), convolution.bias()),
        convolution.options());
  }

  @Override
  public String takes() {
    return "[batch, channels, height, width]";
  }

  @Override
  public boolean takesRank(int rank) {
    return rank == 4;
  }
}
