package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A number between 0 and 1 that is near [Bernoulli]'s for a small temperature, and has a gradient (the binary
/// Concrete distribution; Maddison, Mnih and Teh, 2017): `σ((logits + l)/τ)`, `l` logistic.
///
/// Mean, variance and mode have no closed form and are NaN.
///
/// @param temperature `τ`, positive
/// @param logits `ln(p/(1 - p))`, finite
public record RelaxedBernoulli(Tensor temperature, Tensor logits)
    implements Reparameterized, HasInverseCdf {
  /// Checks the parameters.
  public RelaxedBernoulli {
    DType type = Parameters.type("RelaxedBernoulli", temperature, logits);
    temperature =
        Parameters.checked("RelaxedBernoulli", "temperature", temperature, type, Support.POSITIVE);
    logits = Parameters.checked("RelaxedBernoulli", "logits", logits, type, Support.REAL);
    Parameters.batch("RelaxedBernoulli", temperature, logits);
  }

  /// From a temperature and `ln(p/(1 - p))`.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive or a parameter not finite
  public static RelaxedBernoulli ofLogits(double temperature, Tensor logits) {
    return new RelaxedBernoulli(Tensor.scalar(temperature), logits);
  }

  /// From a temperature and the probabilities of 1.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive or a probability not in `(0, 1)`
  public static RelaxedBernoulli ofProbs(double temperature, Tensor probs) {
    Support.OPEN_UNIT_INTERVAL.require("RelaxedBernoulli", "probs", probs);
    return ofLogits(temperature, Bernoulli.ofProbs(probs).logits());
  }

  /// The probabilities of what the temperature 0 gives.
  public Tensor probs() {
    return logits.sigmoid();
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("RelaxedBernoulli", temperature, logits);
  }

  @Override
  public Support support() {
    return Support.OPEN_UNIT_INTERVAL;
  }

  @Override
  public RelaxedBernoulli expand(int... batchShape) {
    return new RelaxedBernoulli(
        Shapes.expand("RelaxedBernoulli", temperature, 0, batchShape),
        Shapes.expand("RelaxedBernoulli", logits, 0, batchShape));
  }

  @Override
  public Tensor rsample(Rng rng, int... sampleShape) {
    return along(Noise.logistic(logits.dtype(), rng, Shapes.drawn(this, sampleShape)));
  }

  /// The draw that this noise makes.
  Tensor along(Tensor noise) {
    return Transform.sigmoid().forward(noise.add(logits).divide(temperature));
  }

  /// `l = τ·ln(x/(1 - x)) - logits`, which is logistic.
  private Tensor noise(Tensor x) {
    return Logits.ofProbability(x).multiply(temperature).subtract(logits);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor x = Parameters.value("logProb", this, value, logits.dtype());
    // one logarithm for both terms: the slope of each may be infinite where that of the sum is
    Tensor logarithm = x.log();
    Tensor rest = x.negate().log1p();
    Tensor l = logarithm.subtract(rest).multiply(temperature).subtract(logits).abs();
    Tensor density = l.add(l.negate().softplus().multiply(2)).negate();
    return density.add(temperature.log()).subtract(logarithm).subtract(rest);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = Parameters.anyNumber("cdf", this, value, logits.dtype());
    Tensor above = x.greaterEqual(1);
    Tensor inside = x.maskedFill(above, 0.5);
    return Counts.within(inside, y -> noise(y).sigmoid())
        .maskedFill(above.expandTo(Shape.broadcast("cdf", x.shape(), batchShape())), 1);
  }

  @Override
  public Tensor icdf(Tensor p) {
    Tensor q = Parameters.probability(this, p, logits.dtype());
    Tensor end = q.equalTo(0).logicalOr(q.equalTo(1));
    // the logits of 0 and 1 are infinite, and so are their derivatives
    Tensor inner = Logits.ofProbability(q.maskedFill(end, 0.5));
    return Tensors.where(end, q.stopGradient(), inner.add(logits).divide(temperature).sigmoid());
  }

  @Override
  public Tensor mean() {
    return Parameters.full(this, logits.dtype(), Double.NaN);
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
