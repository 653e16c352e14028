package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.random.Rng;
import org.junit.jupiter.api.Test;

class RobbinsMonroTest {
  private static final double ROOT = Math.cbrt(5);

  private static double cubic(double w, Rng rng) {
    return w * w * w - 5 + rng.nextGaussian();
  }

  /// The book's example without noise, to the digits that it gives.
  @Test
  void tanhWithoutNoise() {
    Trajectory run =
        RobbinsMonro.ofScalar((w, rng) -> Math.tanh(w - 1), StepRule.harmonic())
            .run(3, 20, Rng.of(1));
    assertThat(run.at(1)).containsExactly(3);
    assertThat(run.at(2)).containsExactly(new double[] {2.036}, within(5e-4));
    assertThat(run.at(3)).containsExactly(new double[] {1.648}, within(5e-4));
    assertThat(run.at(4)).containsExactly(new double[] {1.458}, within(5e-4));
    assertThat(run.root()).isCloseTo(1.072, within(5e-4));
    assertThat(run.steps()).isEqualTo(20);
    assertThat(run.diverged()).isFalse();
  }

  /// With a first noise above about 2.6 the second point is small enough to come back: 51 of 10 000 runs do. Of
  /// 200 that is one; six or more would be in 0.06 % of such sets.
  @Test
  void theTextbookExampleDivergesAsStated() {
    RobbinsMonro stated = RobbinsMonro.ofScalar(RobbinsMonroTest::cubic, StepRule.harmonic());
    assertThat(stated.conditions().hold()).as("steps are not to blame").isTrue();
    int diverged = 0;
    for (int seed = 0; seed < 200; seed++) {
      Trajectory run = stated.run(0, 1000, Rng.of(seed));
      if (run.diverged()) {
        diverged++;
        assertThat(run.divergence().orElseThrow().step()).isLessThan(10);
        assertThat(Vectors.maxAbs(run.coordinate(0))).isLessThan(1e12);
      }
    }
    assertThat(diverged).isGreaterThanOrEqualTo(195);
  }

  /// The deviation after 1000 steps is about `1/(√1000·√(2·8.77 − 1)) = 0.008`.
  @Test
  void fourCuresOfTheTextbookExample() {
    RobbinsMonro stated = RobbinsMonro.ofScalar(RobbinsMonroTest::cubic, StepRule.harmonic());
    RobbinsMonro[] cures = {
      RobbinsMonro.ofScalar(RobbinsMonroTest::cubic, StepRule.harmonic(1, 9)),
      RobbinsMonro.ofScalar(RobbinsMonroTest::cubic, StepRule.harmonic(1, 5)),
      stated.withProjection(Projection.interval(-3, 3)),
      stated.withTruncation(ExpandingTruncation.of(1))
    };
    for (RobbinsMonro cure : cures) {
      for (int seed = 0; seed < 200; seed++) {
        Trajectory run = cure.run(0, 1000, Rng.of(seed));
        assertThat(run.diverged()).as(cure + " " + seed).isFalse();
        assertThat(run.root()).as(cure + " " + seed).isCloseTo(ROOT, within(0.05));
      }
    }
  }

  @Test
  void shortStepsConvergeSlowly() {
    RobbinsMonro slow = RobbinsMonro.ofScalar(RobbinsMonroTest::cubic, StepRule.harmonic(0.1));
    for (int seed = 0; seed < 200; seed++) {
      Trajectory run = slow.run(0, 1000, Rng.of(seed));
      assertThat(run.diverged()).isFalse();
      assertThat(run.root()).isCloseTo(ROOT, within(0.2));
    }
  }

  /// `w_{k+1}` is minus the mean of the noise: the variance is `1/k`. With 400 runs its square root is known
  /// to 3.5 %.
  @Test
  void theErrorFallsWithTheRootOfTheSteps() {
    double[] squares = new double[3];
    long[] at = {100, 1000, 10_000};
    for (int seed = 0; seed < 400; seed++) {
      Trajectory run =
          RobbinsMonro.ofScalar((w, rng) -> w - 2 + rng.nextGaussian(), StepRule.harmonic())
              .run(0, 10_000, Rng.of(seed));
      for (int i = 0; i < at.length; i++) {
        double error = run.at(at[i] + 1)[0] - 2;
        squares[i] += error * error / 400;
      }
    }
    for (int i = 0; i < at.length; i++) {
      assertThat(Math.sqrt(squares[i] * at[i])).isCloseTo(1, within(0.14));
    }
    assertThat(Math.log10(squares[2] / squares[0]) / 4).isCloseTo(-0.5, within(0.03));
  }

