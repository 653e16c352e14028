package octavo.tensor;

import octavo.random.Rng;

/// Dropout and its relatives: random masks as in training. Every method takes the probability to
/// *drop* and draws from the generator it is given; the same generator at the same place gives the
/// same mask. What is used at prediction stands in the layers of `octavo.nn`.
///
/// What is dropped becomes a number that does not depend on what it was, and so is its gradient: a NaN or an infinity that a mask hides
/// does not get through. PyTorch multiplies by the mask instead, and `NaN·0` and `∞·0` are NaN.
public sealed interface DropoutMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// Inverted dropout: each element is 0 with probability `dropProbability`, else divided by the
  /// probability to stay, so that the mean over masks is `x` (Srivastava et al., 2014). The backward
  /// pass makes the mask again instead of keeping it.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  default Tensor dropout(double dropProbability, Rng rng) {
    return Dropouts.inverted(self(), dropProbability, rng);
  }

  /// Inverted dropout with one draw for all elements along the axes `shared`: over the axes of
  /// height and width whole channels are dropped (Tompson et al., 2015), over the axis of time the
  /// same features at every step (Gal and Ghahramani, 2016), over all axes but the first whole
  /// examples (stochastic depth).
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor dropout(double dropProbability, Axes shared, Rng rng) {
    return Dropouts.shared(self(), dropProbability, shared, rng);
  }

  /// Dropout as in the first papers: each element is 0 with probability `dropProbability`, else
  /// itself, so that the mean over masks is `x·(1 - dropProbability)`, which prediction must use.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  default Tensor vanillaDropout(double dropProbability, Rng rng) {
    return Dropouts.vanilla(self(), dropProbability, rng);
  }

  /// Dropout that keeps mean 0 and variance 1, for networks with SELU (Klambauer et al., 2017): with
  /// `α' = 1.7581` and the mask `m`, `y = a·(x·m - α'·(1 - m)) + b` with `a = 1/√((1 - p)·(1 + p·α'²))`
  /// and `b = a·p·α'`, where `p` is the probability to drop. All are 0 if it is 1.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  default Tensor alphaDropout(double dropProbability, Rng rng) {
    return Dropouts.alpha(self(), dropProbability, null, rng);
  }

  /// [#alphaDropout] with one draw for all elements along the axes `shared`.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  /// @throws IndexOutOfBoundsException if there is no such axis
  default Tensor alphaDropout(double dropProbability, Axes shared, Rng rng) {
    return Dropouts.alpha(self(), dropProbability, shared, rng);
  }

  /// Each element times a normal number with mean 1 and variance `p/(1 - p)`, that of inverted
  /// dropout with the probability `p` to drop (Srivastava et al., 2014, section 10).
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1)`
  default Tensor gaussianDropout(double dropProbability, Rng rng) {
    return Dropouts.gaussian(self(), dropProbability, rng);
  }

  /// Drops squares of `blockSize` by `blockSize` neighbors of `[batch, channels, height, width]`
  /// (Ghiasi, Lin and Le, 2018). Corners of squares are drawn, for each channel of each example, where
  /// a square fits, with probability `p/blockSize²·(height·width)/((height - blockSize + 1)·(width -
  /// blockSize + 1))`, which drops about the part `p`; what stays is multiplied by the number of all
  /// elements over that of those that stay. A square larger than the picture is cut to it.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`, the size not positive, or
  ///   this is no image
  default Tensor dropBlock2d(double dropProbability, int blockSize, Rng rng) {
    return Dropouts.block(self(), dropProbability, blockSize, rng);
  }
}
