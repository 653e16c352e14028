package octavo.nn;

import octavo.tensor.Tensor;

/// DropBlock (Ghiasi, Lin and Le, 2018): in training squares of neighbors of `[batch, channels, height,
/// width]` are 0, about the part `dropProbability` of all elements, and the rest is scaled so that the
/// sum of the mask stays; see [Tensor#dropBlock2d]. In inference nothing happens.
///
/// @param dropProbability the probability to drop, in `[0, 1]`
/// @param blockSize the side of a square
public record DropBlock2d(double dropProbability, int blockSize) implements Layer {
  /// Checks the probability.
  public DropBlock2d {
    DropProbability.require("DropBlock2d", dropProbability);
    if (blockSize < 1) {
      throw new IllegalArgumentException(
          "DropBlock2d: the block size must be positive, but is " + blockSize + ".");
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0
        ? x.dropBlock2d(dropProbability, blockSize, mode.rng())
        : x;
  }
}
