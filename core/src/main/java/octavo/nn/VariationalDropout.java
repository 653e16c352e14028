package octavo.nn;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Inverted dropout with one mask for all steps along an axis (Gal and Ghahramani, 2016): of `[batch,
/// time, features]` with axis 1 the same features are dropped at every step.
///
/// @param dropProbability the probability to drop, in `[0, 1]`
/// @param axis along which the mask is the same
public record VariationalDropout(double dropProbability, int axis) implements Layer {
  /// Checks the probability.
  public VariationalDropout {
    DropProbability.require("VariationalDropout", dropProbability);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0
        ? x.dropout(dropProbability, Axes.of(axis), mode.rng())
        : x;
  }
}
