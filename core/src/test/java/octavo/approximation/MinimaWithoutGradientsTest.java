package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.LongFunction;
import octavo.approximation.Decision.Answer;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;

/// Kiefer-Wolfowitz and SPSA on `½w₀² + w₁² − w₀ + 0.3·w₀w₁`.
class MinimaWithoutGradientsTest {
  private static final double[] MINIMUM = {2 / 1.91, -0.3 / 1.91};
  private static final int RUNS = 100;

  private static double quadratic(double[] w) {
    return 0.5 * w[0] * w[0] + w[1] * w[1] - w[0] + 0.3 * w[0] * w[1];
  }

  private static double noisy(double[] w, Rng rng) {
    return quadratic(w) + 0.1 * rng.nextGaussian();
  }

  /// The root mean square distance to the minimum after so many steps.
  private static double[] errors(LongFunction<Trajectory> runs, long... at) {
    double[] errors = new double[at.length];
    for (long seed = 0; seed < RUNS; seed++) {
      Trajectory run = runs.apply(seed);
      for (int i = 0; i < at.length; i++) {
        double distance = Vectors.distance(run.at(at[i] + 1), MINIMUM);
        errors[i] += distance * distance / RUNS;
      }
    }
    for (int i = 0; i < at.length; i++) {
      errors[i] = Math.sqrt(errors[i]);
    }
    return errors;
  }

  private static double slope(LongFunction<Trajectory> runs, long from, long to) {
    double[] errors = errors(runs, from, to);
    return Math.log(errors[1] / errors[0]) / Math.log((double) to / from);
  }

  /// Without bias on a quadratic, so the noise decides: its variance is `a_k/c_k² = k^(−2/3)`. The deviation
  /// of the slope is about 0.03.
  @Test
  void kieferWolfowitzHasItsRate() {
    KieferWolfowitz algorithm = KieferWolfowitz.of(MinimaWithoutGradientsTest::noisy, 1, 1);
    assertThat(algorithm.conditions().hold()).isTrue();
    double slope = slope(seed -> algorithm.run(new double[2], 5000, Rng.of(seed)), 100, 5000);
    assertThat(slope).isCloseTo(-1.0 / 3, within(0.08));
  }

  /// The quotient is that at `w + c/2`: a bias of `c_k/2 = k^(−1/6)/2` is left, and nothing else by far.
  @Test
  void forwardDifferencesAreBiased() {
    KieferWolfowitz algorithm =
        KieferWolfowitz.of(MinimaWithoutGradientsTest::noisy, 1, 1)
            .withDifference(KieferWolfowitz.Difference.FORWARD);
    double slope = slope(seed -> algorithm.run(new double[2], 5000, Rng.of(seed)), 100, 5000);
    assertThat(slope).isCloseTo(-1.0 / 6, within(0.03));
  }

  @Test
  void evaluationsAreCounted() {
    KieferWolfowitz central = KieferWolfowitz.of(MinimaWithoutGradientsTest::noisy, 1, 1);
    KieferWolfowitz forward = central.withDifference(KieferWolfowitz.Difference.FORWARD);
    double[] start = new double[2];
    assertThat(central.run(start, 10, Rng.of(1)).evaluations()).isEqualTo(40);
    assertThat(forward.run(start, 10, Rng.of(1)).evaluations()).isEqualTo(30);
    Spsa spsa = Spsa.standard(MinimaWithoutGradientsTest::noisy, 0.1, 0.1, 10);
    assertThat(spsa.run(start, 10, Rng.of(1)).evaluations()).isEqualTo(20);
    assertThat(spsa.withAveraged(3).run(start, 10, Rng.of(1)).evaluations()).isEqualTo(60);
    Spsa one = spsa.withMeasurement(Spsa.Measurement.ONE_SIDED);
    assertThat(one.withAveraged(3).run(start, 10, Rng.of(1)).evaluations()).isEqualTo(40);
    Spsa single = spsa.withMeasurement(Spsa.Measurement.SINGLE);
    assertThat(single.run(start, 10, Rng.of(1)).evaluations()).isEqualTo(10);
  }

  @Test
  void oneUnknown() {
    Trajectory run =
        KieferWolfowitz.ofScalar((w, rng) -> (w - 3) * (w - 3) + 0.1 * rng.nextGaussian(), 0.5, 1)
            .run(0, 2000, Rng.of(1));
    assertThat(run.root()).isCloseTo(3, within(0.05));
  }

