package octavo.tensor;

/// Resizing: interpolation and pixel shuffles.
public sealed interface ResizeMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Resizes sequences `[batch, channels, length]`, pictures `[batch, channels, height, width]` or volumes
  /// `[batch, channels, depth, height, width]`, axis by axis: `y[i] = Σⱼ W[i, j]·x[j]`. The rules are those
  /// of PyTorch's `interpolate`; the weights of each number of the result sum to 1.
  ///
  /// @throws IllegalArgumentException if the options do not fit the shape
  default Tensor interpolate(InterpolateOptions options) {
    return Resizing.interpolate(self(), options);
  }

  /// Channels laid side by side: `[…, channels·factor², height, width]` to `[…, channels, height·factor,
  /// width·factor]`, `y[c, h·r + i, w·r + j] = x[c·r² + i·r + j, h, w]` (Shi et al., 2016).
  ///
  /// @throws IllegalArgumentException if `factor²` does not divide the channels
  default Tensor pixelShuffle(int factor) {
    return Resizing.shuffle(self(), factor);
  }

  /// The inverse of [#pixelShuffle]: `[…, channels, height, width]` to `[…, channels·factor²,
  /// height/factor, width/factor]`.
  ///
  /// @throws IllegalArgumentException if `factor` does not divide height and width
  default Tensor pixelUnshuffle(int factor) {
    return Resizing.unshuffle(self(), factor);
  }

  /// Content-aware reassembly (CARAFE; Wang et al., 2019): pictures `[batch, channels, height, width]`
  /// enlarged `r` times, each number by a kernel of its own of `k`×`k` numbers, which stands in `kernels
  /// [batch, groups·k², height·r, width·r]`:
  /// `y[c, i, j] = Σᵤᵥ kernels[g·k² + u·k + v, i, j]·x[c, i/r + u - k/2, j/r + v - k/2]`, with zeros around
  /// the picture. Kernels that sum to 1 keep the size of the numbers.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  default Tensor carafe(Tensor kernels, CarafeOptions options) {
    return Resizing.carafe(self(), kernels, options);
  }
}
