package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Adds to each step of `[batch, steps, features]` numbers that are learned for its place (Gehring et al.,
/// 2017). There are only so many places.
///
/// @param weight `[most, features]`
public record LearnedPositions(Parameter weight) implements Layer {
  /// Normal numbers of this deviation for up to `most` steps.
  public static LearnedPositions create(int most, int features, double deviation, Rng rng) {
    return new LearnedPositions(
        Parameter.of(Initializer.normal(0, deviation).create(rng, Shape.of(most, features))));
  }

  /// The sum.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]` or has more steps than there
  ///     are places
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return from(0, x, mode);
  }

  /// The sum for steps the first of which stands at place `first`.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]`, or a step has no place
  public Tensor from(int first, Tensor x, Mode mode) {
    int most = weight.tensor().size(0);
    int features = weight.tensor().size(1);
    if (x.rank() != 3 || x.size(2) != features || x.size(1) > most) {
      throw new IllegalArgumentException(
          "LearnedPositions: the input must be [batch, steps, %d] with at most %d steps, but is %s."
              .formatted(features, most, x.shape()));
    }
    if (first < 0 || first > most - x.size(1)) {
      throw new IllegalArgumentException(
          "LearnedPositions: the first of %d steps must stand at place 0 to %d, but stands at %d."
              .formatted(x.size(1), most - x.size(1), first));
    }
    return x.add(weight.in(mode).narrow(0, first, x.size(1)));
  }
}
