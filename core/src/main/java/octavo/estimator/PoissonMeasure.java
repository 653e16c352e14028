package octavo.estimator;

import octavo.distribution.Poisson;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The measure-valued gradient of counts; see [MeasureValued].
record PoissonMeasure() implements GradientEstimator<Poisson> {
  @Override
  public Estimate estimate(Poisson distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("MeasureValued", samples, 1);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    Tensor more = Coordinates.of(draw).values(draw.z().add(1));
    Tensor rate = distribution.rate();
    Tensor value = draw.values();
    Tensor less = Coordinates.overVariables(value.stopGradient(), draw.z().rank());
    return Estimate.of(Surrogates.withGradient(value.mean(0), rate, more.subtract(less).mean(0)));
  }
}
