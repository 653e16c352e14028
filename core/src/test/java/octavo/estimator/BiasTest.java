package octavo.estimator;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.distribution.Bernoulli;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Estimators that are biased have the bias that theory gives them, and it goes where theory says.
class BiasTest {
  private static final Relaxation<Bernoulli> BINARY = Relaxation.binary();

  /// Of `(b - t)²` the straight-through gradient is off by `(2p - 1)·p·(1 - p)`, whatever `t`.
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.45, 0.9})
  void straightThrough(double target) {
    double p = 1 / (1 + Math.exp(-1));
    GradientReport.Row row =
        GradientStudy.of(Problems.toy(target, 1))
            .with("it", () -> new StraightThrough<>(BINARY))
            .withReplicas(40_000)
            .run(Rng.of(21))
            .row("it");
    assertThat(row.bias()).isCloseTo((2 * p - 1) * p * (1 - p), within(2.05 * row.biasInterval()));
    assertThat(row.deviations()).isGreaterThan(4);
  }

  /// What is linear in the sample has no bias, and without other variables no variance.
  @Test
  void straightThroughIsExactWhereTheObjectiveIsLinear() {
    Tensor weights = Tensors.of(new double[] {1, -1, 2, 0.5, 0.3, -1}, 2, 3);
    GradientProblem<OneHotCategorical> linear =
        GradientProblem.enumerated(
            "w·z",
            Tensors.of(new double[] {0.2, -1, 0.5, 0, 0.3, 1}, 2, 3),
            OneHotCategorical::ofLogits,
            z -> z.multiply(weights).sum(-1, -2));
    GradientReport.Row row =
        GradientStudy.of(linear)
            .with("it", () -> new StraightThrough<>(Relaxation.oneHot()))
            .withReplicas(10)
            .run(Rng.of(22))
            .row("it");
    assertThat(row.meanSquaredError()).isLessThan(1e-20);
  }

  /// Both forms of Gumbel-softmax: the bias goes to 0 with the temperature (it may change its sign on the way, so this is one
  /// problem where it does not) and the variance grows.
  @Test
  void gumbelSoftmax() {
    GradientReport report =
        GradientStudy.of(Problems.binary())
            .with("soft 2", () -> new GumbelSoftmax<>(BINARY, 2))
            .with("soft ½", () -> new GumbelSoftmax<>(BINARY, 0.5))
            .with("soft 0.1", () -> new GumbelSoftmax<>(BINARY, 0.1))
            .with("hard 2", () -> new GumbelStraightThrough<>(BINARY, 2))
            .with("hard ½", () -> new GumbelStraightThrough<>(BINARY, 0.5))
            .with("hard 0.1", () -> new GumbelStraightThrough<>(BINARY, 0.1))
            .withReplicas(100_000)
            .run(Rng.of(23));
    for (String form : List.of("soft ", "hard ")) {
      GradientReport.Row warm = report.row(form + "2");
      GradientReport.Row cool = report.row(form + "½");
      GradientReport.Row cold = report.row(form + "0.1");
      assertThat(warm.deviations()).isGreaterThan(4);
      assertThat(cool.deviations()).isGreaterThan(4);
      assertThat(cool.bias()).isLessThan(warm.bias());
      assertThat(cold.bias()).isLessThan(cool.bias());
      assertThat(cool.variance()).isGreaterThan(warm.variance());
      assertThat(cold.variance()).isGreaterThan(cool.variance());
    }
  }

  /// The soft value is of another objective, the hard one of the right one.
  @Test
  void theValueOfTheHardFormIsUnbiased() {
    Bernoulli d = Bernoulli.ofLogits(Tensors.of(new double[] {1}, 1));
    Objective f = b -> b.subtract(0.1).square();
    double truth = ExactEnumeration.create().estimate(d, f, 1, Rng.of(1)).value().item();
    double soft = new GumbelSoftmax<>(BINARY, 1).estimate(d, f, 100_000, Rng.of(1)).value().item();
    double hard =
        new GumbelStraightThrough<>(BINARY, 1).estimate(d, f, 100_000, Rng.of(1)).value().item();
    assertThat(hard).isCloseTo(truth, within(0.01));
    assertThat(soft).isLessThan(truth - 0.05);
  }

  /// Of `z³` a central difference is off by exactly `h²`.
  @Test
  void finiteDifference() {
    GradientProblem<Normal> cube =
        GradientProblem.of(
            "z³",
            Tensors.of(new double[] {1}, 1),
            t -> Normal.of(t.at(all(), index(0)), Tensor.scalar(1)),
            z -> z.power(3),
            Tensors.of(new double[] {6}, 1)); // of μ³ + 3μ
    FiniteDifference<Normal> wide =
        FiniteDifference.of(
            1, d -> List.of(d.loc()), p -> Normal.of(p.getFirst(), Tensor.scalar(1)));
    GradientReport.Row row =
        GradientStudy.of(cube)
            .with("it", () -> wide)
            .withReplicas(100_000)
            .run(Rng.of(24))
            .row("it");
    assertThat(row.bias()).isCloseTo(1, within(2.05 * row.biasInterval()));
    assertThat(row.deviations()).isGreaterThan(4);
  }

  /// NVIL divides by a deviation that is known, not by what depends on the sample.
  @Test
  void nvilIsOffByAFactor() {
    GradientProblem<Bernoulli> binary = Problems.binary();
    GradientReport report =
        GradientStudy.of(binary)
            .with("divided", () -> Networks.nvil().at(Tensor.ones(1)))
            .with("plain", () -> Networks.nvil().withoutNormalization().at(Tensor.ones(1)))
            .withReplicas(40_000)
            .run(Rng.of(25));
    assertThat(report.row("plain").deviations()).isLessThan(4);
    double length = binary.gradient().norm().item();
    double lost = report.row("divided").bias() / length;
    assertThat(lost).isBetween(0.3, 0.8);
    assertThat(report.row("divided").variance())
        .isCloseTo(report.row("plain").variance() * (1 - lost) * (1 - lost), within(0.15));
  }
}
