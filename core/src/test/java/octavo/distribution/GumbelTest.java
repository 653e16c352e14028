package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What chapter 1 says of Gumbel noise: its largest sum is an exact draw, and its softmax near one.
class GumbelTest {
  private static final int DRAWS = 40_000;
  private static final Tensor LOGITS = Tensor.of(0.5f, -1, 2, 0, 1);

  /// Chi-squared with four degrees of freedom exceeds 23.5 once in ten thousand tests.
  private static void assertCounts(Tensor hot) {
    double[] counts = hot.to(DType.FLOAT64).sum(0).toDoubleArray();
    double[] p = LOGITS.softmax(0).toDoubleArray();
    double chi = 0;
    for (int i = 0; i < p.length; i++) {
      double expected = p[i] * DRAWS;
      chi += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    assertThat(chi).isLessThan(23.5);
  }

  @Test
  void gumbelMaxDrawsSoftmax() {
    assertCounts(Tensors.oneHot(RandomTensors.gumbelMax(Rng.of(1), LOGITS, DRAWS), 5));
    // few draws of many rows, which a categorical distribution draws in this way too
    Categorical rows = Categorical.ofLogits(LOGITS.expandTo(Shape.of(DRAWS, 5)));
    assertCounts(Tensors.oneHot(rows.sample(Rng.of(2)), 5));
  }

  /// `P(1) = ∫ ε^(1/p - 1) dε = p`.
  @Test
  void theProofOfGumbelMax() {
    double p = 0.3;
    int steps = 1_000_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += Math.pow((i + 0.5) / steps, 1 / p - 1);
    }
    assertThat(sum / steps).isBetween(p - 1e-6, p + 1e-6);
  }

  /// The class of the largest number of a soft draw has the probability of softmax, whatever the temperature.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 1, 10})
  void hardDrawsHaveTheirProbabilitiesAtEveryTemperature(double temperature) {
    Tensor many = LOGITS.expandTo(Shape.of(DRAWS, 5));
    Tensor soft = many.gumbelSoftmax(-1, temperature, Rng.of(3));
    assertCounts(Tensors.oneHot(soft.argMax(-1), 5));
    RelaxedOneHotCategorical relaxed = RelaxedOneHotCategorical.ofLogits(temperature, LOGITS);
    assertCounts(Tensors.oneHot(relaxed.sample(Rng.of(4), DRAWS).argMax(-1), 5));
    Tensor sums = soft.sum(-1);
    assertThat(sums.allClose(sums.onesLike(), 0, 1e-5)).isTrue();
  }

  @Test
  void theEntropyOfSoftDrawsFallsWithTheTemperature() {
    double before = Math.log(5);
    for (double temperature : new double[] {10, 2, 1, 0.5, 0.1, 0.01}) {
      Tensor y =
          RelaxedOneHotCategorical.ofLogits(temperature, LOGITS)
              .logarithm()
              .sample(Rng.of(5), 2000);
      double entropy = y.exp().multiply(y).sum(-1).mean().negate().item();
      assertThat(entropy).isLessThan(before);
      before = entropy;
    }
    assertThat(before).isLessThan(0.02);
  }

  @Test
  void gumbelNumbersHaveTheirMeanAndVariance() {
    Tensor g = Gumbel.of(0, 1).sample(Rng.of(6), DRAWS);
    assertThat(g.mean().item()).isBetween(0.5772 - 0.03, 0.5772 + 0.03);
    double variance = Math.PI * Math.PI / 6;
    assertThat(g.sampleVariance(0).item()).isBetween(variance - 0.1, variance + 0.1);
  }

  /// Where the vector has rounded to zeros and a 1, its logarithm still tells draws from each other.
  @Test
  void theLogarithmKeepsItsDensityAtLowTemperatures() {
    ExpRelaxedCategorical cold = ExpRelaxedCategorical.ofLogits(0.01, LOGITS);
    Tensor y = cold.sample(Rng.of(7), 1000);
    assertThat(y.exp().equalTo(0).any().item()).isOne();
    assertThat(cold.logProb(y).isFinite().all().item()).isOne();
  }

  @Test
  void theStraightThroughGradientIsThatOfTheProbabilities() {
    Tensor logits = LOGITS.tracked();
    Tensor weights = Tensor.of(1, 2, 3, 4, 5);
    Tensor z = OneHotCategoricalStraightThrough.ofLogits(logits).rsample(Rng.of(8));
    assertThat(z.stopGradient().sum().item()).isOne();
    assertThat(z.stopGradient().equalTo(0).sum().item()).isEqualTo(4);
    Tensor through = z.multiply(weights).sum().gradients().of(logits);
    Tensor other = LOGITS.tracked();
    Tensor exact = other.softmax(0).multiply(weights).sum().gradients().of(other);
    assertThat(through.allClose(exact, 1e-6, 1e-7)).isTrue();
  }
}
