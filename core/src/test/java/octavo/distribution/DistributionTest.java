package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Single facts that the battery does not see.
class DistributionTest {
  @Test
  void parametersBroadcastToTheBatch() {
    Normal normal = new Normal(Tensor.zeros(3, 1), Tensor.ones(4));
    assertThat(normal.batchShape()).isEqualTo(Shape.of(3, 4));
    Tensor x = normal.rsample(Rng.of(1), 5, 2);
    assertThat(x.shape()).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(normal.logProb(x).shape()).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(normal.logProb(Tensor.scalar(0)).shape()).isEqualTo(Shape.of(3, 4));
    Tensor wide = Tensors.full(DType.FLOAT64, Shape.SCALAR, 1);
    assertThat(Normal.of(Tensor.scalar(0), wide).logProb(wide).dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void probabilitiesOfZeroAndOneAreExact() {
    Bernoulli sure = Bernoulli.ofProbs(1);
    assertThat(sure.sample(Rng.of(2), 1000).mean().item()).isOne();
    assertThat(sure.logProb(Tensor.scalar(0)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sure.logProb(Tensor.scalar(1)).item()).isZero();
    assertThat(sure.entropy().item()).isZero();
    OneHotCategorical hot = OneHotCategorical.ofProbs(Tensor.of(0.5f, 0, 0.5f));
    Tensor draws = hot.sample(Rng.of(3), 100);
    assertThat(hot.logProb(draws).mean().item()).isEqualTo((float) -Math.log(2));
    assertThat(hot.logProb(Tensor.of(0, 1, 0)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(hot.entropy().item()).isEqualTo((float) Math.log(2));
  }

  /// A class that is never drawn, as in a policy with forbidden moves, gives no NaN.
  @Test
  void maskedLogitsHaveGradients() {
    Tensor logits = Tensor.of(0, Float.NEGATIVE_INFINITY, 1).tracked();
    Categorical masked = Categorical.ofLogits(logits);
    Tensor y = masked.logProb(Tensors.of(new long[] {0, 2}, 2)).sum().add(masked.entropy());
    Tensor gradient = y.gradients().of(logits);
    assertThat(gradient.isFinite().all().item()).isOne();
    assertThat(gradient.get(1)).isZero();
    Tensor probs = Tensor.of(0.5f, 0, 0.5f).tracked();
    Tensor other = OneHotCategorical.ofProbs(probs).entropy().gradients().of(probs);
    assertThat(other.isFinite().all().item()).isOne();
  }

  @Test
  void categoricalsDrawTheSameClassesFromTableAndNoise() {
    Tensor logits = Tensors.linspace(-3, 2, 20);
    Categorical few = Categorical.ofLogits(logits.expandTo(Shape.of(60_000, 20)));
    Categorical many = Categorical.ofLogits(logits);
    double[] p = logits.softmax(0).toDoubleArray();
    for (Tensor drawn : new Tensor[] {few.sample(Rng.of(1)), many.sample(Rng.of(2), 60_000)}) {
      double[] counts = Tensors.oneHot(drawn, 20).to(DType.FLOAT64).sum(0).toDoubleArray();
      double chi = 0;
      for (int i = 0; i < p.length; i++) {
        chi += Math.pow(counts[i] - 60_000 * p[i], 2) / (60_000 * p[i]);
      }
      // chi-squared with 19 degrees of freedom: once in ten thousand tests
      assertThat(chi).isLessThan(51);
    }
  }

  @Test
  void logarithmsOfProbabilitiesSumToOne() {
    Tensor p = Categorical.ofProbs(Tensor.of(1f, 0f, 3f)).logProbs();
    assertThat(p.exp().toDoubleArray()).containsExactly(0.25, 0, 0.75);
    assertThat(p.get(1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void theLogarithmOfALogNormalIsNormal() {
    LogNormal d = LogNormal.of(0.5, 2);
    assertThat(d.ofLogarithm().sample(Rng.of(4), 5).exp()).isEqualTo(d.sample(Rng.of(4), 5));
  }

  @Test
  void heavyTailsHaveNoMoments() {
    assertThat(Cauchy.of(0, 1).mean().item()).isNaN();
    assertThat(Cauchy.of(0, 1).variance().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(HalfCauchy.of(1).mean().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Pareto.of(1, 0.5).mean().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Pareto.of(1, 1.5).mean().item()).isEqualTo(3);
    assertThat(Pareto.of(1, 1.5).variance().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Categorical.ofLogits(Tensor.zeros(3)).mean().item()).isNaN();
    assertThat(Weibull.of(2, 0.5).mode().item()).isZero();
  }

  @Test
  void supportsTellWhatTheyHold() {
    assertThat(Support.POSITIVE.contains(Tensor.of(-1, 0, 1)).toBooleanArray())
        .containsExactly(false, false, true);
    assertThat(Support.nonNegativeIntegers().contains(Tensor.of(-1, 0.5f, 3)).toBooleanArray())
        .containsExactly(false, false, true);
    Tensor rows = Tensor.of(new float[] {0.5f, 0.5f, 0.5f, 0.6f, 1.5f, -0.5f}, 3, 2);
    assertThat(Support.SIMPLEX.contains(rows).toBooleanArray()).containsExactly(true, false, false);
    assertThat(Support.UNIT_INTERVAL.independent(1).contains(rows).toBooleanArray())
        .containsExactly(true, true, false);
    Support moving = Support.interval(Tensor.of(0, 1), Tensor.of(1, 2));
    assertThat(moving.contains(Tensor.scalar(1.5)).toBooleanArray()).containsExactly(false, true);
    assertThat(Support.POSITIVE_DEFINITE.contains(Tensors.eye(3)).item()).isOne();
    assertThat(Support.POSITIVE_DEFINITE.contains(Tensor.ones(2, 2)).item()).isZero();
    assertThat(Support.LOWER_CHOLESKY.contains(Tensor.ones(2, 2)).item()).isZero();
    assertThat(Support.integerInterval(0, 3).toString())
        .isEqualTo("must be an integer from 0 to 3");
    assertThat(Support.nonNegativeIntegers().isDiscrete()).isTrue();
    assertThat(Support.REAL_VECTOR.eventRank()).isOne();
    assertThat(Support.REAL_VECTOR.toString()).isEqualTo("must be finite everywhere");
  }

  /// The gradient of a draw is that of the quantile at which it stays.
  @Test
  void drawsStayAtTheirQuantiles() {
    for (DistributionCase c : DistributionCases.all()) {
      boolean smooth = c.trait() != DistributionCase.Trait.BIASED_GRADIENT;
      if (smooth
          && c.batch() instanceof HasInverseCdf known
          && known instanceof Reparameterized
          && !(known instanceof TransformedDistribution)) {
        Tensor[] tracked = new Tensor[c.parameters().length];
        for (int i = 0; i < tracked.length; i++) {
          tracked[i] = c.parameters()[i].tracked();
        }
        Distribution d = c.make().apply(tracked);
        Tensor x = ((Reparameterized) d).rsample(Rng.of(3), 50);
        Tensor again = ((HasInverseCdf) d).icdf(known.cdf(x.stopGradient()).stopGradient());
        // the mean of what does not tend to infinity, so that a single draw does not hide the
        // others
        Tensor weight = x.stopGradient().abs().add(1).reciprocal();
        var one = x.multiply(weight).sum().gradients();
        var other = again.multiply(weight).sum().gradients();
        for (Tensor p : tracked) {
          assertThat(one.of(p).allClose(other.of(p), 1e-4, 1e-4)).as(c.name()).isTrue();
        }
      }
    }
  }
}
