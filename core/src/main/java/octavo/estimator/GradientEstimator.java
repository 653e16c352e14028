package octavo.estimator;

import octavo.distribution.Distribution;
import octavo.random.Rng;

/// A way to estimate the gradient of an expectation `L(θ) = E f(z)`, `z ~ pθ`, with respect to the parameters `θ`.
///
/// What an estimator needs of the distribution stands in its type: [Pathwise] is a
/// `GradientEstimator<Reparameterized>`, [ScoreFunction] a `GradientEstimator<Distribution>`, [Arm] a
/// `GradientEstimator<Bernoulli>`. An estimator that remembers something between calls (a moving average, a learned
/// baseline) says so; the others are values that can be shared.
///
/// @param <D> the distributions it can be used with
@FunctionalInterface
public interface GradientEstimator<D extends Distribution> {
  /// The estimate from so many samples of each row. Parameters of the distribution that are tracked get a
  /// gradient.
  ///
  /// @param distribution of `z`
  /// @param objective `f`
  /// @param samples how many draws are averaged, in the sense of the estimator: some look at several points for each
  /// @param rng where the draws come from
  /// @throws IllegalArgumentException if there are fewer samples than the estimator needs, or the objective's
  ///     result is not `[samples, rows…]`
  Estimate estimate(D distribution, Objective objective, int samples, Rng rng);
}
