package octavo.nn;

import octavo.tensor.Tensor;

/// `x` above 0, else `weight·x` with a learned slope (He et al., "Delving Deep into Rectifiers",
/// 2015): one for each channel, axis 1 of `[batch, channels, …]`, or one for all.
///
/// @param weight `[channels]` or `[1]`
public record PRelu(Parameter weight) implements Layer {
  /// One slope for all channels, which begins as 0.25.
  public static PRelu create() {
    return create(1);
  }

  /// A slope for each of `channels`, which begin as 0.25.
  ///
  /// @throws IllegalArgumentException if `channels` is not positive
  public static PRelu create(int channels) {
    return create(channels, 0.25);
  }

  /// A slope for each of `channels`, which begin as `slope`.
  ///
  /// @throws IllegalArgumentException if `channels` is not positive
  public static PRelu create(int channels, double slope) {
    if (channels < 1) {
      throw new IllegalArgumentException(
          "PRelu: channels must be positive, but is " + channels + ".");
    }
    return new PRelu(Parameter.of(Tensor.ones(channels).multiply(slope)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.prelu(weight.in(mode));
  }
}
