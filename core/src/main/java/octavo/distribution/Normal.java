package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The normal distribution with mean `loc` and standard deviation `scale`:
/// `p(x) = exp(-(x - μ)²/2σ²) / (σ·√2π)`. A draw is `μ + σ·ε`.
///
/// @param loc the mean `μ`
/// @param scale the standard deviation `σ`, positive
public record Normal(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// `ln √2π`.
  static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /// Checks the parameters.
  public Normal {
    DType type = Parameters.type("Normal", loc, scale);
    loc = Parameters.checked("Normal", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("Normal", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("Normal", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive
  public static Normal of(double loc, double scale) {
    return new Normal(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive, or the shapes do not
  ///     broadcast
  public static Normal of(Tensor loc, Tensor scale) {
    return new Normal(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Normal", loc, scale);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Normal expand(int... batchShape) {
    return new Normal(
        Shapes.expand("Normal", loc, 0, batchShape), Shapes.expand("Normal", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    return along(Noise.normal(loc.dtype(), rng, shape));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.multiply(scale).add(loc);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor z = standardized(Parameters.value("logProb", this, value, loc.dtype()));
    return z.square().affine(-0.5, -LOG_ROOT_TWO_PI).subtract(scale.log());
  }

  private Tensor standardized(Tensor x) {
    return x.subtract(loc).divide(scale);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, loc.dtype());
    return Pieces.everywhere(x, y -> standardized(y).ndtr());
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    Tensor z = q.ndtri();
    // the median does not depend on the scale: what is made of it may have an infinite slope
    Tensor width = Tensors.where(z.stopGradient().equalTo(0), scale.stopGradient(), scale);
    return z.multiply(width).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(0.5 + LOG_ROOT_TWO_PI).expandTo(batchShape());
  }

  @Override
  public Tensor mean() {
    return loc.expandTo(batchShape());
  }

  @Override
  public Tensor variance() {
    return scale.square().expandTo(batchShape());
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
