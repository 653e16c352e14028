package octavo.nn;

import octavo.tensor.Tensor;

/// Dropout (Srivastava et al., 2014): in training each element is 0 with the drop probability.
///
/// | scaling | training | inference |
/// |---|---|---|
/// | `INVERTED` (the default, what frameworks ship) | what stays is divided by the probability to stay | `x` |
/// | `VANILLA` (the first papers) | what stays is unchanged | `x` times the probability to stay |
///
/// Both have the same mean over masks as their inference. Papers before 2015 call the probability to
/// *keep* p; here `drop(0.2)` and `keep(0.8)` are equal, and no factory leaves it open.
///
/// @param dropProbability the probability to be 0, in `[0, 1]`; 0 changes nothing, 1 gives zeros
/// @param scaling where the scale is made up for
public record Dropout(double dropProbability, Scaling scaling) implements Layer {
  /// Where the scale that is lost by dropping is made up for.
  public enum Scaling {
    /// In training, by `1/(1 - dropProbability)`.
    INVERTED,
    /// In inference, by `1 - dropProbability`.
    VANILLA
  }

  /// Checks the probability.
  public Dropout {
    DropProbability.require("Dropout", dropProbability);
  }

  /// Inverted dropout.
  public Dropout(double dropProbability) {
    this(dropProbability, Scaling.INVERTED);
  }

  /// The layer by the probability to drop, as frameworks count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout drop(double dropProbability) {
    return new Dropout(dropProbability);
  }

  /// The layer by the probability to keep, as the first papers count.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static Dropout keep(double keepProbability) {
    return new Dropout(DropProbability.fromKept("Dropout", keepProbability));
  }

  /// The same with another scaling.
  public Dropout withScaling(Scaling other) {
    return new Dropout(dropProbability, other);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (dropProbability == 0) {
      return x;
    }
    return switch (scaling) {
      case INVERTED -> mode.isTraining() ? x.dropout(dropProbability, mode.rng()) : x;
      case VANILLA ->
          mode.isTraining()
              ? x.vanillaDropout(dropProbability, mode.rng())
              : x.multiply(1 - dropProbability);
    };
  }
}
