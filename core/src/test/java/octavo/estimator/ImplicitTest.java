package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiFunction;
import octavo.distribution.Cauchy;
import octavo.distribution.Exponential;
import octavo.distribution.Gamma;
import octavo.distribution.Gumbel;
import octavo.distribution.HasCdf;
import octavo.distribution.Laplace;
import octavo.distribution.LogNormal;
import octavo.distribution.Logistic;
import octavo.distribution.Normal;
import octavo.distribution.Poisson;
import octavo.distribution.Reparameterized;
import octavo.distribution.Weibull;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// The path of a number is unique: that of the distribution function is that of the sampler, sample by sample.
class ImplicitTest {
  private static <D extends HasCdf & Reparameterized> void agrees(
      String name, BiFunction<Tensor, Tensor, D> maker) {
    Objective f = z -> z.multiply(0.7).sin();
    Tensor[] first = {
      Tensors.of(new double[] {0.8, 2.5}, 2).tracked(),
      Tensors.of(new double[] {1.3, 0.6}, 2).tracked()
    };
    Tensor[] second = {first[0].stopGradient().tracked(), first[1].stopGradient().tracked()};
    Estimate path = new Pathwise().estimate(maker.apply(first[0], first[1]), f, 200, Rng.of(71));
    Estimate implicit =
        new ImplicitReparameterization()
            .estimate(maker.apply(second[0], second[1]), f, 200, Rng.of(71));
    assertThat(implicit.value()).as(name).isEqualTo(path.value());
    for (int i = 0; i < 2; i++) {
      Tensor expected = path.gradients().find(first[i]);
      Tensor found = implicit.gradients().find(second[i]);
      if (expected == null || found == null) {
        assertThat(found).as(name).isEqualTo(expected);
      } else {
        assertThat(found.allClose(expected, 1e-5, 1e-7)).as(name).isTrue();
      }
    }
  }

  @Test
  void isThePathOfTheSampler() {
    agrees("normal", Normal::of);
    agrees("Laplace", Laplace::new);
    agrees("logistic", Logistic::new);
    agrees("Gumbel", Gumbel::new);
    agrees("Cauchy", Cauchy::new);
    agrees("log-normal", LogNormal::new);
    agrees("Weibull", Weibull::new);
    agrees("gamma", Gamma::new);
    agrees("exponential", (a, b) -> new Exponential(a));
  }

  @Test
  void refusesCounts() {
    Poisson counts = new Poisson(Tensor.scalar(2));
    assertThatThrownBy(
            () -> new ImplicitReparameterization().estimate(counts, z -> z, 1, Rng.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ImplicitReparameterization: the distribution must be continuous, but Poisson is"
                + " discrete. Use ScoreFunction or MeasureValued.");
  }
}
