package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Cauchy's distribution: `p(x) = 1 / (πγ·(1 + ((x - μ)/γ)²))`. It has no mean; the second moment is infinite.
///
/// @param loc the median `μ`
/// @param scale `γ`, half the distance of the quartiles, positive
public record Cauchy(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Cauchy {
    DType type = Parameters.type("Cauchy", loc, scale);
    loc = Parameters.checked("Cauchy", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("Cauchy", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("Cauchy", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive
  public static Cauchy of(double loc, double scale) {
    return new Cauchy(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive, or the shapes do not
  ///     broadcast
  public static Cauchy of(Tensor loc, Tensor scale) {
    return new Cauchy(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Cauchy", loc, scale);
  }

  @Override
  public Shape eventShape() {
    return Shape.SCALAR;
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Cauchy expand(int... batchShape) {
    return new Cauchy(
        Shapes.expand("Cauchy", loc, 0, batchShape), Shapes.expand("Cauchy", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.cauchy(loc.dtype(), rng, Shapes.drawn(this, sampleShape)));
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
    Tensor z = standardized(Parameters.value("logProb", this, value, loc.dtype()));
    return z.square().log1p().affine(-1, -Math.log(Math.PI)).subtract(scale.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = standardized(Parameters.anyNumber("cdf", this, value, loc.dtype()));
    return z.atan().affine(1 / Math.PI, 0.5);
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    Tensor z = q.affine(Math.PI, -Math.PI / 2).tan();
    z = z.maskedFill(q.equalTo(0), Double.NEGATIVE_INFINITY);
    z = z.maskedFill(q.equalTo(1), Double.POSITIVE_INFINITY);
    return z.multiply(scale).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(Math.log(4 * Math.PI)).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return Parameters.full(this, loc.dtype(), Double.NaN);
  }

  @Override
  public Tensor variance() {
    return Parameters.full(this, loc.dtype(), Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor mode() {
    return loc.expandTo(batchShape());
  }
}
