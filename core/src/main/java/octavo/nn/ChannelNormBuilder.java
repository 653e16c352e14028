package octavo.nn;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What a norm of channels is made from: `BatchNorm2d.of(64).withMomentum(0.01).create()`.
///
/// @param <L> the layer
public final class ChannelNormBuilder<L extends ChannelNorm> {
  /// The layer from its parts.
  interface Maker<L> {
    L make(
        int channels,
        @Nullable Parameter weight,
        @Nullable Parameter bias,
        @Nullable Buffer mean,
        @Nullable Buffer variance,
        @Nullable Buffer batches,
        @Nullable Double momentum,
        double epsilon);
  }

  private final String layer;
  private final int channels;
  private final boolean affine;
  private final boolean tracked;
  private final @Nullable Double momentum;
  private final double epsilon;
  private final Maker<L> maker;

  /// A norm with weight, bias and running statistics, or one with neither.
  ChannelNormBuilder(String layer, int channels, boolean whole, Maker<L> maker) {
    this(layer, channels, whole, whole, 0.1, 1e-5, maker);
  }

  private ChannelNormBuilder(
      String layer,
      int channels,
      boolean affine,
      boolean tracked,
      @Nullable Double momentum,
      double epsilon,
      Maker<L> maker) {
    this.layer = layer;
    this.channels = channels;
    this.affine = affine;
    this.tracked = tracked;
    this.momentum = momentum;
    this.epsilon = epsilon;
    this.maker = maker;
    requirePositive(layer, channels);
    requireNumbers(layer, momentum, epsilon);
  }

  private static void requirePositive(String layer, int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException(
          layer + ": the number of channels must be positive, but is " + channels + ".");
    }
  }

  private static void requireNumbers(String layer, @Nullable Double momentum, double epsilon) {
    if (momentum != null && !(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          layer + ": the momentum must be in [0, 1], but is " + momentum + ".");
    }
    Epsilon.require(layer, epsilon);
  }

  static void require(
      String layer,
      int channels,
      @Nullable Parameter weight,
      @Nullable Parameter bias,
      @Nullable Buffer mean,
      @Nullable Buffer variance,
      @Nullable Buffer batches,
      @Nullable Double momentum,
      double epsilon) {
    requirePositive(layer, channels);
    requireNumbers(layer, momentum, epsilon);
    boolean tracked = mean != null;
    if ((weight == null) != (bias == null)
        || tracked != (variance != null)
        || tracked != (batches != null)) {
      throw new IllegalArgumentException(
          layer
              + ": weight and bias must be given together, and the running statistics must be, but"
              + " one of them is missing.");
    }
    requireVector(layer, "weight", channels, weight == null ? null : weight.tensor());
    requireVector(layer, "bias", channels, bias == null ? null : bias.tensor());
    requireVector(layer, "running mean", channels, mean == null ? null : mean.tensor());
    requireVector(layer, "running variance", channels, variance == null ? null : variance.tensor());
  }

  private static void requireVector(String layer, String what, int channels, @Nullable Tensor v) {
    if (v != null && !v.shape().equals(Shape.of(channels))) {
      throw new IllegalArgumentException(
          "%s: the %s must have one number for each of the %d channels, but is %s."
              .formatted(layer, what, channels, v.shape()));
    }
  }

  private ChannelNormBuilder<L> with(
      boolean affineNow, boolean trackedNow, @Nullable Double momentumNow, double epsilonNow) {
    return new ChannelNormBuilder<>(
        layer, channels, affineNow, trackedNow, momentumNow, epsilonNow, maker);
  }

  /// How many channels there are.
  int channels() {
    return channels;
  }

  /// Running statistics that move by this part of the way to those of each batch.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public ChannelNormBuilder<L> withMomentum(double part) {
    return with(affine, tracked, part, epsilon);
  }

  /// Running statistics that are the plain average over all batches seen.
  public ChannelNormBuilder<L> withCumulativeAverage() {
    return with(affine, tracked, /* momentumNow= */ null, epsilon);
  }

  /// Another number added to the variance, inside the root.
  ///
  /// @throws IllegalArgumentException if it is negative
  public ChannelNormBuilder<L> withEpsilon(double added) {
    return with(affine, tracked, momentum, added);
  }

  /// With a weight and a bias for each channel.
  public ChannelNormBuilder<L> withAffine() {
    return with(/* affineNow= */ true, tracked, momentum, epsilon);
  }

  /// Without weight and bias.
  public ChannelNormBuilder<L> withoutAffine() {
    return with(/* affineNow= */ false, tracked, momentum, epsilon);
  }

  /// With running statistics, which inference uses.
  public ChannelNormBuilder<L> withRunningStatistics() {
    return with(affine, /* trackedNow= */ true, momentum, epsilon);
  }

  /// Without running statistics: inference uses those of its input.
  public ChannelNormBuilder<L> withoutRunningStatistics() {
    return with(affine, /* trackedNow= */ false, momentum, epsilon);
  }

  /// The layer: weight 1, bias 0, running mean 0 and variance 1, as far as it has them.
  public L create() {
    RunningStatistics running = RunningStatistics.create(channels);
    return maker.make(
        channels,
        affine ? Parameter.of(Tensor.ones(channels)) : null,
        affine ? Parameter.of(Tensor.zeros(channels)) : null,
        tracked ? running.mean() : null,
        tracked ? running.variance() : null,
        tracked ? running.batches() : null,
        momentum,
        epsilon);
  }
}
