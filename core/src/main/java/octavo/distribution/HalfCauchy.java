package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The distribution of `|x|`, `x` of Cauchy's distribution around 0. Its mean is infinite.
///
/// @param scale the median `γ`, positive
public record HalfCauchy(Tensor scale) implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public HalfCauchy {
    DType type = Parameters.type("HalfCauchy", scale);
    scale = Parameters.checked("HalfCauchy", "scale", scale, type, Support.POSITIVE);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a scale is not finite and positive
  public static HalfCauchy of(double scale) {
    return new HalfCauchy(Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a scale is not finite and positive
  public static HalfCauchy of(Tensor scale) {
    return new HalfCauchy(scale);
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
  public HalfCauchy expand(int... batchShape) {
    return new HalfCauchy(Shapes.expand("HalfCauchy", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.cauchy(scale.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.abs().multiply(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, scale.dtype());
    Tensor tail = StudentTail.logOnePlusSquare(x, scale);
    return tail.affine(-1, Math.log(2 / Math.PI)).subtract(scale.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, scale.dtype());
    return Pieces.above(x, 0, y -> y.atan2(scale).multiply(2 / Math.PI));
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, scale.dtype());
    Tensor upper = q.greater(0.5);
    Tensor half = Tensors.full(q.dtype(), Shape.SCALAR, 0.5);
    Tensor low = Tensors.where(upper, half, q).multiply(Math.PI / 2).tan();
    Tensor high = Tensors.where(upper, q.affine(-1, 1), half).multiply(Math.PI / 2).tan();
    return Tensors.where(upper, high.reciprocal(), low).multiply(scale);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(Math.log(2 * Math.PI));
  }

  @Override
  public Tensor mean() {
    return Parameters.full(this, scale.dtype(), Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  @Override
  public Tensor mode() {
    return scale.stopGradient().zerosLike();
  }
}
