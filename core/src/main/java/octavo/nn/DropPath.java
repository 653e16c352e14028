package octavo.nn;

import java.util.stream.IntStream;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Stochastic depth (Huang et al., 2016): in training the whole of an example is 0 with the drop
/// probability, else divided by the probability to stay; put at the end of the branch of a residual
/// block. In inference nothing happens.
///
/// @param dropProbability the probability to drop, in `[0, 1]`
public record DropPath(double dropProbability) implements Layer {
  /// Checks the probability.
  public DropPath {
    DropProbability.require("DropPath", dropProbability);
  }

  /// The layer by the probability to drop.
  ///
  /// @throws IllegalArgumentException if it is not in `[0, 1]`
  public static DropPath drop(double dropProbability) {
    return new DropPath(dropProbability);
  }

  /// The layer by the probability to keep.
  ///
  /// @throws IllegalArgumentException if it is not in the range that goes with it
  public static DropPath keep(double keepProbability) {
    return new DropPath(DropProbability.fromKept("DropPath", keepProbability));
  }

  /// All axes but that of the batch.
  private static Axes rest(Tensor x) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException(
          "DropPath: the input must be [batch, …] with at least 2 axes, but is " + x.shape() + ".");
    }
    return Axes.of(IntStream.range(1, x.rank()).toArray());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() && dropProbability > 0
        ? x.dropout(dropProbability, rest(x), mode.rng())
        : x;
  }
}
