package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The reciprocal of a gamma number: `p(x) = rᵃ·x⁻ᵃ⁻¹·exp(-r/x)/Γ(a)`, the conjugate prior of a normal variance.
///
/// @param concentration `a`, positive
/// @param rate `r`, the rate of the gamma number and the scale of this one, positive
public record InverseGamma(Tensor concentration, Tensor rate)
    implements Reparameterized, HasCdf, HasEntropy {
  /// Checks the parameters.
  public InverseGamma {
    DType type = Parameters.type("InverseGamma", concentration, rate);
    concentration =
        Parameters.checked("InverseGamma", "concentration", concentration, type, Support.POSITIVE);
    rate = Parameters.checked("InverseGamma", "rate", rate, type, Support.POSITIVE);
    Parameters.batch("InverseGamma", concentration, rate);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive
  public static InverseGamma of(double concentration, double rate) {
    return new InverseGamma(Tensor.scalar(concentration), Tensor.scalar(rate));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive, or the shapes do not
  ///     broadcast
  public static InverseGamma of(Tensor concentration, Tensor rate) {
    return new InverseGamma(concentration, rate);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("InverseGamma", concentration, rate);
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  @Override
  public InverseGamma expand(int... batchShape) {
    return new InverseGamma(
        Shapes.expand("InverseGamma", concentration, 0, batchShape),
        Shapes.expand("InverseGamma", rate, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    Tensor a = concentration.to(DType.FLOAT64).expandTo(batchShape());
    // a gamma number below the smallest normal one has no finite reciprocal
    Tensor reciprocal = Noise.logGamma(rate.dtype(), rng, a, sampleShape).negate().exp();
    return reciprocal.multiply(rate.to(DType.FLOAT64)).to(rate.dtype());
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, rate.dtype());
    Tensor y = x.to(DType.FLOAT64);
    Tensor reciprocal = LogDensities.gamma(concentration, rate, y.reciprocal());
    return reciprocal.subtract(y.log().multiply(2)).to(rate.dtype());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, rate.dtype());
    return Pieces.above(x, 0, this::cumulative);
  }

  private Tensor cumulative(Tensor x) {
    Tensor reciprocal = rate.to(DType.FLOAT64).divide(x.to(DType.FLOAT64));
    return concentration.to(DType.FLOAT64).gammaincc(reciprocal).to(rate.dtype());
  }

  /// `a + ln r + ln Γ(a) - (1 + a)·ψ(a)`, in float64 as that of [Gamma].
  @Override
  public Tensor entropy() {
    Tensor a = concentration.to(DType.FLOAT64);
    Tensor standard = GammaEntropy.of(a).subtract(a.digamma().multiply(2));
    return standard.to(rate.dtype()).add(rate.log());
  }

  /// `r/(a - 1)`, infinite for concentrations up to 1.
  @Override
  public Tensor mean() {
    return Pieces.momentAbove(concentration, 1, a -> rate.divide(a.subtract(1)));
  }

  /// `r²/((a - 1)²(a - 2))`, infinite for concentrations up to 2.
  @Override
  public Tensor variance() {
    return Pieces.momentAbove(
        concentration,
        2,
        a -> {
          Tensor mean = rate.divide(a.subtract(1));
          return mean.divide(a.subtract(2)).multiply(mean);
        });
  }

  @Override
  public Tensor mode() {
    return rate.divide(concentration.add(1));
  }
}
