package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;

/// Statistics of a stream against those of the whole.
class StreamingTest {
  private static final double EPSILON = Math.ulp(1.0);

  private static double[] normal(int n, double mean, long seed) {
    Rng rng = Rng.of(seed);
    double[] xs = new double[n];
    for (int i = 0; i < n; i++) {
      xs[i] = mean + rng.nextGaussian();
    }
    return xs;
  }

  private static double mean(double[] xs) {
    return Arrays.stream(xs).sum() / xs.length; // with compensation
  }

  /// Each step rounds a number of the size of the mean, and later ones shrink what came before: `n·ε·|x̄|` is
  /// far too much, `√n·ε` about right.
  @Test
  void theIncrementalMeanIsTheMean() {
    for (int n : new int[] {1, 2, 3, 10, 1000, 100_000}) {
      double[] xs = normal(n, 3, n);
      RunningMean running = RunningMean.exact().addAll(xs);
      assertThat(running.value()).isCloseTo(mean(xs), within(4 * Math.sqrt(n) * EPSILON));
      assertThat(running.count()).isEqualTo(n);
    }
    assertThat(RunningMean.exact().addAll(7).value()).isEqualTo(7);
  }

  @Test
  void anyStepsGiveAWeightedMean() {
    RunningMean half = RunningMean.of(StepRule.constant(0.5), 8).addAll(4, 2);
    assertThat(half.value()).isEqualTo(4);
    double[] xs = normal(20_000, 3, 1);
    RunningMean slow = RunningMean.of(StepRule.power(1, 0.7), 100).addAll(xs);
    assertThat(slow.value()).isCloseTo(3, within(0.15));
  }

  @Test
  void theVarianceIsThatOfTheDefinition() {
    double[] xs = normal(1000, -2, 1);
    double mean = mean(xs);
    double squares = Arrays.stream(xs).map(x -> (x - mean) * (x - mean)).sum();
    RunningVariance running = RunningVariance.of(xs);
    assertThat(running.mean()).isCloseTo(mean, within(1e-13));
    assertThat(running.variance()).isCloseTo(squares / 1000, within(1e-12));
    assertThat(running.sampleVariance()).isCloseTo(squares / 999, within(1e-12));
    assertThat(running.standardError()).isCloseTo(Math.sqrt(squares / 999 / 1000), within(1e-13));
    assertThat(RunningVariance.of(5).variance()).isZero();
  }

  /// `Σx² − (Σx)²/n` would have no digit left.
  @Test
  void aLargeMeanDoesNotSpoilTheVariance() {
    double[] xs = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
    assertThat(RunningVariance.of(xs).sampleVariance()).isCloseTo(30, within(1e-6));
  }

  @Test
  void partsArePutTogether() {
    double[] xs = normal(1000, 5, 2);
    RunningVariance whole = RunningVariance.of(xs);
    for (int cut : new int[] {0, 1, 300, 999, 1000}) {
      RunningVariance left = RunningVariance.of(Arrays.copyOf(xs, cut));
      RunningVariance right = RunningVariance.of(Arrays.copyOfRange(xs, cut, 1000));
      RunningVariance both = left.plus(right);
      assertThat(both.count()).isEqualTo(1000);
      assertThat(both.mean()).isCloseTo(whole.mean(), within(1e-13));
      assertThat(both.squares()).isCloseTo(whole.squares(), within(1e-10));
    }
  }

  @Test
  void covariancesAreThoseOfTheDefinition() {
    double[] a = normal(500, 1, 3);
    double[] b = normal(500, -4, 4);
    RunningCovariance whole = RunningCovariance.none(2);
    RunningCovariance left = RunningCovariance.none(2);
    RunningCovariance right = RunningCovariance.none(2);
    double products = 0;
    for (int i = 0; i < 500; i++) {
      b[i] += 2 * a[i];
    }
    for (int i = 0; i < 500; i++) {
      products += (a[i] - mean(a)) * (b[i] - mean(b));
      whole = whole.add(a[i], b[i]);
      left = i < 200 ? left.add(a[i], b[i]) : left;
      right = i < 200 ? right : right.add(a[i], b[i]);
    }
    assertThat(whole.mean()).containsExactly(new double[] {mean(a), mean(b)}, within(1e-13));
    double[][] covariance = whole.covariance();
    assertThat(covariance[0][1]).isCloseTo(products / 500, within(1e-12));
    assertThat(covariance[1][0]).isEqualTo(covariance[0][1]);
    assertThat(covariance[0][0]).isCloseTo(RunningVariance.of(a).variance(), within(1e-12));
    assertThat(covariance[1][1]).isCloseTo(RunningVariance.of(b).variance(), within(1e-12));
    assertThat(whole.sampleCovariance()[0][1]).isCloseTo(products / 499, within(1e-12));
    RunningCovariance both = left.plus(right);
    assertThat(both.count()).isEqualTo(500);
    assertThat(both.mean()).containsExactly(whole.mean(), within(1e-13));
    assertThat(both.covariance()[0][1]).isCloseTo(covariance[0][1], within(1e-12));
    assertThat(RunningCovariance.none(2).plus(left)).isSameAs(left);
    assertThat(left.plus(RunningCovariance.none(2))).isSameAs(left);
    assertThat(left.dimension()).isEqualTo(2);
  }

