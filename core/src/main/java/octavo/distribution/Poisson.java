package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The number of events that come `rate` times on average: `P(k) = rᵏ·exp(-r)/k!`. Values have the type of the rate.
///
/// @param rate `r`, not negative
public record Poisson(Tensor rate) implements HasCdf, HasEntropy {
  /// Checks the parameters.
  public Poisson {
    DType type = Parameters.type("Poisson", rate);
    rate = Parameters.checked("Poisson", "rate", rate, type, Support.NON_NEGATIVE);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a rate is negative or not finite
  public static Poisson of(double rate) {
    return new Poisson(Tensor.scalar(rate));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a rate is negative or not finite
  public static Poisson of(Tensor rate) {
    return new Poisson(rate);
  }

  @Override
  public Shape batchShape() {
    return rate.shape();
  }

  @Override
  public Support support() {
    return Support.nonNegativeIntegers();
  }

  @Override
  public Poisson expand(int... batchShape) {
    return new Poisson(Shapes.expand("Poisson", rate, 0, batchShape));
  }

  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    return RandomTensors.poisson(rng, rate, sampleShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor k = Parameters.value("logProb", this, value, rate.dtype());
    return LogDensities.poisson(k, rate).to(rate.dtype());
  }

  /// `Q(⌊k⌋ + 1, r)`, the regularized upper incomplete gamma function.
  @Override
  public Tensor cdf(Tensor value) {
    Tensor k = Parameters.anyNumber("cdf", this, value, rate.dtype());
    Tensor infinite = k.equalTo(Double.POSITIVE_INFINITY).to(k.dtype());
    Tensor last = Counts.floor(k);
    Tensor inside = last.add(1).gammaincc(rate);
    return Counts.stepwise(k, inside, infinite);
  }

  /// A sum in float64; its error is that of `r·ln r` in float64, 10⁻⁹ for a rate of a million. That of a normal number for a rate of
  /// 10¹⁴ and more. 0 with gradient 0 for a rate of 0, from where it rises steeply.
  @Override
  public Tensor entropy() {
    Tensor certain = rate.equalTo(0);
    Tensor variance = rate.to(DType.FLOAT64);
    Tensor many = variance.stopGradient().greaterEqual(CountEntropy.LARGE);
    Tensor r = variance.maskedFill(certain.logicalOr(many), 1);
    double[] means = r.toDoubleArray();
    Tensor entropy =
        CountEntropy.of(
            "Poisson",
            batchShape(),
            i -> CountEntropy.Window.of(means[i], Math.sqrt(means[i]), 0, true),
            Tensors.full(DType.FLOAT64, Shape.SCALAR, Double.POSITIVE_INFINITY),
            k -> LogDensities.poisson(k, r));
    Tensor whole = CountEntropy.unlessLarge(many, variance, entropy);
    return whole.to(rate.dtype()).maskedFill(certain, 0);
  }

  @Override
  public Tensor mean() {
    return rate;
  }

  @Override
  public Tensor variance() {
    return rate;
  }

  /// `⌊r⌋`; for an integer rate `r - 1` is as likely.
  @Override
  public Tensor mode() {
    return rate.stopGradient().floor();
  }
}
