package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The failures before the first success, each trial with probability `p`: `P(k) = p·(1 - p)ᵏ`. Values have the type of
/// the parameters.
///
/// @param logits `ln(p/(1 - p))`; infinite where `p` is 1
public record Geometric(Tensor logits) implements HasCdf, HasEntropy {
  private static final double RARE = -40;

  /// Checks the parameters.
  public Geometric {
    DType type = Parameters.type("Geometric", logits);
    logits = Parameters.checked("Geometric", "logits", logits, type, Support.ABOVE_MINUS_INFINITY);
  }

  /// From `ln(p/(1 - p))`.
  ///
  /// @throws IllegalArgumentException if a logit is NaN or -∞
  public static Geometric ofLogits(Tensor logits) {
    return new Geometric(logits);
  }

  /// From probabilities of success.
  ///
  /// @throws IllegalArgumentException if a probability is not in `(0, 1]`
  public static Geometric ofProbs(Tensor probs) {
    return new Geometric(Counts.logits("Geometric", probs, Support.POSITIVE_PROBABILITY));
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if the probability is not in `(0, 1]`
  public static Geometric ofProbs(double probability) {
    return ofProbs(Tensor.scalar(probability));
  }

  /// The probabilities of success.
  public Tensor probs() {
    return logits.sigmoid();
  }

  @Override
  public Shape batchShape() {
    return logits.shape();
  }

  @Override
  public Support support() {
    return Support.nonNegativeIntegers();
  }

  @Override
  public Geometric expand(int... batchShape) {
    return new Geometric(Shapes.expand("Geometric", logits, 0, batchShape));
  }

  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    int[] shape = Shapes.drawn(this, sampleShape);
    Tensor e = RandomTensors.exponential(DType.FLOAT64, rng, 1, shape);
    Tensor hazard = logits.stopGradient().to(DType.FLOAT64).softplus(); // -ln(1 - p)
    return e.divide(hazard).floor().to(logits.dtype());
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor k = Parameters.value("logProb", this, value, logits.dtype());
    return Logits.product(k, logits.negate().logSigmoid()).add(logits.logSigmoid());
  }

  /// `1 - (1 - p)ᵏ⁺¹` with `k` rounded down.
  @Override
  public Tensor cdf(Tensor value) {
    Tensor k = Parameters.anyNumber("cdf", this, value, logits.dtype());
    Tensor infinite = k.equalTo(Double.POSITIVE_INFINITY).to(k.dtype());
    Tensor survival = Counts.floor(k).add(1).multiply(logits.negate().logSigmoid());
    return Counts.stepwise(k, survival.expm1().negate(), infinite);
  }

  /// The entropy of a trial, divided by `p`: `-ln p - (1 - p)/p·ln(1 - p)`.
  @Override
  public Tensor entropy() {
    // where p is small, ln(1 - p) is -p to the last digit
    Tensor rare = logits.less(RARE);
    Tensor other = logits.maskedFill(rare, 0);
    Tensor failures = Logits.product(other.negate().exp(), other.softplus());
    return logits.negate().softplus().add(failures.maskedFill(rare, 1));
  }

  @Override
  public Tensor mean() {
    return logits.negate().exp();
  }

  @Override
  public Tensor variance() {
    return mean().multiply(mean().add(1));
  }

  @Override
  public Tensor mode() {
    return logits.stopGradient().zerosLike();
  }
}
