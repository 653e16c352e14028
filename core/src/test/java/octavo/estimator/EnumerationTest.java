package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.distribution.Bernoulli;
import octavo.distribution.Categorical;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Sums over all states.
class EnumerationTest {
  private static final ExactEnumeration EXACT = ExactEnumeration.create();

  /// `E Πᵢ (1 + bᵢ·wᵢ)` of independent variables is the product of the means.
  @Test
  void aProductOfVariables() {
    Tensor logits = Tensors.of(new double[] {0.3, -1, 2, 0, 1, -2}, 2, 3).tracked();
    Tensor w = Tensors.of(new double[] {1, 2, -0.5}, 3);
    Objective f = b -> b.multiply(w).add(1).product(-1);
    Estimate estimate = EXACT.estimate(Bernoulli.ofLogits(logits), f, 1, Rng.of(1));
    Tensor exact = logits.sigmoid().multiply(w).add(1).product(1);
    assertThat(estimate.value().allClose(exact.stopGradient(), 1e-12, 1e-12)).isTrue();
    Tensor gradient = estimate.gradients().of(logits);
    assertThat(gradient.allClose(exact.sum().gradients().of(logits), 1e-10, 1e-12)).isTrue();
  }

  /// One distribution without a batch, and one row for each variable.
  @Test
  void rowsOfOneVariable() {
    Tensor logits = Tensors.of(new double[] {1, 2, 3}, 3).tracked();
    Objective f = z -> z.square();
    Estimate one = EXACT.estimate(Categorical.ofLogits(logits), f, 1, Rng.of(1));
    double mean = 0;
    double[] p = logits.stopGradient().softmax(0).toDoubleArray();
    for (int i = 0; i < 3; i++) {
      mean += p[i] * i * i;
    }
    assertThat(one.value().rank()).isZero();
    assertThat(one.value().item()).isCloseTo(mean, within(1e-6)); // of integers made float32
    Tensor each = Tensors.of(new double[] {0, 1, 2, 3}, 2, 2);
    Estimate four = EXACT.estimate(Bernoulli.ofLogits(each), b -> b.multiply(3), 1, Rng.of(1));
    assertThat(four.value().allClose(each.sigmoid().multiply(3), 1e-12, 0)).isTrue();
  }

  /// Two one-hot vectors for each of two rows: nine states.
  @Test
  void oneHotVectorsTogether() {
    Tensor logits = Tensors.of(new double[] {1, 0, -1, 2, 0, 0, 0, 1, 0, 1, 1, 0}, 2, 2, 3);
    Objective same =
        z -> {
          Tensor[] both = z.chunk(2, 2);
          return both[0].multiply(both[1]).sum(-1, -2);
        };
    Estimate estimate = EXACT.estimate(OneHotCategorical.ofLogits(logits), same, 1, Rng.of(1));
    Tensor[] p = logits.softmax(-1).chunk(1, 2);
    assertThat(estimate.value().allClose(p[0].multiply(p[1]).sum(-1).squeeze(1), 1e-12, 0))
        .isTrue();
  }

  /// Seventeen variables are within the limit if it is raised.
  @Test
  void theLimitCanBeRaised() {
    Tensor logits = Tensor.zeros(17);
    Estimate estimate =
        new ExactEnumeration(1 << 17)
            .estimate(Bernoulli.ofLogits(logits), b -> b.sum(-1), 1, Rng.of(1));
    assertThat(estimate.value().item()).isCloseTo(8.5, within(1e-3));
  }

  /// A state of probability 0 counts nothing, also where the objective is a logarithm of 0.
  @Test
  void impossibleStatesCountNothing() {
    Tensor logits = Tensors.of(new double[] {Double.NEGATIVE_INFINITY, 0.5, 1}, 3).tracked();
    Tensor weights = Tensors.of(new double[] {0, 2, 3}, 3);
    Objective f = z -> z.multiply(weights).sum(-1).log();
    Estimate estimate = EXACT.estimate(OneHotCategorical.ofLogits(logits), f, 1, Rng.of(1));
    double p = 1 / (1 + Math.exp(0.5));
    double expected = p * Math.log(2) + (1 - p) * Math.log(3);
    assertThat(estimate.value().item()).isCloseTo(expected, within(1e-12));
    double slope = p * (1 - p) * (Math.log(3) - Math.log(2));
    double[] gradient = estimate.gradients().of(logits).toDoubleArray();
    assertThat(gradient[0]).isZero();
    assertThat(gradient[1]).isCloseTo(-slope, within(1e-12));
    assertThat(gradient[2]).isCloseTo(slope, within(1e-12));
  }

  @Test
  void drawsNothing() {
    Rng rng = Rng.of(3);
    EXACT.estimate(Bernoulli.ofLogits(Tensor.zeros(2)), b -> b.sum(-1), 1, rng);
    assertThat(rng.nextLong()).isEqualTo(Rng.of(3).nextLong());
  }
}
