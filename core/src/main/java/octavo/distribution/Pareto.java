package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Pareto's distribution of sizes above a threshold: `P(X > x) = (m/x)^α`. A draw is `m·exp(e/α)`, `e` exponential.
///
/// @param scale `m`, the smallest value, positive
/// @param alpha `α`, positive; the mean is infinite up to 1, the variance up to 2
public record Pareto(Tensor scale, Tensor alpha)
    implements Reparameterized, HasInverseCdf, HasEntropy {
  /// Checks the parameters.
  public Pareto {
    DType type = Parameters.type("Pareto", scale, alpha);
    scale = Parameters.checked("Pareto", "scale", scale, type, Support.POSITIVE);
    alpha = Parameters.checked("Pareto", "alpha", alpha, type, Support.POSITIVE);
    Parameters.batch("Pareto", scale, alpha);
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive
  public static Pareto of(double scale, double alpha) {
    return new Pareto(Tensor.scalar(scale), Tensor.scalar(alpha));
  }

  /// A batch of distributions.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite and positive, or the shapes do not
  ///     broadcast
  public static Pareto of(Tensor scale, Tensor alpha) {
    return new Pareto(scale, alpha);
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Pareto", scale, alpha);
  }

  @Override
  public Support support() {
    return Support.atLeast(scale);
  }

  @Override
  public Pareto expand(int... batchShape) {
    return new Pareto(
        Shapes.expand("Pareto", scale, 0, batchShape),
        Shapes.expand("Pareto", alpha, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    return along(Noise.exponential(scale.dtype(), rng, shape));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return noise.divide(alpha).exp().multiply(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, scale.dtype());
    Tensor tail = alpha.to(DType.FLOAT64).multiply(LogDensities.logRatio(scale, x));
    return tail.to(scale.dtype()).add(alpha.log()).subtract(x.log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, scale.dtype());
    return Pieces.above(
        x,
        scale,
        y -> {
          Tensor survival = LogDensities.logRatio(scale, y).multiply(alpha.to(DType.FLOAT64));
          return survival.expm1().negate().to(scale.dtype());
        });
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, scale.dtype());
    Tensor waiting = q.negate().log1p().negate().to(DType.FLOAT64);
    Tensor growth = waiting.divide(alpha.to(DType.FLOAT64)).exp();
    return growth.to(scale.dtype()).multiply(scale);
  }

  @Override
  public Tensor entropy() {
    return scale.log().subtract(alpha.log()).add(alpha.reciprocal()).add(1);
  }

  @Override
  public Tensor mean() {
    return Pieces.momentAbove(alpha, 1, a -> a.divide(a.subtract(1)).multiply(scale));
  }

  @Override
  public Tensor variance() {
    return Pieces.momentAbove(
        alpha,
        2,
        a ->
            scale.divide(a.subtract(1)).square().multiply(a.subtract(2).reciprocal().affine(2, 1)));
  }

  @Override
  public Tensor mode() {
    return scale.expandTo(batchShape());
  }
}
