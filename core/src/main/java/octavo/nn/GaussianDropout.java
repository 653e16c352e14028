package octavo.nn;

import octavo.tensor.Tensor;

/// Each element times a normal number with mean 1 and the variance of inverted dropout, `p/(1 - p)`
/// (Srivastava et al., 2014, section 10). In inference nothing happens.
///
/// @param dropProbability the probability to drop, in `[0, 1)`
public record GaussianDropout(double dropProbability) implements Layer {
  /// Checks the probability.
  public GaussianDropout {
    if (!(dropProbability >= 0 && dropProbability < 1)) {
      throw new IllegalArgumentException(
          "GaussianDropout: the drop probability must be in [0, 1), but is "
              + dropProbability
              + ".");
    }
  }

  /// The layer by the probability to drop.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1)`
  public static GaussianDropout drop(double dropProbability) {
    return new GaussianDropout(dropProbability);
  }

  /// The layer by the probability to keep.
  ///
  /// @throws IllegalArgumentException if it is not in the range that goes with it
  public static GaussianDropout keep(double keepProbability) {
    return new GaussianDropout(DropProbability.fromKept("GaussianDropout", keepProbability));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0
        ? x.gaussianDropout(dropProbability, mode.rng())
        : x;
  }
}
