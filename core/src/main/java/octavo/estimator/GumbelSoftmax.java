package octavo.estimator;

import octavo.distribution.Distribution;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Gumbel-softmax, the concrete distribution: the objective sees soft values `softmax((ln p + G)/τ)` in the place of one-hot
/// vectors, or `sigmoid((logit + ν)/τ)` in the place of 0 and 1, and the gradient goes along their path (Jang, Gu and Poole,
/// 2017, *Categorical Reparameterization with Gumbel-Softmax*; Maddison, Mnih and Teh, 2017, *The Concrete Distribution*).
///
/// **Biased**, in the value as in the gradient: it is exact for another objective, that of the soft values. The bias
/// goes to 0 with the temperature, while the variance grows like `1/τ`. Not for objectives
/// that take hard values only: see [GumbelStraightThrough].
///
/// @param relaxation which soft values
/// @param temperature `τ`
/// @param <D> the distribution
public record GumbelSoftmax<D extends Distribution>(Relaxation<D> relaxation, double temperature)
    implements GradientEstimator<D> {
  /// Checks the temperature.
  ///
  /// @throws IllegalArgumentException if it is not positive and finite
  public GumbelSoftmax {
    Relaxation.requireTemperature("GumbelSoftmax", temperature);
  }

  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("GumbelSoftmax", samples, 1);
    Tensor logits = relaxation.logits(distribution);
    Tensor tau = Tensor.scalar(temperature).to(logits.dtype());
    Tensor soft = relaxation.soft(relaxation.draw(logits, rng, samples), tau);
    return Estimate.of(Draw.of(distribution, objective, soft).values().mean(0));
  }
}
