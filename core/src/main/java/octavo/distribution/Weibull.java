package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Weibull's distribution: `F(x) = 1 - exp(-(x/λ)ᵏ)`. A draw is `λ·e^(1/k)`, `e` exponential.
///
/// @param scale `λ`, positive
/// @param concentration `k`, positive; 1 gives the exponential distribution
public record Weibull(Tensor scale, Tensor concentration)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Below this inverse concentration the series of the variance has more digits than the moments.
  private static final double SMALL = 1e-3;

  /// `ζ(k)(2ᵏ - 2)(-1)ᵏ/k` for `k` from 7 down to 2.
  private static final double[] SERIES = {
    -18 * 1.008349277381923,
    31 / 3.0 * 1.017343061984449,
    -6 * 1.03692775514337,
    3.5 * 1.0823232337111381,
    -2 * 1.2020569031595942,
    Math.PI * Math.PI / 6
  };

  /// Above it the square of the mean is below the last digit of the second moment.
  private static final double LARGE = 60;

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
    Tensor c = concentration.to(DType.FLOAT64);
    Tensor ratio = LogDensities.logRatio(x, scale);
    // where it is larger, the exponential alone is infinite, and ∞ - ∞ no number
    Tensor slope = c.subtract(1).multiply(ratio).minimum(1e300);
    Tensor constant = c.log().subtract(scale.to(DType.FLOAT64).log());
    return slope.add(constant).subtract(c.multiply(ratio).exp()).to(scale.dtype());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, scale.dtype());
    return Pieces.above(x, 0, this::cumulative);
  }

  // beyond exp(7) the exponential is 0, and the bound keeps the gradient finite
  private Tensor cumulative(Tensor x) {
    Tensor logarithm = LogDensities.logRatio(x, scale).multiply(concentration.to(DType.FLOAT64));
    return logarithm.minimum(7).exp().negate().expm1().negate().to(scale.dtype());
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, scale.dtype());
    Tensor waiting = q.negate().log1p().negate();
    // at 1 the waiting time stands for its power: as infinite, and with a slope that is
    Tensor top = q.equalTo(1);
    Tensor inner = waiting.maskedFill(top, 1).power(concentration.reciprocal());
    return Tensors.where(top, waiting, inner).multiply(scale);
  }

  @Override
  public Tensor entropy() {
    Tensor inverse = concentration.reciprocal();
    Tensor logQuotient = LogDensities.logRatio(scale, concentration).to(scale.dtype());
    return inverse.negate().add(1).multiply(Gumbel.EULER).add(logQuotient).add(1);
  }

  @Override
  public Tensor mean() {
    return concentration.reciprocal().add(1).lgamma().exp().multiply(scale);
  }

  @Override
  public Tensor variance() {
    return logVariance().exp().to(scale.dtype());
  }

  /// Its logarithm, in float64.
  Tensor logVariance() {
    Tensor inverse = concentration.to(DType.FLOAT64).reciprocal();
    return logVariance(inverse).add(scale.to(DType.FLOAT64).log().multiply(2));
  }

  /// `ln(Γ(1 + 2z) - Γ(1 + z)²)`. The moments are nearly equal where `z` is small: there the logarithm of their quotient is
  /// `Σ ζ(k)(2ᵏ - 2)(-z)ᵏ/k` from `k = 2` on. Where `z` is large, the second one is nothing beside the first.
  private static Tensor logVariance(Tensor z) {
    Tensor small = z.less(SMALL);
    Tensor large = z.greater(LARGE);
    Tensor middle = z.maskedFill(small.logicalOr(large), 1);
    Tensor first = middle.add(1).lgamma().multiply(2);
    Tensor excess = middle.affine(2, 1).lgamma().subtract(first).expm1();
    Tensor tiny = z.maskedFill(small.logicalNot(), SMALL);
    Tensor series = tiny.zerosLike();
    for (double coefficient : SERIES) {
      series = series.multiply(tiny).add(coefficient);
    }
    Tensor half = tiny.square().multiply(series).multiply(0.5); // of the logarithm of the quotient
    Tensor product = tiny.log().add(tiny.add(1).lgamma()).multiply(2);
    Tensor narrow = series.log().add(half).add(product);
    Tensor wide = z.maskedFill(large.logicalNot(), LARGE).affine(2, 1).lgamma();
    return Tensors.where(small, narrow, Tensors.where(large, wide, excess.log().add(first)));
  }

  /// 0 for a concentration of 1 or less, where the density is largest or infinite at the lower end.
  @Override
  public Tensor mode() {
    Tensor rest = concentration.reciprocal().affine(-1, 1).maximum(0);
    return rest.power(concentration.reciprocal()).multiply(scale);
  }
}
