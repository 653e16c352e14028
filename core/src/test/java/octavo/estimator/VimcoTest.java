package octavo.estimator;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.distribution.Bernoulli;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// VIMCO against the exact bound, which is a sum over the values of all samples together.
class VimcoTest {
  private static final double LOGIT = 0.4;

  /// `ln w` of one binary variable.
  private static Tensor logWeight(Tensor b) {
    return b.multiply(1.7).subtract(0.5);
  }

  /// `E ln (1/K)·Σ exp f` as an expectation over `K` variables of a row that share their logit.
  private static GradientProblem<Bernoulli> bound(int k) {
    Tensor theta = Tensors.of(new double[] {LOGIT}, 1);
    GradientProblem<Bernoulli> together =
        GradientProblem.enumerated(
            "bound",
            theta,
            t -> Bernoulli.ofLogits(t.expand(t.size(0), k)),
            b -> logWeight(b).logSumExp(-1).subtract(Math.log(k)));
    return GradientProblem.of(
        "bound of " + k,
        theta,
        t -> Bernoulli.ofLogits(t.at(all(), index(0))),
        VimcoTest::logWeight,
        together.gradient());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void isUnbiasedForTheBound(int k) {
    GradientReport.Row row =
        GradientStudy.of(bound(k))
            .with("VIMCO", Vimco::new)
            .withSamples(k)
            .withReplicas(40_000)
            .run(Rng.of(51))
            .row("VIMCO");
    assertThat(row.deviations()).isLessThan(4);
    assertThat(row.bias()).isLessThan(0.01);
  }

  /// The score function of the whole bound without leaving a sample out is far worse.
  @Test
  void leavingOneOutLowersTheVariance() {
    GradientReport.Row vimco =
        GradientStudy.of(bound(5))
            .with("VIMCO", Vimco::new)
            .withSamples(5)
            .run(Rng.of(52))
            .row("VIMCO");
    GradientEstimator<Bernoulli> naive =
        (distribution, objective, samples, rng) -> {
          Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
          Tensor bound = draw.values().logSumExp(0).subtract(Math.log(samples));
          return Estimate.of(
              Surrogates.scoreFunctionSurrogate(bound, draw.logProb().sum(0), bound.zerosLike()));
        };
    GradientReport.Row plain =
        GradientStudy.of(bound(5))
            .with("naive", () -> naive)
            .withSamples(5)
            .run(Rng.of(52))
            .row("naive");
    assertThat(plain.deviations()).isLessThan(4);
    assertThat(vimco.variance()).isLessThan(0.5 * plain.variance());
  }

  /// A log weight has the density of the samples in it: that path counts too. Where `f` is `ln p̃ - ln q` with `q`
  /// proportional to `p̃`, the bound is `ln Z` whatever the samples.
  @Test
  void theDensityInsideTheWeightGetsItsGradient() {
    Tensor logits = Tensors.of(new double[] {0.4}, 1).tracked();
    Bernoulli q = Bernoulli.ofLogits(logits);
    Tensor exact = Tensors.of(new double[] {0.4}, 1);
    Objective weight = b -> b.multiply(exact).add(2).subtract(q.logProb(b));
    Estimate estimate = new Vimco().estimate(q, weight, 4, Rng.of(53));
    double logZ = Math.log(1 + Math.exp(0.4)) + 2;
    assertThat(estimate.value().item()).isCloseTo(logZ, within(1e-12));
    // w is the same for all samples: what is left is -mean of the scores
    Tensor scores = q.logProb(q.sample(Rng.of(53), 4)).mean();
    double expected = -scores.gradients().of(logits).item();
    assertThat(estimate.gradients().of(logits).item()).isCloseTo(expected, within(1e-12));
  }

  /// With `f = a` for 1 and -∞ for 0, `m` ones of `K` give the bound `a + ln(m/K)`, and none gives -∞.
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void samplesWithoutWeightAreLeftOut(int k) {
    double p = 0.4;
    double a = 0.7;
    double slope = 0;
    double binomial = 1;
    for (int m = 1; m <= k; m++) {
      binomial = binomial * (k - m + 1) / m;
      double probability = binomial * Math.pow(p, m) * Math.pow(1 - p, k - m);
      slope += probability * (a + Math.log((double) m / k)) * (m - k * p);
    }
    GradientProblem<Bernoulli> problem =
        GradientProblem.of(
            "weight 0",
            Tensors.of(new double[] {Math.log(p / (1 - p))}, 1),
            t -> Bernoulli.ofLogits(t.at(all(), index(0))),
            b -> b.log().add(a),
            Tensors.of(new double[] {slope}, 1));
    GradientReport.Row row =
        GradientStudy.of(problem)
            .with("VIMCO", Vimco::new)
            .withSamples(k)
            .withReplicas(40_000)
            .run(Rng.of(54))
            .row("VIMCO");
    assertThat(row.deviations()).isLessThan(4);
    assertThat(row.bias()).isLessThan(0.01);
  }

  @Test
  void aRowWithoutAnyWeightHasNoGradient() {
    Tensor logits = Tensors.of(new double[] {0, 0}, 2).tracked();
    Tensor decoder = Tensors.of(new double[] {2, 3}, 2).tracked();
    Tensor never = Tensors.of(new double[] {Double.NEGATIVE_INFINITY, 0}, 2);
    Objective weight = b -> b.multiply(decoder).add(never);
    Estimate estimate = new Vimco().estimate(Bernoulli.ofLogits(logits), weight, 3, Rng.of(55));
    assertThat(estimate.value().get(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(estimate.value().get(1)).isFinite();
    for (Tensor x : new Tensor[] {logits, decoder}) {
      Tensor gradient = estimate.gradients().of(x);
      assertThat(gradient.get(0)).isZero();
      assertThat(gradient.get(1)).isFinite().isNotZero();
    }
  }

  /// In float32 the sum of all log weights has no digit of the small ones.
  @Test
  void aHugeWeightTakesNoDigitsOfTheOthers() {
    Tensor logits = Tensor.of(0.4f).tracked();
    Bernoulli one = Bernoulli.ofLogits(logits);
    Tensor f = Tensors.of(new float[] {-1e8f, 0.3f, 0.7f}, 3, 1);
    double found =
        new Vimco()
            .estimate(one, z -> f, 3, Rng.of(6))
            .surrogate()
            .sum()
            .gradients()
            .of(logits)
            .item();
    double[] z = one.sample(Rng.of(6), 3).toDoubleArray();
    double first = Math.exp(0.3) + Math.exp(0.7);
    // without the first: the mean of the others in its place; without one of these: nothing
    double[] without = {first + Math.exp(0.5), Math.exp(0.7), Math.exp(0.3)};
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      expected += Math.log(first / without[k]) * (z[k] - 1 / (1 + Math.exp(-0.4)));
    }
    assertThat(found).isCloseTo(expected, within(1e-5));
  }
}
