package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Test
  void shapesOfSamplesAndDensities() {
    Normal normal = new Normal(Tensor.zeros(3, 1), Tensor.ones(4));
    assertThat(normal.batchShape()).isEqualTo(Shape.of(3, 4));
    Tensor x = normal.rsample(Rng.of(1), 5, 2);
    assertThat(x.shape()).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(normal.logProb(x).shape()).isEqualTo(Shape.of(5, 2, 3, 4));
    Categorical classes = Categorical.ofLogits(Tensor.zeros(3, 5));
    Tensor y = classes.sample(Rng.of(1), 7);
    assertThat(y.shape()).isEqualTo(Shape.of(7, 3));
    assertThat(classes.logProb(y).shape()).isEqualTo(Shape.of(7, 3));
    assertThat(classes.enumerateSupport().shape()).isEqualTo(Shape.of(5, 3));
    OneHotCategorical hot = OneHotCategorical.ofProbs(Tensors.of(new float[] {0.5f, 0, 0.5f}, 3));
    assertThat(hot.logProb(hot.sample(Rng.of(3), 100)).mean().item())
        .isEqualTo((float) -Math.log(2));
    assertThat(hot.entropy().item()).isEqualTo((float) Math.log(2));
    assertThat(hot.enumerateSupport().shape()).isEqualTo(Shape.of(3, 3));
    assertThat(Bernoulli.ofProbs(1).sample(Rng.of(2), 1000).mean().item()).isEqualTo(1);
    assertThat(Bernoulli.ofProbs(1).logProb(Tensor.scalar(0)).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Divergences.kl(Normal.of(0, 1), Normal.of(1, 1)).item()).isEqualTo(0.5);
    System.out.println(
        Divergences.klMonteCarlo(Normal.of(0, 1), Uniform.of(-2, 3), 100, Rng.of(3)));
    System.out.println(
        Divergences.klMonteCarlo(Normal.of(0, 1), Normal.of(1, 1), 10000, Rng.of(3)));
    try {
      new Normal(Tensor.zeros(2), Tensor.of(1, -1));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    try {
      Uniform.of(Tensor.zeros(2), Tensor.of(1, 2)).logProb(Tensor.of(1, 3));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    try {
      hot.logProb(Tensor.ones(2, 3));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    try {
      hot.logProb(Tensor.ones(2, 2));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    try {
      Divergences.kl(hot, normal);
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
  }
}
