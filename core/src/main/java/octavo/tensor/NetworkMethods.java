package octavo.tensor;

import octavo.autograd.Engine;
import octavo.op.Dropout;
import octavo.op.LogSoftmax;
import octavo.op.Softmax;
import octavo.op.SoftmaxCrossEntropy;
import octavo.random.Rng;
import org.jspecify.annotations.Nullable;

/// The operations that networks are made of. Images are `[batch, channels, height, width]`.
public sealed interface NetworkMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Softmax along one axis: `yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor softmax(int axis) {
    return new Softmax(self().shape().axis("softmax", axis)).apply(Tensors.real("softmax", self()));
  }

  /// Softmax of `x / temperature`: a temperature near 0 approaches the one-hot of the maximum.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  default Tensor softmax(int axis, double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "softmax: the temperature must be positive, but is " + temperature + ".");
    }
    return Tensors.real("softmax", self()).multiply(1 / temperature).softmax(axis);
  }

  /// The logarithm of softmax along one axis, accurate where softmax underflows.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor logSoftmax(int axis) {
    return new LogSoftmax(self().shape().axis("logSoftmax", axis))
        .apply(Tensors.real("logSoftmax", self()));
  }

  /// The cross-entropy of softmax along axis 1 with class indices, one loss per row: logits
  /// `[batch, classes, …]`, targets `[batch, …]` int64.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  default Tensor crossEntropy(Tensor targets) {
    return crossEntropy(targets, 0, Long.MIN_VALUE);
  }

  /// The cross-entropy of softmax along axis 1 with label smoothing; rows whose target is `ignored`
  /// have loss 0.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  default Tensor crossEntropy(Tensor targets, double smoothing, long ignored) {
    return Engine.apply(
        new SoftmaxCrossEntropy(smoothing, ignored), Tensors.real("crossEntropy", self()), targets);
  }

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

  /// Inverted dropout: each element is 0 with probability `dropProbability`, else divided by the
  /// probability to stay. Draws from `rng`.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  default Tensor dropout(double dropProbability, Rng rng) {
    Dropout.requireProbability(dropProbability);
    Tensor x = Tensors.real("dropout", self()); // before numbers are drawn for it
    return new Dropout(rng.key(), rng.reserve(x.elements()), dropProbability).apply(x);
  }

  /// Layer normalization over the last axis, without weight and bias.
  default Tensor layerNorm(double epsilon) {
    return Networks.layerNorm(self(), null, null, epsilon);
  }

  /// Layer normalization over the last axis with `weight` and `bias` of its size.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  default Tensor layerNorm(Tensor weight, Tensor bias, double epsilon) {
    return Networks.layerNorm(self(), weight, bias, epsilon);
  }
}
