package octavo.nn;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Group normalization of `[batch, channels, …]` (Wu and He, 2018): each group of neighboring
/// channels of each example by its own mean and biased variance, then a weight and a bias for each
/// channel.
///
/// @param groups how many groups there are; they divide the channels
/// @param channels how many channels there are
/// @param weight `[channels]`, or null
/// @param bias `[channels]`, or null
/// @param epsilon added to the variance, inside the root
public record GroupNorm(
    int groups, int channels, @Nullable Parameter weight, @Nullable Parameter bias, double epsilon)
    implements Layer {
  /// Checks the sizes and epsilon.
  public GroupNorm {
    if (groups < 1 || channels < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm: groups must divide the channels, but groups is %d and channels %d."
              .formatted(groups, channels));
    }
    if (weight == null && bias != null) {
      throw new IllegalArgumentException(
          "GroupNorm: a bias needs a weight, but only the bias is given.");
    }
    requireVector("weight", channels, weight);
    requireVector("bias", channels, bias);
    Epsilon.require("GroupNorm", epsilon);
  }

  private static void requireVector(String what, int channels, @Nullable Parameter given) {
    if (given != null && !given.tensor().shape().equals(Shape.of(channels))) {
      throw new IllegalArgumentException(
          "GroupNorm: the %s must have one number for each of the %d channels, but is %s."
              .formatted(what, channels, given.tensor().shape()));
    }
  }

  /// A norm with weight 1, bias 0 and epsilon 10⁻⁵.
  ///
  /// @throws IllegalArgumentException if the groups do not divide the channels
  public static GroupNorm create(int groups, int channels) {
    int size = Math.max(0, channels); // what is wrong is refused below
    return new GroupNorm(
        groups, channels, Parameter.of(Tensor.ones(size)), Parameter.of(Tensor.zeros(size)), 1e-5);
  }

  /// The same without weight and bias.
  public GroupNorm withoutAffine() {
    return new GroupNorm(groups, channels, null, null, epsilon);
  }

  /// The same with another epsilon.
  ///
  /// @throws IllegalArgumentException if it is negative
  public GroupNorm withEpsilon(double added) {
    return new GroupNorm(groups, channels, weight, bias, added);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (x.rank() > 1 && x.size(1) != channels) {
      throw new IllegalArgumentException(
          "GroupNorm: the input must have %d channels on axis 1, but is %s."
              .formatted(channels, x.shape()));
    }
    return weight == null
        ? x.groupNorm(groups, epsilon)
        : x.groupNorm(groups, weight.in(mode), bias == null ? null : bias.in(mode), epsilon);
  }
}
