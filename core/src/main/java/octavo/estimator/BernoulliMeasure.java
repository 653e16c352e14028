package octavo.estimator;

import octavo.distribution.Bernoulli;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The measure-valued gradient of binary variables; see [MeasureValued].
record BernoulliMeasure() implements GradientEstimator<Bernoulli> {
  @Override
  public Estimate estimate(Bernoulli distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("MeasureValued", samples, 1);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    Coordinates each = Coordinates.of(draw);
    Tensor zero = Tensor.scalar(0).to(draw.z().dtype());
    Tensor difference = each.values(zero.add(1)).subtract(each.values(zero)).mean(0);
    Tensor logits = distribution.logits();
    Tensor x = logits.stopGradient();
    Tensor slope = x.sigmoid().multiply(x.negate().sigmoid());
    // what is impossible counts nothing, even where the objective is infinite
    Tensor gradient = difference.maskedFill(slope.equalTo(0), 0).multiply(slope);
    return Estimate.of(Surrogates.withGradient(draw.values().mean(0), logits, gradient));
  }
}
