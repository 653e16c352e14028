package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.approximation.Divergence.Cause;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;

/// What is shared by all algorithms: what ends a run, what is recorded, and what is averaged.
class WalkTest {
  private static Trajectory run(NoisyScalar g, StepRule steps, RunOptions options, long count) {
    return RobbinsMonro.ofScalar(g, steps).withOptions(options).run(1, count, Rng.of(1));
  }

  private static void isFinite(Trajectory run) {
    assertThat(Vectors.finite(run.coordinate(0))).isTrue();
    assertThat(Vectors.finite(run.last())).isTrue();
    assertThat(Vectors.finite(run.average())).isTrue();
  }

  /// 1, 3, 9, 27, 81.
  @Test
  void beyondTheLimit() {
    RunOptions options = RunOptions.DEFAULT.withDivergence(50);
    Trajectory run = run((w, rng) -> -w, StepRule.constant(2), options, 100);
    Divergence found = run.divergence().orElseThrow();
    assertThat(found.cause()).isEqualTo(Cause.BEYOND_LIMIT);
    assertThat(found.step()).isEqualTo(4);
    assertThat(found.value()).containsExactly(81);
    assertThat(found).hasToString("diverged at step 4: beyond the limit at [81.0]");
    assertThat(run.coordinate(0)).containsExactly(1, 3, 9, 27);
    assertThat(run.steps()).isEqualTo(3);
    assertThat(run.evaluations()).isEqualTo(4);
    assertThat(run.averageRoot()).isCloseTo(13, within(1e-12));
  }

