package octavo.estimator;

import octavo.distribution.Distribution;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Straight-through: the objective sees hard values, and the gradient passes as if they had been the probabilities,
/// `∂b/∂p = 1` (Bengio, Léonard and Courville, 2013, *Estimating or Propagating Gradients Through Stochastic Neurons*). One
/// evaluation and little variance, but **biased**: exact only if `f` is linear. For one variable it gives `E f'(b)` in
/// the place of `f(1) - f(0)`; for `f(b) = (b - t)²` the bias is `(2p - 1)·p·(1 - p)` in the logit, whatever `t`.
///
/// @param relaxation which hard values
/// @param <D> the distribution
public record StraightThrough<D extends Distribution>(Relaxation<D> relaxation)
    implements GradientEstimator<D> {
  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("StraightThrough", samples, 1);
    Tensor logits = relaxation.logits(distribution);
    Tensor hard = relaxation.hard(relaxation.draw(logits.stopGradient(), rng, samples));
    Tensor p = relaxation.probabilities(logits);
    Tensor z = hard.add(p.subtract(p.stopGradient()));
    return Estimate.of(Draw.of(distribution, objective, z).values().mean(0));
  }
}
