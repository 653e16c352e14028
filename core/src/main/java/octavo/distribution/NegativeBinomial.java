package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The successes, each with probability `p`, before `totalCount` failures, which need not be an integer number:
/// `P(k) = Γ(k + r)/(k!·Γ(r))·pᵏ(1 - p)ʳ`. A [Poisson] whose rate is a [Gamma] number. Values have the type of the
/// parameters.
///
/// @param totalCount `r`, positive
/// @param logits `ln(p/(1 - p))`
public record NegativeBinomial(Tensor totalCount, Tensor logits) implements HasCdf, HasEntropy {
  /// So many failures keep the probability of 0 successes below 10⁻¹³ where the deviation is 8 or more.
  private static final double MANY_FAILURES = 64;

  /// The logarithm of a probability that is left out.
  private static final double SMALL = 50;

  /// Checks the parameters.
  public NegativeBinomial {
    DType type = Parameters.type("NegativeBinomial", totalCount, logits);
    totalCount =
        Parameters.checked("NegativeBinomial", "totalCount", totalCount, type, Support.POSITIVE);
    logits = Parameters.checked("NegativeBinomial", "logits", logits, type, Support.REAL);
    Parameters.batch("NegativeBinomial", totalCount, logits);
  }

  /// From `ln(p/(1 - p))` and numbers of failures.
  ///
  /// @throws IllegalArgumentException if a number of failures is not finite and positive, a logit is not finite, or
  ///     the shapes do not broadcast
  public static NegativeBinomial ofLogits(Tensor totalCount, Tensor logits) {
    return new NegativeBinomial(totalCount, logits);
  }

  /// From probabilities of success and numbers of failures.
  ///
  /// @throws IllegalArgumentException if a number of failures is not finite and positive, a probability is not
  ///     between 0 and 1, or the shapes do not broadcast
  public static NegativeBinomial ofProbs(Tensor totalCount, Tensor probs) {
    return new NegativeBinomial(
        totalCount, Counts.logits("NegativeBinomial", probs, Support.OPEN_UNIT_INTERVAL));
  }

  /// A single distribution (float32).
  ///
  /// @throws IllegalArgumentException if a number is not finite and positive, or the probability not between 0 and 1
  public static NegativeBinomial ofProbs(double totalCount, double probability) {
    return ofProbs(Tensor.scalar(totalCount), Tensor.scalar(probability));
  }

  /// The probabilities of success.
  public Tensor probs() {
    return logits.sigmoid();
  }

  @Override
  public Shape batchShape() {
    return Parameters.batch("NegativeBinomial", totalCount, logits);
  }

  @Override
  public Support support() {
    return Support.nonNegativeIntegers();
  }

  @Override
  public NegativeBinomial expand(int... batchShape) {
    return new NegativeBinomial(
        Shapes.expand("NegativeBinomial", totalCount, 0, batchShape),
        Shapes.expand("NegativeBinomial", logits, 0, batchShape));
  }

  /// Poisson numbers whose rates are gamma numbers.
  ///
  /// @throws IllegalArgumentException if a rate is no number of the type: draws would be infinite
  @Override
  public Tensor sample(Rng rng, int... sampleShape) {
    Tensor r = totalCount.stopGradient().expandTo(batchShape());
    Tensor l = logits.stopGradient();
    Tensor rate = RandomTensors.gamma(rng, r, sampleShape).multiply(l.exp());
    if (rate.isFinite().all().item() == 0) {
      throw new IllegalArgumentException(
          "NegativeBinomial: draws must be finite, but with logits up to %s and totalCount up to %s a rate is no number of %s. Take smaller logits%s."
              .formatted(
                  l.max().item(),
                  r.max().item(),
                  rate.dtype(),
                  rate.dtype() == DType.FLOAT64 ? "" : ", or parameters of float64"));
    }
    return RandomTensors.poisson(rng, rate);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor k = Parameters.value("logProb", this, value, logits.dtype());
    return logMass(k, totalCount, logits).to(logits.dtype());
  }

  private static Tensor logMass(Tensor k, Tensor totalCount, Tensor logits) {
    Tensor r = totalCount.to(DType.FLOAT64);
    // the last trial is a failure
    Tensor last = LogDensities.logRatio(r, k.to(DType.FLOAT64).add(r));
    return LogDensities.counts(k, r, logits).add(last);
  }

  /// `I(r, k + 1)` of `1 - p` with `k` rounded down, the regularized incomplete beta function.
  @Override
  public Tensor cdf(Tensor value) {
    Tensor k = Parameters.anyNumber("cdf", this, value, logits.dtype());
    Tensor infinite = k.equalTo(Double.POSITIVE_INFINITY).to(k.dtype());
    Tensor more = Counts.floor(k).to(DType.FLOAT64).add(1);
    Tensor inside = Counts.betainc(totalCount, more, logits.negate()).to(logits.dtype());
    return Counts.stepwise(k, inside, infinite);
  }

  /// A sum in float64 with an error of 10⁻⁹ for counts of a million. Below 64 failures no term can be left out, so there are
  /// some `200/(1 - p)` of them.
  ///
  /// @throws IllegalArgumentException if these are more than 2²³ in the whole batch
  @Override
  public Tensor entropy() {
    Tensor r = totalCount.to(DType.FLOAT64);
    Tensor l = logits.to(DType.FLOAT64);
    NegativeBinomial wide = new NegativeBinomial(r, l).expand(batchShape().toArray());
    double[] counts = wide.totalCount().toDoubleArray();
    double[] means = wide.mean().toDoubleArray();
    double[] variances = wide.variance().toDoubleArray();
    double[] decays = wide.logits().logSigmoid().negate().toDoubleArray();
    return CountEntropy.of(
            "NegativeBinomial",
            batchShape(),
            i ->
                CountEntropy.Window.of(
                    means[i],
                    Math.sqrt(variances[i]),
                    SMALL / decays[i],
                    counts[i] >= MANY_FAILURES),
            Tensors.full(DType.FLOAT64, Shape.SCALAR, Double.POSITIVE_INFINITY),
            k -> logMass(k, r, l))
        .to(logits.dtype());
  }

  @Override
  public Tensor mean() {
    return totalCount.multiply(logits.exp());
  }

  @Override
  public Tensor variance() {
    return mean().multiply(logits.exp().add(1));
  }

  /// `⌊(r - 1)p/(1 - p)⌋`, at least 0.
  @Override
  public Tensor mode() {
    Tensor more = totalCount.stopGradient().subtract(1).maximum(0);
    return Logits.product(more, logits.stopGradient().exp()).floor();
  }
}
