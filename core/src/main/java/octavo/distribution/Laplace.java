package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Laplace's distribution, two exponential ones back to back: `p(x) = exp(-|x - μ|/b) / 2b`.
///
/// @param loc the mean `μ`
/// @param scale `b`, the mean distance from `μ`, positive
public record Laplace(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Laplace {
    DType type = Parameters.type("Laplace", loc, scale);
    loc = Parameters.checked("Laplace", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("Laplace", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("Laplace", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive
  public static Laplace of(double loc, double scale) {
    return new Laplace(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive, or the shapes do not
  ///     broadcast
  public static Laplace of(Tensor loc, Tensor scale) {
    return new Laplace(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Laplace", loc, scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Laplace expand(int... batchShape) {
    return new Laplace(
        Shapes.expand("Laplace", loc, 0, batchShape),
        Shapes.expand("Laplace", scale, 0, batchShape));
  }

  /// The difference of two exponential numbers gives the noise.
  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    Tensor right = Noise.exponential(loc.dtype(), rng, shape);
    Tensor left = Noise.exponential(loc.dtype(), rng, shape);
    return along(right.subtract(left));
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
    return z.abs().affine(-1, -Math.log(2)).subtract(scale.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, loc.dtype());
    return Pieces.everywhere(x, y -> cumulative(standardized(y)));
  }

  /// `½·eᶻ` below 0, `1 - ½·e⁻ᶻ` above.
  private static Tensor cumulative(Tensor z) {
    Tensor below = z.less(0);
    Tensor zero = Tensors.zeros(z.dtype());
    Tensor left = Tensors.where(below, z, zero).exp().multiply(0.5);
    Tensor right = Tensors.where(below, zero, z).negate().exp().affine(-0.5, 1);
    return Tensors.where(below, left, right);
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    Tensor below = q.less(0.5);
    Tensor z = Tensors.where(below, q, q.affine(-1, 1)).multiply(2).log();
    return Tensors.where(below, z, z.negate()).multiply(scale).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(1 + Math.log(2)).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return loc.expandTo(batchShape());
  }

  @Override
  public Tensor variance() {
    return scale.square().multiply(2).expandTo(batchShape());
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
