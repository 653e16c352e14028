package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientDescentTest {
  /// The book's data: uniform on a square of 20 by 20 around 0.
  private static double[][] square(int n, long seed) {
    Rng rng = Rng.of(seed);
    double[][] data = new double[n][];
    for (int i = 0; i < n; i++) {
      data[i] = new double[] {20 * rng.nextDouble() - 10, 20 * rng.nextDouble() - 10};
    }
    return data;
  }

  private static double[] mean(double[][] data) {
    RunningCovariance all = RunningCovariance.none(2);
    for (double[] x : data) {
      all = all.add(x);
    }
    return all.mean();
  }

  private static final double[][] DATA = square(100, 1);
  private static final double[] GOAL = mean(DATA);
  private static final double[] FAR = {50, 50};

  private static GradientDescent with(Batches batches) {
    return GradientDescent.of(SampleGradient.mean(), StepRule.harmonic(), batches);
  }

  /// For `½‖w − x‖²` with `α = 1/k`, the first step leads to the mean, and no other leaves it.
  @Test
  void batchDescentReachesTheMeanAtOnce() {
    Trajectory run =
        GradientDescent.bgd(SampleGradient.mean(), StepRule.harmonic())
            .run(DATA, FAR, 5, Rng.of(1));
    for (int k = 2; k <= 6; k++) {
      assertThat(run.at(k)).containsExactly(GOAL, within(1e-12));
    }
    assertThat(run.evaluations()).isEqualTo(500);
  }

  /// MBGD is the mean of the means of its batches.
  @Test
  void miniBatchesAverageTheirMeans() {
    RunOptions options = RunOptions.DEFAULT.withMeasurements();
    for (Batches batches :
        new Batches[] {Batches.single(), Batches.withReplacement(5), Batches.shuffled(7)}) {
      Trajectory run = with(batches).withOptions(options).run(DATA, FAR, 20, Rng.of(2));
      double[] mean = new double[2];
      for (int k = 0; k < 20; k++) { // the gradient is w less the mean of the batch
        double[] batch = Vectors.subtract(run.points()[k], run.measurements()[k]);
        mean = Vectors.plus(mean, 1.0 / 20, batch);
      }
      assertThat(run.last()).containsExactly(mean, within(1e-12));
    }
  }

  /// `n` of `n` drawn independently miss some; drawn without replacement they are all.
  @Test
  void allWithReplacementIsNotAll() {
    Trajectory with = with(Batches.withReplacement(100)).run(DATA, FAR, 1, Rng.of(1));
    assertThat(Vectors.distance(with.last(), GOAL)).isGreaterThan(0.1);
    Trajectory without = with(Batches.withoutReplacement(100)).run(DATA, FAR, 1, Rng.of(1));
    assertThat(without.last()).containsExactly(GOAL, within(1e-12));
    Trajectory epoch = with(Batches.shuffled(100)).run(DATA, FAR, 3, Rng.of(1));
    assertThat(epoch.last()).containsExactly(GOAL, within(1e-12));
  }

  /// The mean square of the first step's distance to the mean.
  private static double noise(Batches batches) {
    double sum = 0;
    for (int seed = 0; seed < 2000; seed++) {
      double[] w = with(batches).run(DATA, FAR, 1, Rng.of(seed)).last();
      sum += Math.pow(Vectors.distance(w, GOAL), 2) / 2000;
    }
    return sum;
  }

  /// `σ²/m`, and `σ²/m·(n − m)/(n − 1)` without replacement; a mean of 2000 squares is known to about 3 %.
  @Test
  void theNoiseFallsWithTheBatch() {
    double variance = 0;
    for (double[] x : DATA) {
      variance += Math.pow(Vectors.distance(x, GOAL), 2) / 100;
    }
    for (int m : new int[] {1, 4, 16, 64}) {
      assertThat(noise(Batches.withReplacement(m)) * m / variance).isCloseTo(1, within(0.1));
      assertThat(noise(Batches.withoutReplacement(m)) * m / variance * 99 / (100 - m))
          .isCloseTo(1, within(0.1));
      assertThat(noise(Batches.shuffled(m)) * m / variance * 99 / (100 - m))
          .isCloseTo(1, within(0.1));
    }
  }

  /// After `k` steps with `1/k` the distance is the mean of `k·m` samples: its square is `σ²/(k·m)`.
  @Test
  void theErrorAfterManyStepsFallsWithTheBatch() {
    double[] squares = new double[3];
    int[] sizes = {1, 5, 50};
    for (int i = 0; i < 3; i++) {
      for (int seed = 0; seed < 400; seed++) {
        Trajectory run = with(Batches.withReplacement(sizes[i])).run(DATA, FAR, 30, Rng.of(seed));
        squares[i] += Math.pow(Vectors.distance(run.last(), GOAL), 2) / 400;
      }
    }
    assertThat(squares[0] / squares[1]).isCloseTo(5, within(1.0));
    assertThat(squares[0] / squares[2]).isCloseTo(50, within(10.0));
  }

  /// Each of 10 samples once in a pass, in batches of 4, 4 and 2.
  @Test
  void aShuffledPassTakesEverySampleOnce() {
    BatchSampler sampler = new BatchSampler(Batches.shuffled(4), 10);
    Rng rng = Rng.of(1);
    for (int pass = 0; pass < 3; pass++) {
      Set<Integer> seen = new HashSet<>();
      for (int size : new int[] {4, 4, 2}) {
        int[] batch = sampler.next(rng);
        assertThat(batch).hasSize(size);
        Arrays.stream(batch).forEach(seen::add);
      }
      assertThat(seen).hasSize(10);
    }
  }

  /// Each place equally often: 5000 draws of 3 of 10 name each 1500 times, deviation 32.
  @Test
  void batchesWithoutReplacementAreFair() {
    BatchSampler sampler = new BatchSampler(Batches.withoutReplacement(3), 10);
    Rng rng = Rng.of(1);
    int[] counts = new int[10];
    for (int i = 0; i < 5000; i++) {
      int[] batch = sampler.next(rng);
      assertThat(batch).doesNotHaveDuplicates().hasSize(3);
      Arrays.stream(batch).forEach(j -> counts[j]++);
    }
    for (int count : counts) {
      assertThat(count).isBetween(1500 - 160, 1500 + 160);
    }
  }

  /// Far away SGD goes like BGD; near the goal it is noise.
  @Test
  void theRelativeErrorGrowsTowardsTheGoal() {
    GradientDescent sgd =
        GradientDescent.sgd(SampleGradient.mean(), StepRule.constant(0.1))
            .withOptions(RunOptions.DEFAULT.withMeasurements());
    double[] start = {500, 500};
    Trajectory run = sgd.run(DATA, start, 200, Rng.of(3));
    double[] errors = sgd.relativeErrors(DATA, run);
    assertThat(errors).hasSize(200);
    assertThat(Arrays.stream(errors, 0, 10).max().orElseThrow()).isLessThan(0.06);
    assertThat(Arrays.stream(errors, 150, 200).average().orElseThrow()).isGreaterThan(1);
    // curvature is 1, and the bound is reached
    assertThat(sgd.relativeErrorBounds(DATA, run, GOAL, 1)).containsExactly(errors, within(1e-6));
    assertThat(sgd.relativeErrorBounds(DATA, run, GOAL, 0.5)[7])
        .isCloseTo(2 * errors[7], within(1e-9));
    GradientDescent bgd =
        GradientDescent.bgd(SampleGradient.mean(), StepRule.constant(0.1))
            .withOptions(RunOptions.DEFAULT.withMeasurements());
    assertThat(bgd.relativeErrors(DATA, bgd.run(DATA, start, 50, Rng.of(1)))).containsOnly(0);
  }

  @Test
  void atTheGoalTheRelativeErrorIsInfinite() {
    GradientDescent sgd = with(Batches.single()).withOptions(RunOptions.DEFAULT.withMeasurements());
    double[][] data = {{-1}, {1}};
    assertThat(sgd.relativeErrors(data, sgd.run(data, new double[1], 1, Rng.of(1))))
        .containsExactly(Double.POSITIVE_INFINITY);
  }

  /// Least squares, `½(w·x − y)²` with samples `(x₁, x₂, y)`, by automatic differentiation and by hand.
  @Test
  void aLossInTensors() {
    SampleGradient automatic =
        SampleGradient.ofLoss((w, sample) -> {
          Tensor x = sample.narrow(0, 0, 2);
          Tensor y = sample.narrow(0, 2, 1);
          return w.multiply(x).sum().subtract(y).square().multiply(0.5).sum();
        });
    SampleGradient byHand =
        (w, s) -> {
          double error = w[0] * s[0] + w[1] * s[1] - s[2];
          return new double[] {error * s[0], error * s[1]};
        };
    assertThat(automatic.at(new double[] {1, 2}, new double[] {3, -1, 5}))
        .containsExactly(byHand.at(new double[] {1, 2}, new double[] {3, -1, 5}), within(1e-12));
    Rng rng = Rng.of(9);
    double[][] data = new double[50][];
    for (int i = 0; i < 50; i++) {
      double a = rng.nextGaussian();
      double b = rng.nextGaussian();
      data[i] = new double[] {a, b, 2 * a - b + 0.1 * rng.nextGaussian()};
    }
    Trajectory run =
        GradientDescent.of(automatic, StepRule.harmonic(2, 10), Batches.shuffled(5))
            .run(data, new double[2], 300, Rng.of(1));
    assertThat(run.last()).containsExactly(new double[] {2, -1}, within(0.08));
  }

  @Test
  void stepsThatAreTooLongAreReported() {
    Trajectory run =
        GradientDescent.bgd(SampleGradient.mean(), StepRule.constant(2.5))
            .run(DATA, FAR, 1000, Rng.of(1));
    Divergence found = run.divergence().orElseThrow();
    assertThat(found.cause()).isEqualTo(Divergence.Cause.BEYOND_LIMIT);
    assertThat(found.step()).isBetween(50L, 70L); // 1.5^k·50 > 10^12
    assertThat(Vectors.finite(run.average())).isTrue();
  }

  @Test
  void conditionsDependOnTheNoise() {
    StepRule constant = StepRule.constant(0.1);
    assertThat(GradientDescent.bgd(SampleGradient.mean(), constant).conditions().hold()).isTrue();
    assertThat(GradientDescent.sgd(SampleGradient.mean(), constant).conditions().hold()).isFalse();
    assertThat(
            GradientDescent.mbgd(SampleGradient.mean(), StepRule.harmonic(), 5).conditions().hold())
        .isTrue();
  }

  @Test
  void aProjectionHolds() {
    Trajectory run =
        with(Batches.all())
            .withOptions(
                RunOptions.DEFAULT.withProjection(Projection.ball(new double[] {40, 40}, 20)))
            .run(DATA, FAR, 5, Rng.of(1));
    assertThat(Vectors.distance(run.last(), new double[] {40, 40})).isCloseTo(20, within(1e-9));
  }
}