  /// `Σ a_k·c_k` is infinite with Spall's gains, and he does not ask for it.
  @Test
  void theStandardGainsKeepTheConditionsOfSpall() {
    Spsa spsa = Spsa.standard((w, rng) -> 0, 0.1, 0.1, 1000);
    assertThat(spsa.steps()).isEqualTo(new StepRule.Power(0.1, 100, 0.602));
    assertThat(spsa.widths()).isEqualTo(StepRule.power(0.1, 0.101));
    assertThat(spsa.conditions().hold()).isTrue();
    Conditions old = KieferWolfowitz.of((w, rng) -> 0, spsa.steps(), spsa.widths()).conditions();
    assertThat(old.decisions())
        .extracting(Decision::answer)
        .containsExactly(Answer.YES, Answer.YES, Answer.NO, Answer.YES);
    Spsa constant = Spsa.of((w, rng) -> 0, StepRule.harmonic(), StepRule.constant(0.1));
    assertThat(constant.conditions().all().reason())
        .isEqualTo("because of c_k → 0: 1/k^p tends to 0 for p > 0 only, and here p = 0");
    Spsa narrow = Spsa.of((w, rng) -> 0, StepRule.harmonic(), StepRule.power(1, 0.5));
    assertThat(narrow.conditions().decisions().getLast().answer()).isEqualTo(Answer.NO);
    Spsa unknown = Spsa.of((w, rng) -> 0, StepRule.harmonic(), StepRule.custom("f", k -> 1));
    assertThat(unknown.conditions().all().answer()).isEqualTo(Answer.NOT_DECIDED);
  }

  /// The standard gains: the variance is `a_k/c_k² = k^(−0.602 + 0.202)`. The rate shows where the steps are
  /// far beyond `A`, so that is small here.
  @Test
  void spsaHasTheRateOfItsGains() {
    Spsa standard = Spsa.standard(MinimaWithoutGradientsTest::noisy, 0.5, 0.3, 100);
    double slow = slope(seed -> standard.run(new double[2], 10_000, Rng.of(seed)), 300, 10_000);
    assertThat(slow).isCloseTo(-0.2, within(0.06));
    Spsa best =
        Spsa.of(
            MinimaWithoutGradientsTest::noisy,
            StepRule.harmonic(2, 10),
            StepRule.power(0.3, 1.0 / 6));
    double fast = slope(seed -> best.run(new double[2], 10_000, Rng.of(seed)), 300, 10_000);
    assertThat(fast).isCloseTo(-1.0 / 3, within(0.07));
  }

  /// Unbiased on a quadratic; with one-sided differences there is `c·½·ΔᵀHΔ·Δᵢ`, whose mean is 0 too, since
  /// it is odd in `Δ`. The deviation of a mean of 20 000 estimates is below 0.02 for all but the last.
  @Test
  void estimatesHaveTheGradientAsMean() {
    double[] w = {0.5, -1};
    double[] gradient = {w[0] - 1 + 0.3 * w[1], 2 * w[1] + 0.3 * w[0]};
    for (Spsa.Measurement measurement : Spsa.Measurement.values()) {
      Spsa many =
          Spsa.standard(MinimaWithoutGradientsTest::noisy, 1, 1, 1)
              .withMeasurement(measurement)
              .withAveraged(20_000);
      assertThat(many.estimate(w, 0.3, Rng.of(3)))
          .as(measurement.toString())
          .containsExactly(gradient, within(measurement == Spsa.Measurement.SINGLE ? 0.15 : 0.06));
    }
  }

  /// Without noise the error of one estimate is that of the directions alone: `Σ_{j≠i} gⱼ·ΔⱼΔᵢ`.
  @Test
  void oneEstimateIsTheSlopeAlongItsDirection() {
    Spsa exact = Spsa.standard((w, rng) -> 3 * w[0] + 5 * w[1], 1, 1, 1);
    for (Spsa.Measurement measurement :
        new Spsa.Measurement[] {Spsa.Measurement.TWO_SIDED, Spsa.Measurement.ONE_SIDED}) {
      double[] found = exact.withMeasurement(measurement).estimate(new double[2], 1, Rng.of(1));
      assertThat(Math.abs(found[0])).isIn(2.0, 8.0);
      assertThat(Math.abs(found[1])).isEqualTo(Math.abs(found[0]));
    }
  }

  /// Variance `1/4`, so half of the error; measured 0.0239 and 0.0118.
  @Test
  void averagedEstimatesHaveLessNoise() {
    Spsa one = Spsa.standard(MinimaWithoutGradientsTest::noisy, 0.5, 0.3, 3000);
    double alone = errors(seed -> one.run(new double[2], 3000, Rng.of(seed)), 3000)[0];
    double averaged =
        errors(seed -> one.withAveraged(4).run(new double[2], 3000, Rng.of(seed)), 3000)[0];
    assertThat(averaged / alone).isCloseTo(0.5, within(0.12));
  }

