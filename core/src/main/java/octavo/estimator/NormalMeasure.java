package octavo.estimator;

import octavo.distribution.Normal;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The measure-valued gradient of normal variables; see [MeasureValued].
record NormalMeasure() implements GradientEstimator<Normal> {
  @Override
  public Estimate estimate(Normal distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("MeasureValued", samples, 1);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    Coordinates each = Coordinates.of(draw);
    Shape batch = distribution.batchShape();
    Tensor loc = distribution.loc().expandTo(batch);
    Tensor scale = distribution.scale().expandTo(batch);
    Tensor mu = loc.stopGradient();
    Tensor sigma = scale.stopGradient();
    DType type = draw.z().dtype();
    int[] shape = draw.z().shape().toArray();
    Tensor one = RandomTensors.normal(type, rng, 0, 1, shape);
    Tensor two = RandomTensors.normal(type, rng, 0, 1, shape);
    // the length of a normal vector in the plane has Weibull's distribution with scale √2 and shape
    // 2
    Tensor weibull = one.square().add(two.square()).sqrt().multiply(sigma);
    Tensor up = each.values(mu.add(weibull)).subtract(each.values(mu.subtract(weibull)));
    Tensor ofLoc = up.divide(sigma).multiply(1 / Math.sqrt(2 * Math.PI)).mean(0);
    // in space it has Maxwell's; times a uniform number, with either sign, it is normal again
    Tensor three = RandomTensors.normal(type, rng, 0, 1, shape);
    Tensor length = one.square().add(two.square()).add(three.square()).sqrt();
    Tensor maxwell = length.multiply(sign(rng, shape, type)).multiply(sigma);
    Tensor u = RandomTensors.uniformOpen(type, rng, 0, 1, shape);
    Tensor wide = each.values(mu.add(maxwell));
    Tensor narrow = each.values(mu.add(maxwell.multiply(u)));
    Tensor ofScale = wide.subtract(narrow).divide(sigma).mean(0);
    Tensor value = draw.values().mean(0);
    return Estimate.of(
        Surrogates.withGradient(Surrogates.withGradient(value, loc, ofLoc), scale, ofScale));
  }

  private static Tensor sign(Rng rng, int[] shape, DType type) {
    return RandomTensors.bernoulli(rng, 0.5, shape).to(type).affine(2, -1);
  }
}
