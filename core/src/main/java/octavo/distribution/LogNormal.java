package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The distribution of `exp(x)`, `x` normal with mean `loc` and standard deviation `scale`.
///
/// @param loc the mean `μ` of the logarithm
/// @param scale the standard deviation `σ` of the logarithm, positive
public record LogNormal(Tensor loc, Tensor scale)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public LogNormal {
    DType type = Parameters.type("LogNormal", loc, scale);
    loc = Parameters.checked("LogNormal", "loc", loc, type, Support.REAL);
    scale = Parameters.checked("LogNormal", "scale", scale, type, Support.POSITIVE);
    Parameters.batch("LogNormal", loc, scale);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive
  public static LogNormal of(double loc, double scale) {
    return new LogNormal(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite or a scale not positive, or the shapes do not
  ///     broadcast
  public static LogNormal of(Tensor loc, Tensor scale) {
    return new LogNormal(loc, scale);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("LogNormal", loc, scale);
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  @Override
  public LogNormal expand(int... batchShape) {
    return new LogNormal(
        Shapes.expand("LogNormal", loc, 0, batchShape),
        Shapes.expand("LogNormal", scale, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.normal(loc.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return ofLogarithm().along(noise).exp();
  }

  /// The distribution of the logarithm.
  public Normal ofLogarithm() {
    return new Normal(loc, scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor y = Parameters.value("logProb", this, value, loc.dtype());
    Tensor x = y.log();
    return ofLogarithm().logProb(x).subtract(x);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, loc.dtype());
    return Pieces.above(x, 0, y -> ofLogarithm().cdf(y.log()));
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, loc.dtype());
    Tensor low = q.equalTo(0);
    Tensor logarithm = ofLogarithm().icdf(q.maskedFill(low, 0.5));
    Tensor zero = Tensors.zeros(logarithm.dtype());
    return Tensors.where(low, zero, Tensors.where(low, zero, logarithm).exp());
  }

  @Override
  public Tensor entropy() {
    return ofLogarithm().entropy().add(loc);
  }

  @Override
  public Tensor mean() {
    return scale.square().multiply(0.5).add(loc).exp();
  }

  @Override
  public Tensor variance() {
    // exp(2μ + σ²)·(exp σ² - 1) as one exponential: each factor may be infinite and the other 0
    Tensor s = scale.to(DType.FLOAT64);
    Tensor square = s.square();
    Tensor narrow = s.less(1e-5);
    Tensor share = square.maskedFill(narrow, 1).minimum(50).negate().expm1().negate().log();
    Tensor narrowSum = s.log().multiply(2).add(square.multiply(1.5));
    Tensor sum = Tensors.where(narrow, narrowSum, share.add(square.multiply(2)));
    return loc.to(DType.FLOAT64).multiply(2).add(sum).exp().to(loc.dtype());
  }

  @Override
  public Tensor mode() {
    return loc.subtract(scale.square()).exp();
  }
}
