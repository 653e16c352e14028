package octavo.tensor;

import octavo.random.Rng;

/// Pooling: each channel of `[batch, channels, length]`, `[batch, channels, height, width]` or `[batch,
/// channels, depth, height, width]` gives one number for each window. Along each axis there are
/// `⌊(size + 2·padding - dilation·(kernel - 1) - 1) / stride⌋ + 1` windows.
public sealed interface PoolingMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Numbers and where each came from.
  ///
  /// @param values the numbers
  /// @param indices their places in the plane of their channel (int64), `(slice·height + row)·width +
  ///     column`; -1 for a window that sees only padding
  record Pooled(Tensor values, Tensor indices) {}

  /// The largest number of each window of sequences; padding counts as -∞. A NaN is larger than every
  /// number; among equal numbers the gradient goes to the first.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor maxPool1d(Window window) {
    return Poolings.maximum("maxPool1d", 1, self(), window);
  }

  /// The largest number of each window of pictures; padding counts as -∞. A NaN is larger than every
  /// number; among equal numbers the gradient goes to the first.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor maxPool2d(Window window) {
    return Poolings.maximum("maxPool2d", 2, self(), window);
  }

  /// The largest number of each window of volumes; padding counts as -∞. A NaN is larger than every
  /// number; among equal numbers the gradient goes to the first.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor maxPool3d(Window window) {
    return Poolings.maximum("maxPool3d", 3, self(), window);
  }

  /// [#maxPool1d], and where the numbers come from.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Pooled maxPool1dWithIndices(Window window) {
    return Poolings.maximumWithIndices("maxPool1dWithIndices", 1, self(), window);
  }

  /// [#maxPool2d], and where the numbers come from.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Pooled maxPool2dWithIndices(Window window) {
    return Poolings.maximumWithIndices("maxPool2dWithIndices", 2, self(), window);
  }

  /// [#maxPool3d], and where the numbers come from.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Pooled maxPool3dWithIndices(Window window) {
    return Poolings.maximumWithIndices("maxPool3dWithIndices", 3, self(), window);
  }

  /// The mean of each window of sequences; padding counts as zeros unless the window says otherwise.
  /// A window that sees only padding has the mean 0.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor avgPool1d(Window window) {
    return Poolings.mean("avgPool1d", 1, self(), window);
  }

  /// The mean of each window of pictures; padding counts as zeros unless the window says otherwise.
  /// A window that sees only padding has the mean 0.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor avgPool2d(Window window) {
    return Poolings.mean("avgPool2d", 2, self(), window);
  }

  /// The mean of each window of volumes; padding counts as zeros unless the window says otherwise.
  /// A window that sees only padding has the mean 0.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor avgPool3d(Window window) {
    return Poolings.mean("avgPool3d", 3, self(), window);
  }

  /// `(Σ xᵖ)^(1/p)` of each window of sequences: the sum for p = 1, near the maximum for a large p. The
  /// sign stays in `xᵖ`, so an odd p and a negative sum give NaN; the gradient where the sum is 0 is 0,
  /// both as in PyTorch. In ceil mode the sum of a window that hangs over the edge is extrapolated to
  /// a whole one.
  ///
  /// @throws IllegalArgumentException if the window does not fit, or p is not positive
  default Tensor lpPool1d(double p, Window window) {
    return Poolings.powerMean("lpPool1d", 1, self(), p, window);
  }

  /// `(Σ xᵖ)^(1/p)` of each window of pictures, see [#lpPool1d].
  ///
  /// @throws IllegalArgumentException if the window does not fit, or p is not positive
  default Tensor lpPool2d(double p, Window window) {
    return Poolings.powerMean("lpPool2d", 2, self(), p, window);
  }

  /// `(Σ xᵖ)^(1/p)` of each window of volumes, see [#lpPool1d].
  ///
  /// @throws IllegalArgumentException if the window does not fit, or p is not positive
  default Tensor lpPool3d(double p, Window window) {
    return Poolings.powerMean("lpPool3d", 3, self(), p, window);
  }

  /// `Σ softmax(x)·x` of each window of sequences (SoftPool; Stergiou, Poppe and Kalliatakis, 2021):
  /// between the mean and the maximum. Padding has no weight; a window that sees nothing else gives 0.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor softPool1d(Window window) {
    return Poolings.softMaximum("softPool1d", 1, self(), window);
  }

  /// `Σ softmax(x)·x` of each window of pictures, see [#softPool1d].
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor softPool2d(Window window) {
    return Poolings.softMaximum("softPool2d", 2, self(), window);
  }

  /// `Σ softmax(x)·x` of each window of volumes, see [#softPool1d].
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor softPool3d(Window window) {
    return Poolings.softMaximum("softPool3d", 3, self(), window);
  }

  /// `α·max + (1 - α)·mean` of each window of sequences (Lee, Gallagher and Tu, 2016).
  ///
  /// @param alpha the share of the maximum, one number or one for each channel
  /// @throws IllegalArgumentException if the window or the shares do not fit
  default Tensor mixedPool1d(Window window, Tensor alpha) {
    return Poolings.mixture("mixedPool1d", 1, self(), window, alpha);
  }

  /// `α·max + (1 - α)·mean` of each window of pictures, see [#mixedPool1d].
  ///
  /// @param alpha the share of the maximum, one number or one for each channel
  /// @throws IllegalArgumentException if the window or the shares do not fit
  default Tensor mixedPool2d(Window window, Tensor alpha) {
    return Poolings.mixture("mixedPool2d", 2, self(), window, alpha);
  }

  /// `α·max + (1 - α)·mean` of each window of volumes, see [#mixedPool1d].
  ///
  /// @param alpha the share of the maximum, one number or one for each channel
  /// @throws IllegalArgumentException if the window or the shares do not fit
  default Tensor mixedPool3d(Window window, Tensor alpha) {
    return Poolings.mixture("mixedPool3d", 3, self(), window, alpha);
  }

  /// One number of each window of sequences, drawn with a probability in proportion to itself (Zeiler and
  /// Fergus, 2013). Negative numbers count as 0, and a window without any positive one gives 0. The
  /// gradient goes to the number drawn.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor stochasticPool1d(Window window, Rng rng) {
    return StochasticPooling.sample("stochasticPool1d", 1, self(), window, rng);
  }

  /// What [#stochasticPool1d(Window, Rng)] gives in the mean, for inference: `Σ x² / Σ x`.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor stochasticPool1d(Window window) {
    return StochasticPooling.expectation("stochasticPool1d", 1, self(), window);
  }

  /// One number of each window of pictures, drawn with a probability in proportion to itself, see
  /// [#stochasticPool1d(Window, Rng)].
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor stochasticPool2d(Window window, Rng rng) {
    return StochasticPooling.sample("stochasticPool2d", 2, self(), window, rng);
  }

  /// What [#stochasticPool2d(Window, Rng)] gives in the mean, for inference: `Σ x² / Σ x`.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor stochasticPool2d(Window window) {
    return StochasticPooling.expectation("stochasticPool2d", 2, self(), window);
  }

  /// One number of each window of volumes, drawn with a probability in proportion to itself, see
  /// [#stochasticPool1d(Window, Rng)].
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor stochasticPool3d(Window window, Rng rng) {
    return StochasticPooling.sample("stochasticPool3d", 3, self(), window, rng);
  }

  /// What [#stochasticPool3d(Window, Rng)] gives in the mean, for inference: `Σ x² / Σ x`.
  ///
  /// @throws IllegalArgumentException if the window does not fit
  default Tensor stochasticPool3d(Window window) {
    return StochasticPooling.expectation("stochasticPool3d", 3, self(), window);
  }
}
