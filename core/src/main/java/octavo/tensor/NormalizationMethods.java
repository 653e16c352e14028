package octavo.tensor;

import org.jspecify.annotations.Nullable;

/// Normalizations by the statistics of the input itself. All add epsilon to the biased variance,
/// inside the root, and compute in the type of the input. [octavo.nn.BatchNorm] keeps statistics and
/// is a layer.
public sealed interface NormalizationMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Layer normalization over the last axis, without weight and bias: `(x - mean)/√(variance +
  /// epsilon)` (Ba, Kiros and Hinton, 2016).
  ///
  /// @throws IllegalArgumentException if there is no axis or epsilon is negative
  default Tensor layerNorm(double epsilon) {
    return Normalizations.layerNorm(self(), null, null, null, epsilon);
  }

  /// Layer normalization over the last axes, whose sizes are given, without weight and bias.
  ///
  /// @throws IllegalArgumentException if the input does not end in these sizes or epsilon is negative
  default Tensor layerNorm(Shape normalized, double epsilon) {
    return Normalizations.layerNorm(self(), normalized, null, null, epsilon);
  }

  /// Layer normalization over as many last axes as the weight has: `(x - mean)/√(variance +
  /// epsilon)·weight + bias`; the bias has the shape of the weight or is null.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit or epsilon is negative
  default Tensor layerNorm(Tensor weight, @Nullable Tensor bias, double epsilon) {
    return Normalizations.layerNorm(self(), weight.shape(), weight, bias, epsilon);
  }

  /// Normalization of the last axis by its root mean square, `x/√(avg x² + epsilon)` (Zhang and
  /// Sennrich, 2019).
  ///
  /// @throws IllegalArgumentException if there is no axis or epsilon is negative
  default Tensor rmsNorm(double epsilon) {
    return Normalizations.rmsNorm(self(), null, null, epsilon);
  }

  /// Normalization of the last axes, whose sizes are given, by their root mean square.
  ///
  /// @throws IllegalArgumentException if the input does not end in these sizes or epsilon is negative
  default Tensor rmsNorm(Shape normalized, double epsilon) {
    return Normalizations.rmsNorm(self(), normalized, null, epsilon);
  }

  /// Normalization of as many last axes as the weight has by their root mean square, times the
  /// weight: `x/√(avg x² + epsilon)·weight`.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit or epsilon is negative
  default Tensor rmsNorm(Tensor weight, double epsilon) {
    return Normalizations.rmsNorm(self(), weight.shape(), weight, epsilon);
  }

  /// Group normalization of `[batch, channels, …]` without weight and bias: each of the `groups`
  /// groups of neighboring channels of each example by its own mean and variance (Wu and He, 2018).
  ///
  /// @throws IllegalArgumentException if the groups do not divide the channels or epsilon is negative
  default Tensor groupNorm(int groups, double epsilon) {
    return Normalizations.groupNorm(self(), groups, null, null, epsilon);
  }

  /// Group normalization of `[batch, channels, …]` with a weight `[channels]` and a bias of the same
  /// shape or null. One group of all channels is layer normalization of an example with a weight for
  /// each channel.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit or epsilon is negative
  default Tensor groupNorm(int groups, Tensor weight, @Nullable Tensor bias, double epsilon) {
    return Normalizations.groupNorm(self(), groups, weight, bias, epsilon);
  }

  /// Instance normalization of `[batch, channels, …]` without weight and bias: each channel of each
  /// example by its own mean and variance (Ulyanov, Vedaldi and Lempitsky, 2016).
  ///
  /// @throws IllegalArgumentException if a channel has fewer than two numbers or epsilon is negative
  default Tensor instanceNorm(double epsilon) {
    return Normalizations.instanceNorm(self(), null, null, epsilon);
  }

  /// Instance normalization of `[batch, channels, …]` with a weight `[channels]` and a bias of the
  /// same shape or null.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit, a channel has fewer than two numbers or
  ///   epsilon is negative
  default Tensor instanceNorm(Tensor weight, @Nullable Tensor bias, double epsilon) {
    return Normalizations.instanceNorm(self(), weight, bias, epsilon);
  }

  /// Local response normalization of `[batch, channels, …]`: `y_c = x_c/(k + alpha/size·Σ x²)^beta`,
  /// the sum over the `size` channels from `c - ⌊size/2⌋` on, as far as they exist (Krizhevsky,
  /// Sutskever and Hinton, 2012, whose alpha is not divided by the size).
  ///
  /// @throws IllegalArgumentException if there are fewer than three axes or size is not positive
  default Tensor localResponseNorm(int size, double alpha, double beta, double k) {
    return Normalizations.localResponseNorm(self(), size, alpha, beta, k);
  }
}
