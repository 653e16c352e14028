package octavo.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.distribution.Categorical;
import octavo.distribution.Divergences;
import octavo.distribution.Normal;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// The closed forms inside the autoencoders against the distributions that they are about.
class VariationalDistributionsTest {
  private static Tensor random(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 1, shape);
  }

  @Test
  void theNormalDivergenceIsThatOfNormals() {
    GaussianVae.Posterior posterior = new GaussianVae.Posterior(random(1, 4, 3), random(2, 4, 3));
    Tensor zero = Tensors.zeros(DType.FLOAT64);
    Tensor expected =
        Divergences.kl(
            Normal.of(posterior.mean(), posterior.deviation()), Normal.of(zero, zero.add(1)));
    assertThat(posterior.divergence().allClose(expected.sum(1), 0, 1e-12)).isTrue();
  }

  @Test
  void theDivergenceOfClassesIsThatOfCategoricals() {
    Tensor logits = random(3, 4, 3, 5);
    Tensor expected =
        Divergences.kl(Categorical.ofLogits(logits), Categorical.ofLogits(logits.multiply(0)));
    assertThat(GumbelVae.divergence(logits).allClose(expected.sum(1), 0, 1e-12)).isTrue();
  }
}
