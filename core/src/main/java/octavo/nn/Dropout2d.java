package octavo.nn;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Dropout of whole channels of `[batch, channels, height, width]` (Tompson et al., 2015): neighbors in a picture are so much
/// alike that dropping single numbers hides little. In training each channel of each example is 0
/// with the drop probability, else divided by the probability to stay.
///
/// @param dropProbability the probability of a channel to be 0, in `[0, 1]`
public record Dropout2d(double dropProbability) implements Layer {
  /// Checks the probability.
  public Dropout2d {
    DropProbability.require("Dropout2d", dropProbability);
  }

  /// The layer by the probability to drop, as frameworks count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout2d drop(double dropProbability) {
    return new Dropout2d(dropProbability);
  }

  /// The layer by the probability to keep, as the first papers count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout2d keep(double keepProbability) {
    return new Dropout2d(DropProbability.fromKept("Dropout2d", keepProbability));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    DropProbability.requireRank("Dropout2d", "[batch, channels, height, width]", x, 4, 4);
    if (!mode.isTraining() || dropProbability == 0) {
      return x;
    }
    return x.dropout(dropProbability, Axes.of(2, 3), mode.rng());
  }
}
