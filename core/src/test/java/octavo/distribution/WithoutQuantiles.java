package octavo.distribution;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A normal distribution that does not tell its `icdf`.
record WithoutQuantiles(Normal base) implements Reparameterized, HasCdf {
  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    return base.eventShape();
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return base.rsample(rng, sampleShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return base.logProb(value);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return base.cdf(value);
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Tensor mode() {
    return base.mode();
  }

  @Override
  public Support support() {
    return base.support();
  }

  @Override
  public Distribution expand(int... batchShape) {
    return new WithoutQuantiles(base.expand(batchShape));
  }
}
