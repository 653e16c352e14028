package octavo.tensor;

import org.jspecify.annotations.Nullable;

/// Convolutions. Pictures are `[batch, channels, height, width]`.
public sealed interface ConvolutionMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Convolution of sequences `[batch, channels, length]` with `weight [out, in/groups, length]` and a
  /// bias `[out]` or null: `y = Σ x·w + bias`, as a cross-correlation. Along each axis the output has
  /// `⌊(size + padding - dilation·(kernel - 1) - 1) / stride⌋ + 1` numbers.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor conv1d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return Convolutions.convolve("conv1d", 1, self(), weight, bias, options);
  }

  /// Convolution of pictures `[batch, channels, height, width]` with `weight [out, in/groups, height, width]` and a
  /// bias `[out]` or null: `y = Σ x·w + bias`, as a cross-correlation. Along each axis the output has
  /// `⌊(size + padding - dilation·(kernel - 1) - 1) / stride⌋ + 1` numbers.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor conv2d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return Convolutions.convolve("conv2d", 2, self(), weight, bias, options);
  }

  /// Convolution of volumes `[batch, channels, depth, height, width]` with `weight [out, in/groups, depth, height, width]` and a
  /// bias `[out]` or null: `y = Σ x·w + bias`, as a cross-correlation. Along each axis the output has
  /// `⌊(size + padding - dilation·(kernel - 1) - 1) / stride⌋ + 1` numbers.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor conv3d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return Convolutions.convolve("conv3d", 3, self(), weight, bias, options);
  }

  /// Transposed convolution of sequences `[batch, channels, length]` with
  /// `weight [in, out/groups, length]` and a bias `[out]` or null: the input
  /// gradient of the convolution with the same weight and options, plus the bias.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor convTranspose1d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return Convolutions.transpose("convTranspose1d", 1, self(), weight, bias, options);
  }

  /// Transposed convolution of pictures `[batch, channels, height, width]` with
  /// `weight [in, out/groups, height, width]` and a bias `[out]` or null: the input
  /// gradient of the convolution with the same weight and options, plus the bias.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor convTranspose2d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return Convolutions.transpose("convTranspose2d", 2, self(), weight, bias, options);
  }

  /// Transposed convolution of volumes `[batch, channels, depth, height, width]` with
  /// `weight [in, out/groups, depth, height, width]` and a bias `[out]` or null: the input
  /// gradient of the convolution with the same weight and options, plus the bias.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor convTranspose3d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return Convolutions.transpose("convTranspose3d", 3, self(), weight, bias, options);
  }
}
