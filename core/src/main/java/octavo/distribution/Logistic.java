package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The logistic distribution: `F(x) = σ((x - μ)/s)`. A draw is `μ + s·ln(u/(1 - u))`.
///
/// @param loc the mean `μ`
/// @param scale `s`, positive
public record Logistic(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Logistic {
    DType type = Parameters.type("Logistic", loc, scale);
    loc = Parameters.checked("Logistic", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("Logistic", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("Logistic", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive
  public static Logistic of(double loc, double scale) {
    return new Logistic(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive, or the shapes do not
  ///     broadcast
  public static Logistic of(Tensor loc, Tensor scale) {
    return new Logistic(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Logistic", loc, scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Logistic expand(int... batchShape) {
    return new Logistic(
        Shapes.expand("Logistic", loc, 0, batchShape),
        Shapes.expand("Logistic", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.logistic(loc.dtype(), rng, Shapes.drawn(this, sampleShape)));
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
    Tensor z = standardized(Parameters.value("logProb", this, value, loc.dtype())).abs();
    return z.add(z.negate().softplus().multiply(2)).add(scale.log()).negate();
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, loc.dtype());
    return Pieces.everywhere(x, y -> standardized(y).sigmoid());
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    return Logits.ofProbability(q).multiply(scale).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(2).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return loc.expandTo(batchShape());
  }

  @Override
  public Tensor variance() {
    return scale.square().multiply(Math.PI * Math.PI / 3).expandTo(batchShape());
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
