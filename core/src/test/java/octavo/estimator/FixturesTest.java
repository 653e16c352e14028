package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The numbers of chapter 1: which estimator is better depends on the function.
class FixturesTest {
  /// `f = z²`, `σ = 1`: the gradient is `2μ`; one sample has variance 4 along the path and `μ⁴ + 14μ² + 15` by the score.
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -2})
  void squareOfANormal(double mu) {
    GradientReport report =
        GradientStudy.of(Problems.squareOfMean(mu))
            .with("path", Pathwise::new)
            .with("score", ScoreFunction::plain)
            .withReplicas(40_000)
            .run(Rng.of(101));
    double theory = Math.pow(mu, 4) + 14 * mu * mu + 15;
    assertVariance(report.row("path"), 4);
    assertVariance(report.row("score"), theory);
    if (mu == 1) {
      assertThat(theory).isEqualTo(30);
    }
  }

  /// `f = sin 10z`: slopes of 10 make the path a hundred times worse than the score.
  @Test
  void fastSineOfANormal() {
    GradientReport report =
        GradientStudy.of(Problems.sine(10))
            .with("path", Pathwise::new)
            .with("score", ScoreFunction::plain)
            .withReplicas(40_000)
            .run(Rng.of(102));
    assertVariance(report.row("path"), 50);
    assertVariance(report.row("score"), 0.5);
  }

  private static void assertVariance(GradientReport.Row row, double theory) {
    assertThat(row.deviations()).as(row.name()).isLessThan(4);
    // four standard errors, of which the interval has 1.96
    assertThat(row.variance())
        .as(row.name())
        .isCloseTo(theory, within(2.05 * row.varianceInterval()));
  }
}
