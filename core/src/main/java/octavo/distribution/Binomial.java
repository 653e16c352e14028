package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The successes in `totalCount` independent trials with probability `p`: `P(k) = (n over k)·pᵏ(1 - p)ⁿ⁻ᵏ`. Values have
/// the type of the parameters.
///
/// @param totalCount `n`, integers from 0 on
/// @param logits `ln(p/(1 - p))`; infinite where `p` is 0 or 1
public record Binomial(Tensor totalCount, Tensor logits) implements HasCdf, HasEntropy {
  /// Checks the parameters.
  public Binomial {
    DType type = Parameters.type("Binomial", totalCount, logits);
    totalCount =
        Parameters.checked(
            "Binomial", "totalCount", totalCount, type, Support.nonNegativeIntegers());
    logits = Parameters.checked("Binomial", "logits", logits, type, Support.NUMBER);
    Parameters.batch("Binomial", totalCount, logits);
  }

  /// From `ln(p/(1 - p))` and numbers of trials.
  ///
  /// @throws IllegalArgumentException if a number of trials is no integer from 0 on, a logit is NaN, or the shapes do
  ///     not broadcast
  public static Binomial ofLogits(Tensor totalCount, Tensor logits) {
    return new Binomial(totalCount, logits);
  }

  /// From probabilities and numbers of trials.
  ///
  /// @throws IllegalArgumentException if a number of trials is no integer from 0 on, a probability is not in
  ///     `[0, 1]`, or the shapes do not broadcast
  public static Binomial ofProbs(Tensor totalCount, Tensor probs) {
    return new Binomial(totalCount, Bernoulli.ofProbs(probs).logits());
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a number of trials is no integer from 0 on, or the probability not in
  ///     `[0, 1]`
  public static Binomial ofProbs(double totalCount, double probability) {
    return ofProbs(Tensor.scalar(totalCount), Tensor.scalar(probability));
  }

  /// The probabilities of success.
  public Tensor probs() {
    return logits.sigmoid();
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("Binomial", totalCount, logits);
  }

  @Override
  public Support support() {
    return Support.integerInterval(Tensors.zeros(totalCount.dtype()), totalCount);
  }

  @Override
  public Binomial expand(int... batchShape) {
    return new Binomial(
        Shapes.expand("Binomial", totalCount, 0, batchShape),
        Shapes.expand("Binomial", logits, 0, batchShape));
  }

  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    return RandomTensors.binomial(rng, totalCount, probs(), sampleShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor k = Parameters.value("logProb", this, value, logits.dtype());
    Tensor failures = totalCount.to(DType.FLOAT64).subtract(k.to(DType.FLOAT64));
    return LogDensities.counts(k, failures, logits).to(logits.dtype());
  }

  /// `I(n - k, k + 1)` of `1 - p` with `k` rounded down, the regularized incomplete beta function.
  @Override
  public Tensor cdf(Tensor value) {
    Tensor k = Parameters.anyNumber("cdf", this, value, logits.dtype());
    Tensor certain = k.greaterEqual(totalCount).to(logits.dtype());
    Tensor n = totalCount.to(DType.FLOAT64);
    Tensor last = Counts.floor(k).to(DType.FLOAT64).minimum(n.subtract(1)).maximum(0);
    Tensor rest = n.subtract(last).maximum(1);
    Tensor inside = Counts.betainc(rest, last.add(1), logits.negate()).to(logits.dtype());
    return Counts.stepwise(k, inside, certain);
  }

  /// A sum in float64; its error is that of `n·ln n` in float64, 10⁻⁹ for a million trials. That of a normal number from a variance of
  /// 10¹⁴ on. Not tracked in the number of trials.
  @Override
  public Tensor entropy() {
    Tensor all = totalCount.stopGradient().to(DType.FLOAT64);
    // successes and failures are counts alike: the rarer ones keep their digits
    Tensor given = logits.to(DType.FLOAT64);
    Tensor l = Tensors.where(given.greater(0), given.negate(), given);
    Tensor variance = new Binomial(all, l).variance();
    Tensor many = variance.stopGradient().greaterEqual(CountEntropy.LARGE);
    Tensor n = all.expandTo(many.shape()).maskedFill(many, 1);
    Binomial wide = new Binomial(n, l);
    double[] means = wide.mean().toDoubleArray();
    double[] variances = wide.variance().toDoubleArray();
    Tensor sum =
        CountEntropy.of(
            "Binomial",
            batchShape(),
            i -> CountEntropy.Window.of(means[i], Math.sqrt(variances[i]), 0, true),
            n,
            k -> LogDensities.counts(k, n.subtract(k), l));
    return CountEntropy.unlessLarge(many, variance, sum).to(logits.dtype());
  }

  @Override
  public Tensor mean() {
    return totalCount.multiply(probs());
  }

  @Override
  public Tensor variance() {
    return mean().multiply(logits.negate().sigmoid());
  }

  /// `⌊(n + 1)p⌋`, at most `n`.
  @Override
  public Tensor mode() {
    Tensor n = totalCount.stopGradient();
    return n.add(1).multiply(probs().stopGradient()).floor().minimum(n);
  }
}
