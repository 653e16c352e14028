package octavo.estimator;

import octavo.distribution.Distribution;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Straight-through Gumbel-softmax: the objective sees the hard value of the draw, and the gradient passes as if it had
/// been the soft one (Jang, Gu and Poole, 2017, section 2.2). The value is unbiased, the gradient is **biased**; it suits
/// objectives that are defined for hard values only.
///
/// @param relaxation which values
/// @param temperature of the soft ones
/// @param <D> the distribution
public record GumbelStraightThrough<D extends Distribution>(
    Relaxation<D> relaxation, double temperature) implements GradientEstimator<D> {
  /// Checks the temperature.
  ///
  /// @throws IllegalArgumentException if it is not positive and finite
  public GumbelStraightThrough {
    Relaxation.requireTemperature("GumbelStraightThrough", temperature);
  }

  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("GumbelStraightThrough", samples, 1);
    Tensor logits = relaxation.logits(distribution);
    Tensor tau = Tensor.scalar(temperature).to(logits.dtype());
    Tensor noisy = relaxation.draw(logits, rng, samples);
    Tensor soft = relaxation.soft(noisy, tau);
    Tensor z = relaxation.hard(noisy).add(soft.subtract(soft.stopGradient()));
    return Estimate.of(Draw.of(distribution, objective, z).values().mean(0));
  }
}
