package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.random.Rng;
import org.junit.jupiter.api.Test;

class AveragedRootTest {
  private static final double EXPONENT = 2.0 / 3;

  private static Trajectory scalar(int steps, long seed) {
    return RobbinsMonro.ofScalar(
            (w, rng) -> 2 * (w - 1) + rng.nextGaussian(), StepRule.power(0.5, EXPONENT))
        .withOptions(RunOptions.DEFAULT.withMeasurements().withBurnIn(steps / 10))
        .run(0, steps, Rng.of(seed));
  }

  /// The deviation of a share of 400 is 0.011; measured over 2000 runs: 0.949 and 0.938.
  @Test
  void intervalsCoverTheRoot() {
    int plugIn = 0;
    int batches = 0;
    for (int seed = 0; seed < 400; seed++) {
      Trajectory run = scalar(5000, 1000 + seed);
      plugIn += AveragedRoot.plugIn(run, new double[][] {{2}}, 0.95).covers(1) ? 1 : 0;
      batches += AveragedRoot.batchMeans(run, EXPONENT, 0.95).covers(1) ? 1 : 0;
    }
    assertThat(plugIn / 400.0).isBetween(0.915, 0.98);
    assertThat(batches / 400.0).isBetween(0.9, 0.975);
  }

  /// The best that can be: `1/(g'·√n)` with 4500 of 5000 points.
  @Test
  void theStandardErrorIsThatOfTheTheorem() {
    Trajectory run = scalar(5000, 1);
    AveragedRoot root = AveragedRoot.plugIn(run, new double[][] {{2}}, 0.95);
    assertThat(root.standardError(0)).isCloseTo(0.5 / Math.sqrt(4500), within(0.0005));
    assertThat(root.value()[0]).isEqualTo(run.averageRoot());
    assertThat(root.high(0) - root.low(0))
        .isCloseTo(2 * 1.959964 * root.standardError(0), within(1e-7));
    double mean = 0;
    for (int seed = 0; seed < 100; seed++) {
      mean += AveragedRoot.batchMeans(scalar(5000, seed), EXPONENT, 0.95).covariance()[0][0] / 100;
    }
    assertThat(Math.sqrt(mean)).isBetween(0.8 * 0.5 / Math.sqrt(4500), 1.3 * 0.5 / Math.sqrt(4500));
  }

  /// The last point has a deviation of about `√(a_n/(2·2))`, which is 1.5 times that of the mean.
  @Test
  void theMeanIsBetterThanTheLastPoint() {
    double last = 0;
    double mean = 0;
    for (int seed = 0; seed < 100; seed++) {
      Trajectory run = scalar(5000, seed);
      last += Math.pow(run.root() - 1, 2);
      mean += Math.pow(run.averageRoot() - 1, 2);
    }
    assertThat(mean).isLessThan(0.3 * last);
  }

  /// `J⁻¹·S·J⁻ᵀ/n`, with noise that is correlated and a Jacobian that is estimated. Both coordinates are
  /// covered at once in more than 0.9 of the runs, as two events of 0.95 are.
  @Test
  void severalUnknowns() {
    NoisyField field =
        (w, rng) -> {
          double shared = rng.nextGaussian();
          return new double[] {
            2 * (w[0] - 1) + (w[1] + 2) + shared, 3 * (w[1] + 2) + 0.5 * shared + rng.nextGaussian()
          };
        };
    double[][] jacobian = AveragedRoot.jacobian(field, new double[] {1, -2}, 1, 4000, Rng.of(5));
    assertThat(jacobian[0]).containsExactly(new double[] {2, 1}, within(0.06));
    assertThat(jacobian[1]).containsExactly(new double[] {0, 3}, within(0.06));
    int plugIn = 0;
    int batches = 0;
    for (int seed = 0; seed < 200; seed++) {
      Trajectory run =
          RobbinsMonro.of(field, StepRule.power(0.5, EXPONENT))
              .withOptions(RunOptions.DEFAULT.withMeasurements().withBurnIn(300))
              .run(new double[2], 3000, Rng.of(seed));
      plugIn += AveragedRoot.plugIn(run, jacobian, 0.95).covers(1, -2) ? 1 : 0;
      batches += AveragedRoot.batchMeans(run, EXPONENT, 0.95).covers(1, -2) ? 1 : 0;
    }
    assertThat(plugIn / 200.0).isBetween(0.85, 0.98);
    assertThat(batches / 200.0).isBetween(0.83, 0.97);
  }

  /// From tables of Student's distribution.
  @Test
  void quantiles() {
    assertThat(TwoSided.normal(0.95)).isCloseTo(1.959963984540054, within(1e-10));
    assertThat(TwoSided.normal(0.5)).isCloseTo(0.674489750196082, within(1e-10));
    assertThat(TwoSided.normal(0.999)).isCloseTo(3.290526731491926, within(1e-9));
    assertThat(TwoSided.student(0.95, 1)).isCloseTo(12.7062, within(1e-4));
    assertThat(TwoSided.student(0.95, 2)).isCloseTo(4.30265, within(1e-5));
    assertThat(TwoSided.student(0.95, 5)).isCloseTo(2.57058, within(1e-5));
    assertThat(TwoSided.student(0.99, 10)).isCloseTo(3.16927, within(1e-5));
    assertThat(TwoSided.student(0.9, 31)).isCloseTo(1.69552, within(1e-5));
  }

  @Test
  void inverses() {
    double[][] matrix = {{0, 2, 1}, {1, -1, 0}, {3, 0, 5}};
    double[][] product = Matrices.product(matrix, Matrices.inverse("test", "matrix", matrix));
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(product[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }
}
