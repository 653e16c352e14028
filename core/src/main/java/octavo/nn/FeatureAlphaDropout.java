package octavo.nn;

import java.util.stream.IntStream;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// [AlphaDropout] of whole channels of `[batch, channels, …]`.
///
/// @param dropProbability the probability to drop, in `[0, 1]`
public record FeatureAlphaDropout(double dropProbability) implements Layer {
  /// Checks the probability.
  public FeatureAlphaDropout {
    DropProbability.require("FeatureAlphaDropout", dropProbability);
  }

  /// The layer by the probability to drop.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static FeatureAlphaDropout drop(double dropProbability) {
    return new FeatureAlphaDropout(dropProbability);
  }

  /// The layer by the probability to keep.
  ///
  /// @throws IllegalArgumentException if it is not in the range that goes with it
  public static FeatureAlphaDropout keep(double keepProbability) {
    return new FeatureAlphaDropout(
        DropProbability.fromKept("FeatureAlphaDropout", keepProbability));
  }

  private static Axes spatial(Tensor x) {
    if (x.rank() < 3) {
      throw new IllegalArgumentException(
          "FeatureAlphaDropout: the input must be [batch, channels, …] with at least 3 axes, but is "
              + x.shape()
              + ". Use AlphaDropout.");
    }
    return Axes.of(IntStream.range(2, x.rank()).toArray());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0
        ? x.alphaDropout(dropProbability, spatial(x), mode.rng())
        : x;
  }
}