  /// Of three rules two break a condition, and it shows: `1/√k` stays restless, `1/k²` stops short.
  @Test
  void brokenConditionsShow() {
    NoisyScalar noisy = (w, rng) -> 0.5 * w + rng.nextGaussian();
    double[] root = new double[3];
    StepRule[] rules = {StepRule.harmonic(2), StepRule.power(2, 0.5), StepRule.power(0.5, 2)};
    for (int i = 0; i < 3; i++) {
      for (int seed = 0; seed < 100; seed++) {
        double w = RobbinsMonro.ofScalar(noisy, rules[i]).run(20, 4000, Rng.of(seed)).root();
        root[i] += w * w / 100;
      }
    }
    assertThat(Math.sqrt(root[0])).isLessThan(0.05);
    assertThat(Math.sqrt(root[1])).isBetween(0.1, 0.3);
    assertThat(Math.sqrt(root[2])).isGreaterThan(10);
  }

  @Test
  void severalUnknowns() {
    NoisyField field =
        (w, rng) ->
            new double[] {
              2 * w[0] + w[1] - 4 + rng.nextGaussian(), w[0] + 3 * w[1] - 7 + rng.nextGaussian()
            };
    Trajectory run =
        RobbinsMonro.of(field, StepRule.harmonic(1, 3)).run(new double[2], 20_000, Rng.of(1));
    assertThat(run.last()).containsExactly(new double[] {1, 2}, within(0.05));
    assertThat(run.distances(1, 2)[0]).isCloseTo(Math.sqrt(5), within(1e-12));
    assertThat(run.distances(1, 2)[20_000]).isLessThan(0.05);
    assertThat(run.dimension()).isEqualTo(2);
    assertThat(run.coordinate(1)).hasSize(20_001).startsWith(0).endsWith(run.last()[1]);
  }

  /// Steps that do not shrink on the way are a gain where the start is far away and the slope is small.
  @Test
  void kestenGoesOnWhileTheGoalIsFar() {
    RobbinsMonro plain =
        RobbinsMonro.ofScalar((w, rng) -> 0.1 * w + 0.1 * rng.nextGaussian(), StepRule.harmonic());
    double all = 0;
    double adaptive = 0;
    for (int seed = 0; seed < 100; seed++) {
      all += Math.abs(plain.run(50, 200, Rng.of(seed)).root()) / 100;
      adaptive += Math.abs(plain.withKesten().run(50, 200, Rng.of(seed)).root()) / 100;
    }
    assertThat(all).isGreaterThan(20);
    assertThat(adaptive).isLessThan(1);
  }

  /// Measurements are `w`: 10, then after steps 1 and ½ of Kesten's first two, by hand.
  @Test
  void kestenCountsTurns() {
    Trajectory run =
        RobbinsMonro.ofScalar((w, rng) -> w - 1, StepRule.harmonic(1.5))
            .withKesten()
            .run(3, 6, Rng.of(1));
    // 1.5: 3 − 1.5·2 = 0; 0.75: 0 + 0.75 = 0.75; the first two measurements, 2 and −1, turn: number
    // 3;
    // then −1 and −0.25 do not: number 3 again, and so on
    double[] expected = {3, 0, 0.75, 0.875, 0.9375, 0.96875, 0.984375};
    assertThat(run.coordinate(0)).containsExactly(expected, within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    RobbinsMonro any = RobbinsMonro.ofScalar(RobbinsMonroTest::cubic, StepRule.harmonic(1, 9));
    assertThat(any.run(0, 100, Rng.of(4)).coordinate(0))
        .isEqualTo(any.run(0, 100, Rng.of(4)).coordinate(0))
        .isNotEqualTo(any.run(0, 100, Rng.of(5)).coordinate(0));
  }
}
