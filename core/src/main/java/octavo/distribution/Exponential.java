package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The waiting time for an event that comes `rate` times in a unit of time: `p(x) = λ·exp(-λx)`.
///
/// @param rate `λ`, the inverse of the mean, positive
public record Exponential(Tensor rate) implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Exponential {
    DType type = Parameters.type("Exponential", rate);
    rate = Parameters.checked("Exponential", "rate", rate, type, Support.POSITIVE);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a rate is not finite and positive
  public static Exponential of(double rate) {
    return new Exponential(Tensor.scalar(rate));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a rate is not finite and positive
  public static Exponential of(Tensor rate) {
    return new Exponential(rate);
  }

  @Override
  public Shape batchShape() {
    return rate.shape();
  }

  @Override
  public Support support() {
    return Support.NON_NEGATIVE;
  }

  @Override
  public Exponential expand(int... batchShape) {
    return new Exponential(Shapes.expand("Exponential", rate, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    return along(Noise.exponential(rate.dtype(), rng, shape));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.divide(rate);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, rate.dtype());
    return rate.log().subtract(x.multiply(rate));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, rate.dtype());
    return Pieces.above(x, 0, y -> y.multiply(rate).negate().expm1().negate());
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, rate.dtype());
    return q.negate().log1p().negate().divide(rate);
  }

  @Override
  public Tensor entropy() {
    return rate.log().negate().add(1);
  }

  @Override
  public Tensor mean() {
    return rate.reciprocal();
  }

  @Override
  public Tensor variance() {
    return rate.square().reciprocal();
  }

  @Override
  public Tensor mode() {
    return rate.stopGradient().zerosLike();
  }
}
