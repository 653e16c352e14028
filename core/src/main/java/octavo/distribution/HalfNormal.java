package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The distribution of `|x|`, `x` normal with mean 0 and standard deviation `scale`.
///
/// @param scale the standard deviation `σ` before the sign is dropped, positive
public record HalfNormal(Tensor scale) implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public HalfNormal {
    DType type = Parameters.type("HalfNormal", scale);
    scale = Parameters.checked("HalfNormal", "scale", scale, type, Support.POSITIVE);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a scale is not finite and positive
  public static HalfNormal of(double scale) {
    return new HalfNormal(Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a scale is not finite and positive
  public static HalfNormal of(Tensor scale) {
    return new HalfNormal(scale);
  }

  @Override
  public Shape batchShape() {
    return scale.shape();
  }

  @Override
  public Support support() {
    return Support.NON_NEGATIVE;
  }

  @Override
  public HalfNormal expand(int... batchShape) {
    return new HalfNormal(Shapes.expand("HalfNormal", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    return along(Noise.normal(scale.dtype(), rng, shape));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.abs().multiply(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, scale.dtype());
    double constant = Math.log(2) - Normal.LOG_ROOT_TWO_PI;
    return x.divide(scale).square().affine(-0.5, constant).subtract(scale.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, scale.dtype());
    return Pieces.above(x, 0, y -> y.divide(scale).multiply(Math.sqrt(0.5)).erf());
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, scale.dtype());
    return q.erfinv().multiply(Math.sqrt(2)).multiply(scale);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(0.5 * Math.log(Math.PI / 2) + 0.5);
  }

  @Override
  public Tensor mean() {
    return scale.multiply(Math.sqrt(2 / Math.PI));
  }

  @Override
  public Tensor variance() {
    return scale.square().multiply(1 - 2 / Math.PI);
  }

  @Override
  public Tensor mode() {
    return scale.stopGradient().zerosLike();
  }
}
