package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The gamma distribution, the waiting time for `concentration` events that come `rate` times in a unit of time:
/// `p(x) = rᵃ·xᵃ⁻¹·exp(-rx)/Γ(a)`. Its draws are differentiable in both parameters, by implicit reparameterization in
/// the concentration (Figurnov et al., 2018).
///
/// @param concentration `a`, also called shape, positive
/// @param rate `r`, the inverse of the scale, positive
public record Gamma(Tensor concentration, Tensor rate)
    implements Reparameterized, HasCdf, HasEntropy {
  /// Checks the parameters.
  public Gamma {
    DType type = Parameters.type("Gamma", concentration, rate);
    concentration =
        Parameters.checked("Gamma", "concentration", concentration, type, Support.POSITIVE);
    rate = Parameters.checked("Gamma", "rate", rate, type, Support.POSITIVE);
    Parameters.batch("Gamma", concentration, rate);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive
  public static Gamma of(double concentration, double rate) {
    return new Gamma(Tensor.scalar(concentration), Tensor.scalar(rate));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive, or the shapes do not
  ///     broadcast
  public static Gamma of(Tensor concentration, Tensor rate) {
    return new Gamma(concentration, rate);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Gamma", concentration, rate);
  }

  @Override
  public Support support() {
    return Support.NON_NEGATIVE;
  }

  @Override
  public Gamma expand(int... batchShape) {
    return new Gamma(
        Shapes.expand("Gamma", concentration, 0, batchShape),
        Shapes.expand("Gamma", rate, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    Tensor a = concentration.expandTo(batchShape());
    return RandomTensors.gamma(rng, a, sampleShape).divide(rate);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, rate.dtype());
    return LogDensities.gamma(concentration, rate, x).to(rate.dtype());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, rate.dtype());
    return Pieces.above(x, 0, this::cumulative);
  }

  private Tensor cumulative(Tensor x) {
    Tensor scaled = x.to(DType.FLOAT64).multiply(rate.to(DType.FLOAT64));
    return concentration.to(DType.FLOAT64).gammainc(scaled).to(rate.dtype());
  }

  /// `a - ln r + ln Γ(a) + (1 - a)·ψ(a)`, in float64: for a large `a` the terms are far larger than their sum.
  @Override
  public Tensor entropy() {
    return GammaEntropy.of(concentration.to(DType.FLOAT64)).to(rate.dtype()).subtract(rate.log());
  }

  @Override
  public Tensor mean() {
    return concentration.divide(rate);
  }

  @Override
  public Tensor variance() {
    return concentration.divide(rate.square());
  }

  /// `(a - 1)/r`, and 0 for concentrations below 1, where the density grows without bound.
  @Override
  public Tensor mode() {
    return concentration.subtract(1).maximum(0).divide(rate);
  }

  /// `E ln x`.
  Tensor meanLog() {
    return concentration.digamma().subtract(rate.log());
  }
}
