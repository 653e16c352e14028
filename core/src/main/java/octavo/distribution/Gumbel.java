package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Gumbel's distribution of the largest of many values: `F(x) = exp(-exp(-(x - μ)/β))`. A draw is
/// `μ - β·ln(-ln u)`.
///
/// @param loc the mode `μ`
/// @param scale `β`, positive
public record Gumbel(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Euler's constant: the mean for `μ = 0`, `β = 1`.
  static final double EULER = 0.5772156649015329;

  /// Checks the parameters.
  public Gumbel {
    DType type = Parameters.type("Gumbel", loc, scale);
    loc = Parameters.checked("Gumbel", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("Gumbel", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("Gumbel", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or the scale not positive
  public static Gumbel of(double loc, double scale) {
    return new Gumbel(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite, a scale not positive or the shapes do not
  ///     broadcast
  public static Gumbel of(Tensor loc, Tensor scale) {
    return new Gumbel(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Gumbel", loc, scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Gumbel expand(int... batchShape) {
    return new Gumbel(
        Shapes.expand("Gumbel", loc, 0, batchShape), Shapes.expand("Gumbel", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    return along(Noise.gumbel(loc.dtype(), rng, shape));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.multiply(scale).add(loc);
  }

  private Tensor standardized(Tensor x) {
    return x.subtract(loc).divide(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor z = standardized(Parameters.value("logProb", this, value, loc.dtype())).negate();
    // beyond 1000 the exponential alone is infinite, and ∞ - ∞ no number
    return z.minimum(1000).subtract(z.exp()).subtract(scale.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, loc.dtype());
    // below -50 it is 0, and the bound keeps the gradient finite
    return Pieces.everywhere(x, y -> standardized(y).maximum(-50).negate().exp().negate().exp());
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    // at 0 the inner logarithm stands for both: as infinite, and with a slope that is
    Tensor low = q.equalTo(0);
    Tensor inner = q.maskedFill(low, 0.5).log().negate().log().negate();
    return Tensors.where(low, q.log(), inner).multiply(scale).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(1 + EULER).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return scale.multiply(EULER).add(loc);
  }

  @Override
  public Tensor variance() {
    return scale.square().multiply(Math.PI * Math.PI / 6).expandTo(batchShape());
  }

  @Override
  public Tensor mode() {
    return loc.expandTo(batchShape());
  }
}
