package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import octavo.distribution.Bernoulli;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The orders of variance that theory, or the papers' own examples, give.
class VarianceOrderTest {
  private static final Relaxation<Bernoulli> BINARY = Relaxation.binary();

  private static void assertBelow(GradientReport report, String less, String more) {
    GradientReport.Row a = report.row(less);
    GradientReport.Row b = report.row(more);
    assertThat(a.variance() + a.varianceInterval())
        .as("%s below %s", less, more)
        .isLessThan(b.variance() - b.varianceInterval());
  }

  /// A baseline takes off what all values have in common.
  @Test
  void baselines() {
    GradientReport report =
        GradientStudy.of(Problems.toy(-3, 0.5)) // values 9 and 16
            .with("plain", ScoreFunction::plain)
            .with("moving", ScoreFunction::movingAverage)
            .with("others", ScoreFunction::leaveOneOut)
            .with("greedy", ScoreFunction::selfCritical)
            .with("nvil", () -> Networks.nvil().withoutNormalization().at(Tensor.ones(1)))
            .withSamples(2)
            .run(Rng.of(41));
    assertBelow(report, "moving", "plain");
    assertBelow(report, "others", "plain");
    assertBelow(report, "greedy", "plain");
    assertBelow(report, "nvil", "plain");
  }

  /// DisARM is ARM averaged over what the vectors do not show.
  @Test
  void disArmIsBelowArm() {
    for (GradientProblem<Bernoulli> problem : List.of(Problems.binary(), Problems.toy(0.45, 1))) {
      GradientReport report =
          GradientStudy.of(problem)
              .with("score", ScoreFunction::plain)
              .with("ARM", Arm::new)
              .with("DisARM", DisArm::new)
              .with("each variable", MeasureValued::bernoulli)
              .run(Rng.of(42));
      assertBelow(report, "ARM", "score");
      assertBelow(report, "DisARM", "ARM");
      assertBelow(report, "each variable", "DisARM");
    }
  }

  /// REBAR is below the score function on what varies with all variables together, and `η` and `τ` are learned to make it
  /// still less.
  @Test
  void rebar() {
    GradientReport report =
        GradientStudy.of(Problems.binary())
            .with("score", ScoreFunction::plain)
            .with("hot", () -> Rebar.of(BINARY, 5).frozen())
            .with("learned", () -> Rebar.of(BINARY, 5))
            .run(Rng.of(43));
    assertBelow(report, "hot", "score");
    assertBelow(report, "learned", "hot");
  }

  /// The toy `(b - 0.499)²`: its soft form dips to 0 between both ends, which are equally high, so the relaxed objective
  /// is no help to REBAR; a network that is free in form takes all variance off (Grathwohl et al., 2018, figure 1).
  @Test
  void theToyOfRelax() {
    GradientReport report =
        GradientStudy.of(Problems.toy(0.499, 0))
            .with("score", ScoreFunction::plain)
            .with("rebar", () -> Rebar.of(BINARY, 0.5).frozen())
            .with("relax", () -> Relax.of(BINARY, new Networks.Joined(Networks.perceptron(1), 0)))
            .run(Rng.of(44));
    assertThat(report.row("rebar").variance()).isGreaterThan(0.01);
    assertThat(report.row("relax").variance()).isLessThan(1e-3 * report.row("score").variance());
    assertThat(report.row("relax").deviations()).isLessThan(4);
  }

  /// Independent samples: twice as many, half the variance.
  @Test
  void samplesDivideTheVariance() {
    GradientSweep sweep =
        GradientStudy.of(Problems.square(1, 1)).with("path", Pathwise::new).sweep(Rng.of(45), 1, 4);
    double one = sweep.reports().get(0).row("path").variance();
    double four = sweep.reports().get(1).row("path").variance();
    assertThat(one / four).isBetween(3.5, 4.5);
  }
}
