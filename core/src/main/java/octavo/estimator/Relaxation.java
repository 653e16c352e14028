package octavo.estimator;

import octavo.autograd.Graph;
import octavo.autograd.Leaf;
import octavo.distribution.Bernoulli;
import octavo.distribution.Distribution;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A discrete distribution seen as a threshold on a continuous one: `b = H(z)` with `z = g(logits, noise)`, and
/// a soft form `σ(z/τ)` of the threshold that has slopes (Maddison, Mnih and Teh, 2017; Jang, Gu and Poole, 2017). What
/// straight-through, Gumbel-softmax, REBAR and RELAX have in common.
///
/// | | `z` | `H(z)` | soft form |
/// |---|---|---|---|
/// | [#binary()] | `logit + ln u - ln(1 - u)` | `z > 0` | `sigmoid(z/τ)` |
/// | [#oneHot()] | `ln p + Gumbel noise` | one-hot of the largest | `softmax(z/τ)` |
///
/// @param <D> the discrete distribution
public sealed interface Relaxation<D extends Distribution>
    permits BinaryRelaxation, OneHotRelaxation {
  /// Of 0 and 1.
  static Relaxation<Bernoulli> binary() {
    return new BinaryRelaxation();
  }

  /// Of one-hot vectors.
  static Relaxation<OneHotCategorical> oneHot() {
    return new OneHotRelaxation();
  }

  /// The logits of the distribution: `[batch…]`, or `[batch…, classes]`.
  Tensor logits(D distribution);

  /// The probabilities of ones, of the shape of the logits.
  Tensor probabilities(Tensor logits);

  /// The logarithm of the probability of hard values, `[samples, batch…]`.
  Tensor logProb(Tensor logits, Tensor hard);

  /// Draws of `z`, `[samples, …]` with the axes of the logits, tracked in the logits.
  Tensor draw(Tensor logits, Rng rng, int samples);

  /// The discrete values of `z`; no gradient passes.
  Tensor hard(Tensor z);

  /// The soft values of `z`.
  ///
  /// @param temperature a positive number, `[]`; the smaller, the nearer to the hard values
  Tensor soft(Tensor z, Tensor temperature);

  /// The draws `z` once more, as draws given their hard values: the same numbers, whose derivative in the logits is
  /// that along the path on which the hard values stay as they are (Tucker et al., 2017, appendices B and C).
  ///
  /// @param z constants, of these logits
  Tensor tied(Tensor logits, Tensor hard, Tensor z);

  /// Checks that an objective has slopes in soft values: without them the path of a control variate is missing, and the
  /// estimate is biased.
  ///
  /// @throws IllegalArgumentException if `values` do not depend on the leaf `z`, whatever else they depend on
  static void requireSlope(String estimator, Tensor z, Tensor values, String wayOut) {
    if (!(z.node() instanceof Leaf leaf && Graph.leaves(values).contains(leaf))) {
      throw new IllegalArgumentException(
          "%s: the objective must be differentiable in soft values, but for %s of them it gave a constant. %s"
              .formatted(estimator, z.shape(), wayOut));
    }
  }

  /// Checks a temperature.
  ///
  /// @throws IllegalArgumentException if it is not positive and finite
  static void requireTemperature(String estimator, double temperature) {
    if (!(temperature > 0 && Double.isFinite(temperature) && Double.isFinite(1 / temperature))) {
      throw new IllegalArgumentException(
          "%s: the temperature must be positive and finite, but is %s."
              .formatted(estimator, temperature));
    }
  }
}
