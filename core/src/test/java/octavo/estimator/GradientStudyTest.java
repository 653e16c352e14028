package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.distribution.Normal;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// The bench itself: its statistics, its tables and its figures.
class GradientStudyTest {
  private static GradientStudy<Normal> study() {
    return GradientStudy.of(Problems.square(1, 1))
        .with("path", Pathwise::new)
        .with("moving", ScoreFunction::movingAverage)
        .with("nvil", () -> Networks.nvil().at(Tensor.ones(1)))
        .withReplicas(2500)
        .withWarmUp(20);
  }

  /// Five estimates of two numbers, by hand.
  @Test
  void statistics() {
    double[] estimates = {1, 10, 2, 10, 3, 10, 4, 10, 5, 10};
    GradientReport.Row row = Spread.of(estimates, new double[] {2, 10}).row("it", 3, 7);
    double z = 1.959964;
    assertThat(row.bias()).isCloseTo(1, within(1e-12));
    assertThat(row.biasInterval()).isCloseTo(z * Math.sqrt(2.5 / 5), within(1e-12));
    assertThat(row.deviations()).isCloseTo(1 / Math.sqrt(0.5), within(1e-9));
    assertThat(row.variance()).isCloseTo(2.5, within(1e-12));
    // squared distances 4 1 0 1 4 with mean 2 and variance 3.5
    assertThat(row.varianceInterval()).isCloseTo(z * Math.sqrt(3.5 / 5), within(1e-12));
    // squared errors 1 0 1 4 9 with mean 3 and variance 13.5
    assertThat(row.meanSquaredError()).isCloseTo(3, within(1e-12));
    assertThat(row.meanSquaredErrorInterval()).isCloseTo(z * Math.sqrt(13.5 / 5), within(1e-12));
    assertThat(row.callsPerSample()).isEqualTo(3);
    assertThat(row.nanosPerSample()).isEqualTo(7);
  }

  /// 95 of 100 intervals hold the truth; here 40 studies of an estimator whose variance is known.
  @Test
  void intervalsHoldTheTruth() {
    int variances = 0;
    int means = 0;
    for (int seed = 0; seed < 40; seed++) {
      GradientReport.Row row =
          GradientStudy.of(Problems.squareOfMean(1))
              .with("path", Pathwise::new)
              .withReplicas(500)
              .withWarmUp(0)
              .run(Rng.of(seed))
              .row("path");
      variances += Math.abs(row.variance() - 4) < row.varianceInterval() ? 1 : 0;
      means += row.bias() < row.biasInterval() ? 1 : 0;
    }
    assertThat(variances).isBetween(33, 40);
    assertThat(means).isBetween(33, 40);
  }

  @Test
  void theSameSeedGivesTheSameReport() {
    GradientReport one = study().run(Rng.of(5));
    GradientReport two = study().run(Rng.of(5));
    assertThat(one.table()).isEqualTo(two.table());
    assertThat(study().run(Rng.of(6)).table()).isNotEqualTo(one.table());
    assertThat(one.rows()).allMatch(row -> row.nanosPerSample() > 0);
  }

  @Test
  void anotherEstimatorChangesNothingForTheFirst() {
    String alone =
        GradientStudy.of(Problems.square(1, 1))
            .with("path", Pathwise::new)
            .withReplicas(2500)
            .withWarmUp(20)
            .run(Rng.of(5))
            .table();
    assertThat(study().run(Rng.of(5)).table().lines().toList().get(1).replaceAll(" +", " "))
        .isEqualTo(alone.lines().toList().get(1).replaceAll(" +", " "));
  }

  /// Evaluations are counted by sample, and all of them.
  @Test
  void callsAreCounted() {
    GradientReport report =
        GradientStudy.of(Problems.binary())
            .with("score", ScoreFunction::plain)
            .with("greedy", ScoreFunction::selfCritical)
            .with("ARM", Arm::new)
            .with("REBAR", () -> Rebar.of(Relaxation.binary(), 0.5))
            .with("measure", MeasureValued::bernoulli)
            .with("difference", () -> FiniteDifference.bernoulli(0.1))
            .withSamples(2)
            .withReplicas(1500)
            .withWarmUp(2)
            .run(Rng.of(1));
    assertThat(report.rows().stream().map(GradientReport.Row::callsPerSample))
        .containsExactly(1.0, 1.5, 2.0, 2.0, 9.0, 9.0);
  }

  @Test
  void theTable() {
    GradientReport.Row row =
        new GradientReport.Row("path", 0.0123, 0.5, 1, 12345.6, 0.00012, 4, 0, 1, 17);
    GradientReport report = new GradientReport("z²", 1, 10, List.of(row));
    assertThat(report.table().lines())
        .containsExactly(
            "estimator          bias ± 95 %        variance ± 95 %   squared error ± 95 %   calls",
            "path           0.0123 ± 0.5000       12346 ± 1.20e-04              4.000 ± 0   1.000");
    assertThat(report.timedTable()).contains("ns/sample").contains("17");
    GradientReport.Row small =
        new GradientReport.Row("path", 2e-10, 1e-12, 1, 3.14e-20, 0, 4e-20, 0, 1, 17);
    assertThat(new GradientReport("z²", 1, 10, List.of(small)).table())
        .contains("2.00e-10 ± 1.00e-12", "3.14e-20 ± 0", "4.00e-20 ± 0");
    assertThat(report.chart().svg()).contains("Variance: z²").contains("path");
  }

  @Test
  void theFigures() {
    GradientSweep sweep = study().withReplicas(500).sweep(Rng.of(2), 1, 2, 4);
    assertThat(sweep.reports()).hasSize(3);
    assertThat(sweep.reports().get(2).samples()).isEqualTo(4);
    String variance = sweep.varianceChart().svg();
    assertThat(variance).contains("Variance of gradient estimators: z²", "samples", "path", "nvil");
    assertThat(sweep.errorChart().svg()).contains("evaluations", "mean-squared error");
    assertThat(variance)
        .isEqualTo(study().withReplicas(500).sweep(Rng.of(2), 1, 2, 4).varianceChart().svg());
  }

  /// An objective without slopes has no path: the gradient is 0, and its bias is all of the truth.
  @Test
  void aStepHasNoPath() {
    GradientProblem<Normal> step =
        GradientProblem.of(
            "step",
            Tensors.of(new double[] {0}, 1),
            t -> Normal.of(t.squeeze(1), Tensor.scalar(1)),
            z -> z.step(0),
            Tensors.of(new double[] {1 / Math.sqrt(2 * Math.PI)}, 1));
    GradientReport report =
        GradientStudy.of(step)
            .with("path", Pathwise::new)
            .with("score", ScoreFunction::plain)
            .with("measure", MeasureValued::normal)
            .run(Rng.of(3));
    assertThat(report.row("path").bias()).isCloseTo(1 / Math.sqrt(2 * Math.PI), within(1e-9));
    assertThat(report.row("score").deviations()).isLessThan(4);
    assertThat(report.row("measure").deviations()).isLessThan(4);
    assertThat(report.row("measure").variance()).isLessThan(1e-9); // up is 1, down is 0, always
  }
}
