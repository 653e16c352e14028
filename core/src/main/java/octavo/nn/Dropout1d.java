package octavo.nn;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Dropout of whole channels of `[batch, channels] or [batch, channels, length]` (Tompson et al., 2015): neighbors in a picture are so much
/// alike that dropping single numbers hides little. In training each channel of each example is 0
/// with the drop probability, else divided by the probability to stay.
///
/// @param dropProbability the probability of a channel to be 0, in `[0, 1]`
public record Dropout1d(double dropProbability) implements Layer {
  /// Checks the probability.
  public Dropout1d {
    DropProbability.require("Dropout1d", dropProbability);
  }

  /// The layer by the probability to drop, as frameworks count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout1d drop(double dropProbability) {
    return new Dropout1d(dropProbability);
  }

  /// The layer by the probability to keep, as the first papers count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout1d keep(double keepProbability) {
    return new Dropout1d(DropProbability.fromKept("Dropout1d", keepProbability));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    DropProbability.requireRank(
        "Dropout1d", "[batch, channels] or [batch, channels, length]", x, 2, 3);
    if (!mode.isTraining() || dropProbability == 0) {
      return x;
    }
    return x.rank() == 2
        ? x.dropout(dropProbability, mode.rng())
        : x.dropout(dropProbability, Axes.of(2), mode.rng());
  }
}
