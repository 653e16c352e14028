package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.approximation.Decision.Answer;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;

class DvoretzkyTest {
  private static final NoisyScalar NORMAL = (delta, rng) -> rng.nextGaussian();

  private static double meanSize(Dvoretzky process, double start, long steps) {
    double sum = 0;
    for (int seed = 0; seed < 50; seed++) {
      sum += Math.abs(process.simulate(start, steps, Rng.of(seed)).root()) / 50;
    }
    return sum;
  }

  @Test
  void withTheConditionsItTendsToZero() {
    Dvoretzky process = Dvoretzky.of(StepRule.harmonic(), StepRule.harmonic(), NORMAL);
    assertThat(process.conditions().hold()).isTrue();
    assertThat(meanSize(process, 10, 3000)).isLessThan(0.04);
  }

  /// Each is broken alone, and it shows.
  @Test
  void withoutOneOfThemItDoesNot() {
    Dvoretzky tooShort = Dvoretzky.of(StepRule.power(0.5, 2), StepRule.harmonic(), NORMAL);
    assertThat(tooShort.conditions().decisions())
        .extracting(Decision::answer)
        .containsExactly(Answer.NO, Answer.YES, Answer.YES);
    assertThat(meanSize(tooShort, 10, 3000)).isGreaterThan(2);
    Dvoretzky noisy = Dvoretzky.of(StepRule.harmonic(), StepRule.constant(0.5), NORMAL);
    assertThat(noisy.conditions().decisions())
        .extracting(Decision::answer)
        .containsExactly(Answer.YES, Answer.YES, Answer.NO);
    assertThat(meanSize(noisy, 10, 3000)).isGreaterThan(1);
    Dvoretzky tooLong = Dvoretzky.of(StepRule.constant(0.5), StepRule.harmonic(), NORMAL);
    assertThat(tooLong.conditions().decisions())
        .extracting(Decision::answer)
        .containsExactly(Answer.YES, Answer.NO, Answer.YES);
  }

  /// `Δ₂ = (1 − ½)·8 + ¼·4`, then `(1 − ¼)·5 + ⅛·4`.
  @Test
  void stepsByHand() {
    Trajectory run =
        Dvoretzky.of(
                StepRule.custom("α", k -> Math.pow(2, -k)),
                StepRule.custom("β", k -> Math.pow(2, -k - 1)),
                (delta, rng) -> 4)
            .simulate(8, 2, Rng.of(1));
    assertThat(run.coordinate(0)).containsExactly(8, 5, 4.25);
    assertThat(run.evaluations()).isEqualTo(2);
  }

  /// With `α = a·g'(w')` and `β = a` it is Robbins-Monro: here `g(w) = 2(w − 1)`, so `Δ = w − 1`.
  @Test
  void robbinsMonroIsACase() {
    StepRule a = StepRule.harmonic(0.7, 2);
    Trajectory delta =
        Dvoretzky.of(StepRule.harmonic(1.4, 2), a, (d, rng) -> -rng.nextGaussian())
            .simulate(3, 50, Rng.of(7));
    Trajectory w =
        RobbinsMonro.ofScalar((x, rng) -> 2 * (x - 1) + rng.nextGaussian(), a)
            .run(4, 50, Rng.of(7));
    for (int k = 1; k <= 51; k++) {
      assertThat(w.at(k)[0] - 1).isCloseTo(delta.at(k)[0], within(1e-12));
    }
  }

  @Test
  void whatRunsAwayIsReported() {
    Dvoretzky process = Dvoretzky.of(StepRule.constant(5), StepRule.harmonic(), NORMAL);
    Trajectory run = process.simulate(1, 1000, Rng.of(1));
    assertThat(run.divergence().orElseThrow().cause()).isEqualTo(Divergence.Cause.BEYOND_LIMIT);
    Trajectory held =
        process
            .withOptions(RunOptions.DEFAULT.withProjection(Projection.interval(-2, 2)))
            .simulate(1, 100, Rng.of(1));
    assertThat(held.diverged()).isFalse();
  }

  /// Every coordinate pulls on the next one: `E[e(s)] = γ·Δ(s + 1)`.
  private static VectorDvoretzky ring(double gamma) {
    return VectorDvoretzky.of(
        StepRule.harmonic(),
        StepRule.harmonic(),
        gamma,
        (delta, s, rng) -> gamma * delta[(s + 1) % delta.length] + rng.nextGaussian());
  }

  @Test
  void theVectorFormContracts() {
    VectorDvoretzky process = ring(0.5);
    assertThat(process.conditions().hold()).isTrue();
    Trajectory run = process.simulate(new double[] {10, -10, 10}, 20_000, Rng.of(1));
    assertThat(Vectors.maxAbs(run.last())).isLessThan(0.1);
    assertThat(run.evaluations()).isEqualTo(60_000);
  }

  /// Nothing pulls to 0 where the mean of the noise is as large as `Δ` itself.
  @Test
  void withoutContractionItStays() {
    VectorDvoretzky process = ring(1);
    assertThat(process.conditions().all().reason()).isEqualTo("because of γ < 1: γ is given as 1");
    Trajectory run = process.simulate(new double[] {10, 10, 10}, 20_000, Rng.of(1));
    assertThat(run.last()).containsExactly(new double[] {10, 10, 10}, within(3.0));
  }

  @Test
  void theContractionIsMeasured() {
    VectorDvoretzky.Contraction found =
        ring(0.5).contraction(new double[] {1, -8, 2}, 20_000, Rng.of(1));
    assertThat(found.ratio()).isCloseTo(0.5, within(4 / Math.sqrt(20_000) / 8));
    assertThat(found.standardError()).isCloseTo(1 / Math.sqrt(20_000) / 8, within(1e-4));
    assertThat(found.variance()).isCloseTo(1.0 / 81, within(1e-3));
  }

  @Test
  void oneCoordinateAtATime() {
    VectorDvoretzky process =
        ring(0).withSelection((k, rng) -> (int) (k % 2)).withOptions(RunOptions.DEFAULT);
    assertThat(process.conditions().all().answer()).isEqualTo(Answer.NOT_DECIDED);
    Trajectory run = process.simulate(new double[] {5, 5, 5}, 3, Rng.of(1));
    assertThat(run.at(2)[0]).isEqualTo(5);
    assertThat(run.at(2)[1]).isNotEqualTo(5);
    assertThat(run.at(3)[1]).isEqualTo(run.at(2)[1]);
    assertThat(run.last()[2]).as("never selected").isEqualTo(5);
    assertThat(run.evaluations()).isEqualTo(3);
    // the lengths are those of the visits: α = 1 at the first, ½ at the second
    double[] seen = {run.at(2)[1], run.at(4)[1]};
    Rng rng = Rng.of(1);
    double first = rng.nextGaussian();
    rng.nextGaussian();
    double third = rng.nextGaussian();
    assertThat(seen[0]).isCloseTo(first, within(1e-12));
    assertThat(seen[1]).isCloseTo(first / 2 + third / 2, within(1e-12));
  }

  @Test
  void longerNoiseThanPullIsToldApart() {
    VectorDvoretzky process =
        VectorDvoretzky.of(StepRule.harmonic(), StepRule.power(1, 0.8), 0.5, (delta, s, rng) -> 0);
    assertThat(process.conditions().all())
        .hasToString(
            "all conditions on the sequences: no, because of E[β_k] ≤ E[α_k]: in the end the exponent decides: 0.8 on the left, 1 on the right");
  }
}
