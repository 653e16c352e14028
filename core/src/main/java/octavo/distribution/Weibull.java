package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Weibull's distribution: `F(x) = 1 - exp(-(x/λ)ᵏ)`. A draw is `λ·e^(1/k)`, `e` exponential.
///
/// @param scale `λ`, positive
/// @param concentration `k`, positive; 1 gives the exponential distribution
public record Weibull(Tensor scale, Tensor concentration)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Weibull {
    DType type = Parameters.type("Weibull", scale, concentration);
    scale = Parameters.checked("Weibull", "scale", scale, type, Support.POSITIVE);
    concentration =
        Parameters.checked("Weibull", "concentration", concentration, type, Support.POSITIVE);
    Parameters.batch("Weibull", scale, concentration);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive
  public static Weibull of(double scale, double concentration) {
    return new Weibull(Tensor.scalar(scale), Tensor.scalar(concentration));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive, or the shapes do not
  ///     broadcast
  public static Weibull of(Tensor scale, Tensor concentration) {
    return new Weibull(scale, concentration);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Weibull", scale, concentration);
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  @Override
  public Weibull expand(int... batchShape) {
    return new Weibull(
        Shapes.expand("Weibull", scale, 0, batchShape),
        Shapes.expand("Weibull", concentration, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    return along(Noise.exponential(scale.dtype(), rng, shape));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.power(concentration.reciprocal()).multiply(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, scale.dtype());
    Tensor ratio = x.divide(scale);
    Tensor slope = concentration.subtract(1).multiply(ratio.log());
    return slope.add(concentration.divide(scale).log()).subtract(ratio.power(concentration));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, scale.dtype());
    return Pieces.above(x, 0, this::cumulative);
  }

  // beyond exp(7) the exponential is 0, and the bound keeps the gradient finite
  private Tensor cumulative(Tensor x) {
    Tensor logarithm = x.divide(scale).log().multiply(concentration);
    return logarithm.minimum(7).exp().negate().expm1().negate();
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, scale.dtype());
    Tensor waiting = q.negate().log1p().negate();
    return waiting.power(concentration.reciprocal()).multiply(scale);
  }

  @Override
  public Tensor entropy() {
    Tensor inverse = concentration.reciprocal();
    return inverse.negate().add(1).multiply(Gumbel.EULER).add(scale.multiply(inverse).log()).add(1);
  }

  @Override
  public Tensor mean() {
    return concentration.reciprocal().add(1).lgamma().exp().multiply(scale);
  }

  @Override
  public Tensor variance() {
    // of the logarithms of both moments, since they themselves are nearly equal or too large for a
    // number
    Tensor inverse = concentration.to(DType.FLOAT64).reciprocal();
    Tensor first = inverse.add(1).lgamma().multiply(2);
    Tensor excess = inverse.affine(2, 1).lgamma().subtract(first).expm1();
    return first.exp().multiply(excess).to(scale.dtype()).multiply(scale.square());
  }

  /// 0 for a concentration of 1 or less, where the density is largest or infinite at the lower end.
  @Override
  public Tensor mode() {
    Tensor rest = concentration.reciprocal().affine(-1, 1).maximum(0);
    return rest.power(concentration.reciprocal()).multiply(scale);
  }
}
