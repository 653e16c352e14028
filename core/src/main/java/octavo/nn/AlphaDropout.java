package octavo.nn;

import octavo.tensor.Tensor;

/// Dropout for networks with SELU (Klambauer et al., 2017): in training a dropped element is set to
/// the limit of SELU at -∞, and a line keeps mean 0 and variance 1 as they were; see
/// [Tensor#alphaDropout]. In inference nothing happens.
///
/// @param dropProbability the probability to drop, in `[0, 1]`
public record AlphaDropout(double dropProbability) implements Layer {
  /// Checks the probability.
  public AlphaDropout {
    DropProbability.require("AlphaDropout", dropProbability);
  }

  /// The layer by the probability to drop.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static AlphaDropout drop(double dropProbability) {
    return new AlphaDropout(dropProbability);
  }

  /// The layer by the probability to keep.
  ///
  /// @throws IllegalArgumentException if it is not in the range that goes with it
  public static AlphaDropout keep(double keepProbability) {
    return new AlphaDropout(DropProbability.fromKept("AlphaDropout", keepProbability));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0
        ? x.alphaDropout(dropProbability, mode.rng())
        : x;
  }
}