  @Test
  void theExponentialAverageHasNoBias() {
    ExponentialAverage average = ExponentialAverage.of(0.9).add(5);
    assertThat(average.raw()).isCloseTo(0.5, within(1e-12));
    assertThat(average.value()).isCloseTo(5, within(1e-12));
    // weights 0.1·0.9 and 0.1 over 1 − 0.81
    assertThat(average.add(8).value()).isCloseTo((0.09 * 5 + 0.1 * 8) / 0.19, within(1e-12));
    assertThat(ExponentialAverage.of(0).add(3).add(4).value()).isEqualTo(4);
    ExponentialAverage constant = ExponentialAverage.of(0.99);
    for (int i = 0; i < 50; i++) {
      constant = constant.add(7);
      assertThat(constant.value()).isCloseTo(7, within(1e-12));
    }
    assertThat(constant.count()).isEqualTo(50);
  }

  /// Weights of 10⁻¹⁰ and less sum to `1 - β^k`, whose digits are not those of `β^k`.
  @Test
  void aLongExponentialAverageBegins() {
    for (double decay : new double[] {1 - 1e-6, 1 - 1e-10, 1 - 1e-14}) {
      ExponentialAverage constant = ExponentialAverage.of(decay);
      for (int i = 0; i < 20; i++) {
        constant = constant.add(1);
        assertThat(constant.value()).isCloseTo(1, within(1e-14));
      }
    }
  }

  /// The distance of both is no number.
  @Test
  void theMeanOfLargeNumbers() {
    RunningMean mean = RunningMean.exact().add(1.5e308).add(-1.5e308);
    assertThat(mean.value()).isZero();
    assertThat(mean.add(3).value()).isEqualTo(1);
    assertThat(RunningMean.of(StepRule.constant(0.25), 1e308).add(-1e308).value())
        .isCloseTo(5e307, within(1e293));
  }

  /// The 0.9 quantile of normal numbers is 1.2816, with density 0.1755: the deviation after `n` is at best
  /// `√(0.09/n)/0.1755 = 0.012` for 20 000.
  @Test
  void aQuantileByStochasticApproximation() {
    StochasticQuantile best = StochasticQuantile.of(0.9, StepRule.harmonic(1 / 0.1755, 20));
    StochasticQuantile averaged = StochasticQuantile.of(0.9, StepRule.power(2, 2.0 / 3));
    for (double x : normal(20_000, 0, 5)) {
      best = best.add(x);
      averaged = averaged.add(x);
    }
    assertThat(best.value()).isCloseTo(1.2816, within(0.05));
    assertThat(averaged.average()).isCloseTo(1.2816, within(0.05));
    assertThat(averaged.count()).isEqualTo(20_000);
  }

  @Test
  void oneStepOfAQuantile() {
    StochasticQuantile median = StochasticQuantile.of(0.5, StepRule.harmonic(4)).add(10);
    assertThat(median.value()).isEqualTo(10);
    assertThat(median.add(11).value()).isEqualTo(12);
    assertThat(median.add(10).value()).isEqualTo(8);
    assertThat(median.add(11).add(0).value()).isEqualTo(11);
    assertThat(median.add(11).average()).isEqualTo(11);
  }

  /// The example of the paper: the median of 20 numbers, with the markers' heights that it prints.
  @Test
  void theMedianOfThePaper() {
    double[] xs = {
      0.02, 0.15, 0.74, 3.39, 0.83, 22.37, 10.15, 15.43, 38.62, 15.92, 34.60, 10.28, 1.47, 0.40,
      0.05, 11.39, 0.27, 0.42, 0.09, 11.37
    };
    PSquaredQuantile median = PSquaredQuantile.of(0.5);
    for (double x : xs) {
      median = median.add(x);
    }
    assertThat(median.value()).isCloseTo(4.44, within(0.005));
    assertThat(median.count()).isEqualTo(20);
  }

  @Test
  void pSquaredFollowsTheDistribution() {
    double[] xs = normal(50_000, 0, 6);
    double[] sorted = xs.clone();
    Arrays.sort(sorted);
    for (double p : new double[] {0.05, 0.25, 0.5, 0.9, 0.99}) {
      PSquaredQuantile quantile = PSquaredQuantile.of(p);
      for (double x : xs) {
        quantile = quantile.add(x);
      }
      assertThat(quantile.value()).isCloseTo(sorted[(int) (p * xs.length)], within(0.03));
    }
  }

  @Test
  void fewObservationsAreExact() {
    PSquaredQuantile median = PSquaredQuantile.of(0.5).add(3);
    assertThat(median.value()).isEqualTo(3);
    assertThat(median.add(1).value()).isEqualTo(2);
    assertThat(median.add(1).add(10).value()).isEqualTo(3);
    assertThat(median.add(1).add(10).add(4).add(0).value()).isEqualTo(3);
    PSquaredQuantile same = PSquaredQuantile.of(0.3);
    for (int i = 0; i < 100; i++) {
      same = same.add(2);
    }
    assertThat(same.value()).isEqualTo(2);
  }
}
