package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A batch of probability distributions. Implementations are records of parameter tensors, which are broadcast
/// against each other to the batch shape.
///
/// Everything but samples is tracked in the parameters. Parameters are float32 or float64 and what is
/// computed has their type; integers are made float32.
public interface Distribution {
  /// The shape of independent distributions that have parameters of their own.
  Shape batchShape();

  /// The shape of one draw from one of them; `[]` for a number.
  Shape eventShape();

  /// Draws: `[sampleShape…, batch…, event…]`, not tracked. The same numbers for the same state of `rng`, whatever
  /// the number of threads.
  ///
  /// @throws IllegalArgumentException if a size is negative or the result too large
  Tensor sample(Rng rng, int... sampleShape);

  /// The logarithm of the density (of the probability, for discrete ones) at `value`, summed over the axes of the
  /// event: `value` broadcasts with `[batch…, event…]` and the result has no event axes. Tracked in the parameters
  /// and in the value.
  ///
  /// @throws IllegalArgumentException if the value has another shape or lies outside of the support
  Tensor logProb(Tensor value);

  /// The expectation, `[batch…, event…]`; NaN where there is none, infinite where it is: a constant then, with
  /// gradient 0.
  Tensor mean();

  /// The variance of each element, `[batch…, event…]`; NaN where there is none, infinite where it is: a constant
  /// then, with gradient 0.
  Tensor variance();

  /// The value of largest density or probability, `[batch…, event…]`: one of them if there are several, NaN
  /// where the density has no largest value.
  Tensor mode();

  /// The values that can be drawn.
  Support support();

  /// The same distributions repeated to a larger batch, as broadcasting does; nothing is copied.
  ///
  /// @throws IllegalArgumentException if the batch shape does not broadcast to the one given
  Distribution expand(int... batchShape);
}