  /// Twenty unknowns: for the same number of evaluations SPSA takes twenty times the steps.
  @Test
  void manyUnknownsAtTheCostOfOne() {
    NoisyFunction bowl = (w, rng) -> 0.5 * Vectors.dot(w, w) + 0.01 * rng.nextGaussian();
    double[] start = new double[20];
    Arrays.fill(start, 1);
    Trajectory spsa = Spsa.standard(bowl, 0.2, 0.1, 2000).run(start, 2000, Rng.of(1));
    assertThat(spsa.evaluations()).isEqualTo(4000);
    assertThat(Vectors.norm(spsa.last())).isLessThan(0.2 * Vectors.norm(start));
  }

  @Test
  void whatRunsAwayIsReported() {
    Spsa steep = Spsa.of((w, rng) -> w[0] * w[0], StepRule.constant(3), StepRule.constant(1));
    assertThat(steep.run(new double[] {1}, 1000, Rng.of(1)).divergence()).isPresent();
    KieferWolfowitz flat =
        KieferWolfowitz.of((w, rng) -> w[0], StepRule.constant(1), StepRule.constant(0));
    assertThat(flat.run(0, 10, Rng.of(1)).divergence().orElseThrow().cause())
        .isEqualTo(Divergence.Cause.MEASUREMENT_NOT_FINITE);
    KieferWolfowitz held =
        KieferWolfowitz.of((w, rng) -> -w[0], StepRule.constant(1), StepRule.constant(1))
            .withOptions(RunOptions.DEFAULT.withProjection(Projection.interval(0, 2)));
    assertThat(held.run(0, 10, Rng.of(1)).root()).isEqualTo(2);
    Spsa spsa = steep.withOptions(RunOptions.DEFAULT.withProjection(Projection.interval(-9, 2)));
    assertThat(spsa.run(new double[] {1}, 10, Rng.of(1)).diverged()).isFalse();
  }

  /// A width of 10⁻³ beside 10¹¹ is rounded to a multiple of 2⁻¹⁶, which is not it.
  @Test
  void quotientsAreOfWhatWasMoved() {
    double[] w = {3e11, 1};
    NoisyFunction sum = (x, rng) -> (x[0] - 3e11) + 2 * x[1];
    StepRule none = StepRule.constant(0);
    StepRule width = StepRule.constant(1e-3);
    RunOptions options = RunOptions.DEFAULT.withMeasurements();
    for (KieferWolfowitz.Difference each : KieferWolfowitz.Difference.values()) {
      Trajectory run =
          KieferWolfowitz.of(sum, none, width)
              .withDifference(each)
              .withOptions(options)
              .run(w, 1, Rng.of(1));
      assertThat(run.measurements()[0]).containsExactly(new double[] {1, 2}, within(1e-11));
    }
    // of two coordinates the one of the other is noise with mean 0: alone, it is exact
    NoisyFunction first = (x, rng) -> x[0] - 3e11;
    for (Spsa.Measurement each :
        new Spsa.Measurement[] {Spsa.Measurement.TWO_SIDED, Spsa.Measurement.ONE_SIDED}) {
      double[] slope =
          Spsa.of(first, none, width)
              .withMeasurement(each)
              .estimate(new double[] {3e11}, 1e-3, Rng.of(1));
      assertThat(slope).containsExactly(1);
    }
    double[][] jacobian =
        AveragedRoot.jacobian(
            (x, rng) -> new double[] {x[0] - 3e11, 2 * x[1]}, w, 1e-3, 3, Rng.of(1));
    assertThat(jacobian[0]).containsExactly(new double[] {1, 0}, within(1e-11));
    assertThat(jacobian[1]).containsExactly(new double[] {0, 2}, within(1e-11));
  }

  /// A width that is nothing beside the point ends the run, and is not taken for a flat function.
  @Test
  void widthsThatMoveNothing() {
    double[] w = {1e11};
    NoisyFunction slope = (x, rng) -> x[0] + rng.nextGaussian();
    StepRule width = StepRule.constant(1e-9);
    for (Trajectory run :
        new Trajectory[] {
          KieferWolfowitz.of(slope, StepRule.harmonic(), width).run(w, 5, Rng.of(1)),
          Spsa.of(slope, StepRule.harmonic(), width).run(w, 5, Rng.of(1))
        }) {
      assertThat(run.divergence().orElseThrow().cause())
          .isEqualTo(Divergence.Cause.MEASUREMENT_NOT_FINITE);
      assertThat(run.steps()).isZero();
    }
  }
}
