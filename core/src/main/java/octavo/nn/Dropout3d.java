package octavo.nn;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Dropout of whole channels of `[batch, channels, depth, height, width]` (Tompson et al., 2015): neighbors in a picture are so much
/// alike that dropping single numbers hides little. In training each channel of each example is 0
/// with the drop probability, else divided by the probability to stay.
///
/// @param dropProbability the probability of a channel to be 0, in `[0, 1]`
public record Dropout3d(double dropProbability) implements Layer {
  /// Checks the probability.
  public Dropout3d {
    DropProbability.require("Dropout3d", dropProbability);
  }

  /// The layer by the probability to drop, as frameworks count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout3d drop(double dropProbability) {
    return new Dropout3d(dropProbability);
  }

  /// The layer by the probability to keep, as the first papers count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout3d keep(double keepProbability) {
    return new Dropout3d(DropProbability.fromKept("Dropout3d", keepProbability));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    DropProbability.requireRank("Dropout3d", "[batch, channels, depth, height, width]", x, 5, 5);
    if (!mode.isTraining() || dropProbability == 0) {
      return x;
    }
    return x.dropout(dropProbability, Axes.of(2, 3, 4), mode.rng());
  }
}