  @Test
  void aMeasurementThatIsNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      NoisyScalar g = (w, rng) -> w < 0.3 ? bad : w;
      RunOptions options = RunOptions.DEFAULT.withMeasurements();
      Trajectory run = run(g, StepRule.constant(0.5), options, 100);
      Divergence found = run.divergence().orElseThrow();
      assertThat(found.cause()).isEqualTo(Cause.MEASUREMENT_NOT_FINITE);
      assertThat(found).hasToString("diverged at step 3: the measurement was not finite at [0.25]");
      assertThat(run.coordinate(0)).containsExactly(1, 0.5, 0.25);
      assertThat(run.measurements()).isDeepEqualTo(new double[][] {{1}, {0.5}});
      isFinite(run);
    }
  }

  @Test
  void aStepThatIsNotFinite() {
    Trajectory run = run((w, rng) -> -1e300, StepRule.constant(1e300), RunOptions.DEFAULT, 5);
    assertThat(run.divergence().orElseThrow())
        .hasToString("diverged at step 1: the step was not finite from [1.0]");
    assertThat(run.root()).isEqualTo(1);
    isFinite(run);
    StepRule broken = StepRule.custom("broken", k -> k == 3 ? Double.NaN : 0.5);
    Trajectory other = run((w, rng) -> w, broken, RunOptions.DEFAULT, 5);
    assertThat(other.divergence().orElseThrow().step()).isEqualTo(3);
    assertThat(other.divergence().orElseThrow().value()).containsExactly(0.25);
    isFinite(other);
    RunOptions truncated = RunOptions.DEFAULT.withTruncation(ExpandingTruncation.of(2));
    Trajectory third = run((w, rng) -> w, broken, truncated, 5);
    assertThat(third.divergence().orElseThrow().step()).isEqualTo(3);
    assertThat(third.truncations()).isZero();
  }

  /// The way from the center to the point would be infinite.
  @Test
  void aSetThatIsTooFarAway() {
    Projection ball = Projection.ball(new double[] {-1.5e308}, 1.6e308);
    RunOptions options = RunOptions.DEFAULT.withProjection(ball);
    Trajectory run = run((w, rng) -> -1.5e308, StepRule.constant(1), options, 5);
    assertThat(run.divergence().orElseThrow().cause()).isEqualTo(Cause.POINT_NOT_FINITE);
    isFinite(run);
  }

  /// From 0 by 1, 1, …: at 3 it goes back, then at 5 (the bound is 4), then at 9.
  @Test
  void truncationsExpand() {
    ExpandingTruncation truncation = ExpandingTruncation.of(2);
    RunOptions options = RunOptions.DEFAULT.withTruncation(truncation);
    Trajectory run =
        RobbinsMonro.ofScalar((w, rng) -> -1, StepRule.constant(1))
            .withOptions(options)
            .run(0, 10, Rng.of(1));
    assertThat(run.coordinate(0)).containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 0, 1, 2);
    assertThat(run.truncations()).isEqualTo(2);
    assertThat(truncation.bound(3)).isEqualTo(16);
  }

  /// What would be infinite is only far away.
  @Test
  void aTruncationCatchesWhatIsNotFinite() {
    RunOptions options = RunOptions.DEFAULT.withTruncation(ExpandingTruncation.of(2));
    Trajectory run = run((w, rng) -> -1e300, StepRule.constant(1e300), options, 3);
    assertThat(run.diverged()).isFalse();
    assertThat(run.coordinate(0)).containsExactly(1, 0, 0, 0);
    assertThat(run.truncations()).isEqualTo(3);
  }

  @Test
  void aProjectionHolds() {
    RunOptions options = RunOptions.DEFAULT.withProjection(Projection.interval(0, 5));
    Trajectory run = run((w, rng) -> -w, StepRule.constant(2), options, 4);
    assertThat(run.coordinate(0)).containsExactly(1, 3, 5, 5, 5);
    assertThat(run.diverged()).isFalse();
  }

  @Test
  void everyFewStepsAreRecorded() {
    RunOptions options = RunOptions.DEFAULT.withEvery(3).withMeasurements();
    Trajectory run = run((w, rng) -> 1, StepRule.constant(1), options, 8);
    assertThat(run.numbersOfPoints()).containsExactly(1, 4, 7, 9);
    assertThat(run.coordinate(0)).containsExactly(1, -2, -5, -7);
    assertThat(run.at(7)).containsExactly(-5);
    assertThat(run.recorded()).isEqualTo(4);
    assertThat(run.measurements()).isDeepEqualTo(new double[][] {{1}, {1}, {1}});
    assertThat(run.averageRoot()).as("of all points").isCloseTo(-3.5, within(1e-12));
  }

  @Test
  void theAverageLeavesOutTheBurnIn() {
    Trajectory all = run((w, rng) -> 1, StepRule.constant(1), RunOptions.DEFAULT, 4);
    assertThat(all.averageRoot()).isCloseTo((0 - 1 - 2 - 3) / 4.0, within(1e-12));
    assertThat(all.averagedPoints()).isEqualTo(4);
    RunOptions options = RunOptions.DEFAULT.withBurnIn(2);
    Trajectory late = run((w, rng) -> 1, StepRule.constant(1), options, 4);
    assertThat(late.averageRoot()).isCloseTo((-2 - 3) / 2.0, within(1e-12));
    assertThat(late.averagedPoints()).isEqualTo(2);
    RunOptions none = RunOptions.DEFAULT.withBurnIn(9);
    Trajectory last = run((w, rng) -> 1, StepRule.constant(1), none, 4);
    assertThat(last.averageRoot()).isEqualTo(last.root()).isEqualTo(-3);
    assertThat(last.averagedPoints()).isZero();
  }

  /// What a user does with what was handed out changes nothing.
  @Test
  void pointsAreCopies() {
    NoisyField spoils =
        (w, rng) -> {
          double[] measured = {w[0]};
          w[0] = 100;
          return measured;
        };
    Trajectory run =
        RobbinsMonro.of(spoils, StepRule.constant(0.5)).run(new double[] {1}, 2, Rng.of(1));
    assertThat(run.coordinate(0)).containsExactly(1, 0.5, 0.25);
    run.last()[0] = 7;
    run.average()[0] = 7;
    assertThat(run.root()).isEqualTo(0.25);
    assertThat(run.averageRoot()).isEqualTo(0.375);
  }
}
