package octavo.estimator;

import octavo.distribution.HasCdf;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The path of a sample from its distribution function alone: `F(z; θ) = u` holds along the path, hence `∂z/∂θ = -∂F/∂θ / p(z)`
/// (Figurnov, Mohamed and Mnih, 2018, *Implicit Reparameterization Gradients*; Graves, 2016). Any sampler will do, and no inverse of `F`
/// is needed. Unbiased if `f` is continuous; the same as [Pathwise] where both apply, for the path of a number is unique.
///
/// For continuous distributions whose `cdf` is differentiable in the parameters. Distributions whose `rsample` is implicit
/// already, such as the gamma distribution, are served by [Pathwise].
public record ImplicitReparameterization() implements GradientEstimator<HasCdf> {
  /// The estimate.
  ///
  /// @throws IllegalArgumentException if the distribution is discrete: its samples have no path
  @Override
  public Estimate estimate(HasCdf distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("ImplicitReparameterization", samples, 1);
    if (distribution.support().isDiscrete()) {
      throw new IllegalArgumentException(
          "ImplicitReparameterization: the distribution must be continuous, but %s is discrete. Use ScoreFunction or MeasureValued."
              .formatted(distribution.getClass().getSimpleName()));
    }
    Tensor z = distribution.sample(rng, samples);
    Tensor cdf = distribution.cdf(z);
    Tensor density = distribution.logProb(z).stopGradient().exp();
    Tensor path = z.subtract(cdf.subtract(cdf.stopGradient()).divide(density));
    return Estimate.of(Draw.of(distribution, objective, path).values().mean(0));
  }
}
