package octavo.nn;

import octavo.tensor.Tensor;

/// Inverted dropout (Srivastava et al., 2014): in training each element is 0 with the drop
/// probability, else divided by the probability to stay; in inference nothing happens.
///
/// @param dropProbability the probability to be 0, in `[0, 1]`
public record Dropout(double dropProbability) implements Layer {
  /// Checks the probability.
  public Dropout {
    if (!(dropProbability >= 0 && dropProbability <= 1)) {
      throw new IllegalArgumentException(
          "Dropout: the drop probability must be in [0, 1], but is " + dropProbability + ".");
    }
  }

  /// The layer by the probability to drop, as frameworks count.
  public static Dropout dropping(double dropProbability) {
    return new Dropout(dropProbability);
  }

  /// The layer by the probability to keep, as the first papers count.
  public static Dropout keeping(double keepProbability) {
    return new Dropout(1 - keepProbability);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0 ? x.dropout(dropProbability, mode.rng()) : x;
  }
}
