package octavo.approximation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import octavo.random.Rng;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is refused at the border, and what is said.
class ApproximationErrorsTest {
  private static final Rng RNG = Rng.of(1);
  private static final RobbinsMonro ANY = RobbinsMonro.ofScalar((w, rng) -> w, StepRule.harmonic());

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfAny(
            IllegalArgumentException.class,
            IndexOutOfBoundsException.class,
            IllegalStateException.class)
        .hasMessage(message);
    assertThat(message).matches("(?s)[\\w.]+: .+ but .+\\.");
  }

  @Test
  void stepRules() {
    refuses(
        () -> StepRule.constant(-1),
        "Constant: length must be finite and not negative, but is -1.0.");
    refuses(
        () -> StepRule.constant(Double.NaN),
        "Constant: length must be finite and not negative, but is NaN.");
    String power =
        "Power: factor and exponent must be finite and not negative and shift above -1, but ";
    refuses(
        () -> StepRule.harmonic(-1), power + "factor is -1.0, shift is 0.0 and exponent is 1.0.");
    refuses(
        () -> StepRule.harmonic(1, -1),
        power + "factor is 1.0, shift is -1.0 and exponent is 1.0.");
    refuses(
        () -> StepRule.power(1, -0.5), power + "factor is 1.0, shift is 0.0 and exponent is -0.5.");
    refuses(
        () -> StepRule.power(1, Double.NaN),
        power + "factor is 1.0, shift is 0.0 and exponent is NaN.");
    refuses(
        () -> StepRule.harmonic().then(1, StepRule.harmonic()),
        "Piecewise: there must be a beginning for each rule, growing from 1, but there are 2 rules from [1, 1].");
    refuses(
        () -> new StepRule.Piecewise(List.of(1L), List.of()),
        "Piecewise: there must be a beginning for each rule, growing from 1, but there are 0 rules from [1].");
    refuses(
        () -> StepRule.harmonic().partialSum(-1), "partialSum: n must not be negative, but is -1.");
    refuses(
        () -> StepRule.harmonic().partialSumOfSquares(-1),
        "partialSumOfSquares: n must not be negative, but is -1.");
    refuses(
        () -> new Conditions(List.of()),
        "Conditions: there must be at least one decision, but there are 0.");
  }

  @Test
  void sets() {
    refuses(
        () -> Projection.interval(1, 1),
        "Interval: low must be below high, but low is 1.0 and high is 1.0.");
    refuses(
        () -> Projection.interval(Double.NaN, 1),
        "Interval: low must be below high, but low is NaN and high is 1.0.");
    refuses(
        () -> Projection.box(new double[] {0}, new double[] {1, 2}),
        "Box: each low bound must be below its high bound, but low is [0.0] and high is [1.0, 2.0].");
    refuses(
        () -> Projection.box(new double[] {0, 2}, new double[] {1, 2}),
        "Box: each low bound must be below its high bound, but low is [0.0, 2.0] and high is [1.0, 2.0].");
    refuses(
        () -> Projection.ball(new double[] {0}, 0),
        "Ball: radius must be positive and finite, but is 0.0.");
    refuses(
        () -> Projection.ball(new double[] {Double.NaN}, 1),
        "Ball: center must have coordinates, all finite, but is [NaN].");
    refuses(
        () -> Projection.ball(new double[] {0}, 1).apply(new double[2]),
        "Ball: the point must have 1 coordinates, but has 2.");
    refuses(
        () -> Projection.box(new double[1], new double[] {1}).apply(new double[2]),
        "Box: the point must have 1 coordinates, but has 2.");
    refuses(
        () -> ExpandingTruncation.of(0),
        "ExpandingTruncation: first must be positive, growth above 1 and both finite, but first is 0.0 and growth is 2.0.");
    refuses(
        () -> new ExpandingTruncation(new double[0], 1, 2),
        "ExpandingTruncation: restart must have coordinates, all finite, but is [].");
  }

  @Test
  void options() {
    refuses(
        () -> RunOptions.DEFAULT.withDivergence(0),
        "RunOptions: divergence must be positive and at most 1e300, but is 0.0.");
    refuses(
        () -> RunOptions.DEFAULT.withDivergence(Double.POSITIVE_INFINITY),
        "RunOptions: divergence must be positive and at most 1e300, but is Infinity.");
    refuses(
        () -> RunOptions.DEFAULT.withBurnIn(-1),
        "RunOptions: burnIn must not be negative and every at least 1, but burnIn is -1 and every is 1.");
    refuses(
        () -> RunOptions.DEFAULT.withEvery(0),
        "RunOptions: burnIn must not be negative and every at least 1, but burnIn is 0 and every is 0.");
  }

  @Test
  void runs() {
    refuses(() -> ANY.run(0, 0, RNG), "RobbinsMonro: steps must be at least 1, but are 0.");
    refuses(
        () -> ANY.run(Double.NaN, 1, RNG),
        "RobbinsMonro: start must have coordinates, all finite, but is [NaN].");
    refuses(
        () -> ANY.run(new double[0], 1, RNG),
        "RobbinsMonro: start must have coordinates, all finite, but is [].");
    refuses(
        () -> ANY.run(0, 4_000_000_000L, RNG),
        "RobbinsMonro: at most 1.4e9 numbers can be recorded, but 4000000000 steps of 1 coordinates are more. Record fewer with RunOptions.withEvery.");
    refuses(
        () -> ANY.withProjection(Projection.interval(1, 2)).run(0, 1, RNG),
        "RobbinsMonro: start must be in the set of the projection, but is [0.0]. The nearest point is [1.0].");
    refuses(
        () -> ANY.withTruncation(ExpandingTruncation.of(1)).run(new double[2], 1, RNG),
        "RobbinsMonro: restart must have 2 coordinates, but has 1.");
    refuses(
        () -> ANY.run(new double[2], 1, RNG),
        "run: what the function gives must have 2 coordinates, but has 1.");
    KieferWolfowitz kiefer = KieferWolfowitz.of((w, rng) -> 0, 1, 1);
    refuses(() -> kiefer.run(0, 0, RNG), "KieferWolfowitz: steps must be at least 1, but are 0.");
    Spsa spsa = Spsa.standard((w, rng) -> 0, 1, 1, 10);
    refuses(
        () -> spsa.run(new double[0], 1, RNG),
        "Spsa: start must have coordinates, all finite, but is [].");
    refuses(() -> spsa.withAveraged(0), "Spsa: averaged must be at least 1, but is 0.");
    refuses(
        () -> spsa.estimate(new double[0], 1, RNG),
        "estimate: w must have coordinates, all finite, but is [].");
  }

  @Test
  void trajectories() {
    Trajectory run = ANY.run(1, 3, RNG);
    refuses(
        () -> run.at(0),
        "at: k must be the number of one of the 4 recorded points, of which the last is 4, but is 0.");
    refuses(() -> run.coordinate(1), "coordinate: i must be in [0, 1), but is 1.");
    refuses(() -> run.distances(1, 2), "distances: goal must have 1 coordinates, but has 2.");
    refuses(
        run::measurements,
        "measurements: must be kept during the run, but were not. Run it with RunOptions.withMeasurements().");
    Trajectory plane =
        RobbinsMonro.of((w, rng) -> w, StepRule.harmonic()).run(new double[2], 1, RNG);
    refuses(plane::root, "root: there must be one unknown, but there are 2.");
    refuses(plane::averageRoot, "averageRoot: there must be one unknown, but there are 2.");
  }

  @Test
  void intervals() {
    RunOptions kept = RunOptions.DEFAULT.withMeasurements();
    Trajectory run = ANY.withOptions(kept).run(1, 200, RNG);
    double[][] one = {{1}};
    refuses(
        () -> AveragedRoot.batchMeans(run, 0.6, 1),
        "batchMeans: level must be between 0 and 1, but is 1.0.");
    refuses(
        () -> AveragedRoot.batchMeans(run, 1, 0.95),
        "batchMeans: exponent must be between 0 and 1, but is 1.0.");
    refuses(
        () -> AveragedRoot.batchMeans(ANY.run(1, 99, RNG), 0.6, 0.95),
        "batchMeans: every point must be recorded and there must be at least 100, but 100 of 100 are.");
    refuses(
        () ->
            AveragedRoot.batchMeans(
                ANY.withOptions(RunOptions.DEFAULT.withEvery(2)).run(1, 200, RNG), 0.6, 0.95),
        "batchMeans: every point must be recorded and there must be at least 100, but 101 of 201 are.");
    Trajectory away =
        RobbinsMonro.ofScalar((w, rng) -> -1e11, StepRule.constant(1)).run(0, 500, RNG);
    refuses(
        () -> AveragedRoot.batchMeans(away, 0.6, 0.95),
        "batchMeans: the run must have come to its end, but diverged at step 11: beyond the limit at [1.1E12].");
    refuses(
        () -> AveragedRoot.plugIn(away, one, 0.95),
        "plugIn: the run must have come to its end, but diverged at step 11: beyond the limit at [1.1E12].");
    refuses(
        () -> AveragedRoot.plugIn(run, one, 0),
        "plugIn: level must be between 0 and 1, but is 0.0.");
    refuses(
        () -> AveragedRoot.plugIn(run, new double[][] {{0}}, 0.95),
        "plugIn: jacobian must have an inverse, but is [[0.0]].");
    refuses(
        () -> AveragedRoot.plugIn(run, new double[][] {{1, 2}}, 0.95),
        "plugIn: jacobian must be square and finite, but is [[1.0, 2.0]].");
    refuses(
        () -> AveragedRoot.plugIn(run, new double[][] {{1, 0}, {0, 1}}, 0.95),
        "plugIn: a row of the jacobian must have 1 coordinates, but has 2.");
    refuses(
        () -> AveragedRoot.plugIn(ANY.withOptions(kept).run(1, 1, RNG), one, 0.95),
        "plugIn: there must be at least 2 averaged points and 4 measurements, but there are 1 and 1.");
    AveragedRoot root = AveragedRoot.plugIn(run, one, 0.95);
    refuses(() -> root.covers(1, 2), "covers: root must have 1 coordinates, but has 2.");
    refuses(
        () -> AveragedRoot.jacobian((w, rng) -> w, new double[1], 0, 1, RNG),
        "jacobian: width must be positive and repeats at least 1, but width is 0.0 and repeats are 1.");
    refuses(
        () -> AveragedRoot.jacobian((w, rng) -> w, new double[0], 1, 1, RNG),
        "jacobian: w must have coordinates, all finite, but is [].");
  }

  @Test
  void dvoretzky() {
    Dvoretzky scalar = Dvoretzky.of(StepRule.harmonic(), StepRule.harmonic(), (d, rng) -> 0);
    refuses(() -> scalar.simulate(1, 0, RNG), "Dvoretzky: steps must be at least 1, but are 0.");
    StepRule rule = StepRule.harmonic();
    refuses(
        () -> VectorDvoretzky.of(rule, rule, -1, (d, s, rng) -> 0),
        "VectorDvoretzky: gamma must be finite and not negative, but is -1.0.");
    VectorDvoretzky vector = VectorDvoretzky.of(rule, rule, 0.5, (d, s, rng) -> 0);
    refuses(
        () -> vector.simulate(new double[0], 1, RNG),
        "VectorDvoretzky: start must have coordinates, all finite, but is [].");
    refuses(
        () -> vector.withSelection((k, rng) -> 2).simulate(new double[2], 1, RNG),
        "simulate: the selection must be in [0, 2), but is 2.");
    refuses(
        () -> vector.contraction(new double[2], 10, RNG),
        "contraction: delta must not be 0 and draws must be at least 2, but the largest coordinate is 0.0 and draws are 10.");
    refuses(
        () -> vector.contraction(new double[] {1}, 1, RNG),
        "contraction: delta must not be 0 and draws must be at least 2, but the largest coordinate is 1.0 and draws are 1.");
  }

  @Test
  void descents() {
    double[][] data = {{1}, {2}};
    double[] start = {0};
    SampleGradient mean = SampleGradient.mean();
    StepRule rule = StepRule.harmonic();
    refuses(
        () -> Batches.withReplacement(0), "WithReplacement: size must be at least 1, but is 0.");
    refuses(
        () -> Batches.withoutReplacement(0),
        "WithoutReplacement: size must be at least 1, but is 0.");
    refuses(() -> Batches.shuffled(0), "Shuffled: size must be at least 1, but is 0.");
    refuses(
        () -> GradientDescent.mbgd(mean, rule, 0),
        "WithReplacement: size must be at least 1, but is 0.");
    GradientDescent sgd = GradientDescent.sgd(mean, rule);
    refuses(
        () -> sgd.run(new double[0][], start, 1, RNG),
        "GradientDescent: there must be at least one sample, but there are 0.");
    refuses(
        () -> sgd.fullGradient(new double[0][], start),
        "fullGradient: there must be at least one sample, but there are 0.");
    refuses(
        () -> sgd.run(data, start, 0, RNG),
        "GradientDescent: steps must be at least 1, but are 0.");
    String larger =
        "GradientDescent: a batch without replacement must not exceed the data set, but 3 of 2 samples are wanted.";
    refuses(
        () ->
            GradientDescent.of(mean, rule, Batches.withoutReplacement(3)).run(data, start, 1, RNG),
        larger);
    refuses(
        () -> GradientDescent.of(mean, rule, Batches.shuffled(3)).run(data, start, 1, RNG), larger);
    refuses(
        () -> GradientDescent.sgd((w, x) -> new double[3], rule).run(data, start, 1, RNG),
        "GradientDescent: the gradient must have 1 coordinates, but has 3.");
    Trajectory run = sgd.run(data, start, 5, RNG);
    String kept =
        "measurements: must be kept during the run, but were not. Run it with RunOptions.withMeasurements().";
    refuses(() -> sgd.relativeErrors(data, run), kept);
    refuses(() -> sgd.relativeErrorBounds(data, run, start, 1), kept);
    refuses(
        () -> sgd.relativeErrorBounds(data, run, start, 0),
        "relativeErrorBounds: c must be positive, but is 0.0.");
    refuses(
        () -> sgd.relativeErrorBounds(data, run, new double[2], 1),
        "relativeErrorBounds: goal must have 1 coordinates, but has 2.");
  }

  @Test
  void streams() {
    String rest =
        ": an observation must be finite, but is NaN. Leave it out or count it elsewhere.";
    refuses(() -> RunningMean.exact().add(Double.NaN), "RunningMean" + rest);
    refuses(() -> RunningMean.exact().addAll(1, Double.NaN), "RunningMean" + rest);
    refuses(() -> RunningMean.of(StepRule.harmonic(), Double.NaN), "RunningMean" + rest);
    refuses(
        () -> new RunningMean(StepRule.harmonic(), -1, 0),
        "RunningMean: count must not be negative, but is -1.");
    refuses(() -> RunningVariance.of(1, Double.NaN), "RunningVariance" + rest);
    refuses(
        () -> new RunningVariance(1, 0, -1),
        "RunningVariance: count and squares must not be negative and all be finite, but count is 1, mean is 0.0 and squares are -1.0.");
    refuses(
        () -> RunningVariance.of(-1e200).plus(RunningVariance.of(1e200)),
        "RunningVariance: count and squares must not be negative and all be finite, but count is 2, mean is 0.0 and squares are Infinity.");
    refuses(
        () -> RunningVariance.none().variance(),
        "variance: there must be at least 1 observations, but there are 0.");
    refuses(
        () -> RunningVariance.of(1).sampleVariance(),
        "sampleVariance: there must be at least 2 observations, but there are 1.");
    refuses(
        () -> RunningVariance.of(1).standardError(),
        "sampleVariance: there must be at least 2 observations, but there are 1.");
    refuses(
        () -> RunningCovariance.none(0),
        "RunningCovariance: dimension must be at least 1, but is 0.");
    RunningCovariance two = RunningCovariance.none(2);
    refuses(
        () -> two.add(1), "RunningCovariance: an observation must have 2 coordinates, but has 1.");
    refuses(() -> two.add(1, Double.NaN), "RunningCovariance" + rest);
    RunningCovariance one = two.add(0, 0);
    refuses(
        () -> one.add(1e200, 0),
        "RunningCovariance: the products of distances must be finite, but some are [Infinity, 0.0]. Scale the observations.");
    refuses(
        () -> two.plus(RunningCovariance.none(1)),
        "RunningCovariance: the other's mean must have 2 coordinates, but has 1.");
    refuses(two::covariance, "covariance: there must be at least 1 observations, but there are 0.");
    refuses(
        () -> two.add(1, 2).sampleCovariance(),
        "sampleCovariance: there must be at least 2 observations, but there are 1.");
  }

  @Test
  void averagesAndQuantiles() {
    String rest =
        ": an observation must be finite, but is NaN. Leave it out or count it elsewhere.";
    refuses(
        () -> ExponentialAverage.of(1),
        "ExponentialAverage: decay must be in [0, 1), count not negative and raw finite, but decay is 1.0, count is 0 and raw is 0.0.");
    refuses(() -> ExponentialAverage.of(0.5).add(Double.NaN), "ExponentialAverage" + rest);
    refuses(
        () -> ExponentialAverage.of(0.5).value(),
        "ExponentialAverage: there must be at least 1 observations, but there are 0.");
    refuses(
        () -> StochasticQuantile.of(1, StepRule.harmonic()),
        "StochasticQuantile: p must be between 0 and 1, but is 1.0.");
    refuses(
        () -> StochasticQuantile.of(0.5, StepRule.harmonic()).add(Double.NaN),
        "StochasticQuantile" + rest);
    refuses(
        () -> new StochasticQuantile(0.5, StepRule.harmonic(), -1, 0, 0),
        "StochasticQuantile: count must not be negative, but is -1.");
    refuses(
        () -> PSquaredQuantile.of(0), "PSquaredQuantile: p must be between 0 and 1, but is 0.0.");
    refuses(() -> PSquaredQuantile.of(0.5).add(Double.NaN), "PSquaredQuantile" + rest);
    refuses(
        () -> PSquaredQuantile.of(0.5).value(),
        "PSquaredQuantile: there must be at least 1 observations, but there are 0.");
  }

  @Test
  void unknownsAndWidths() {
    refuses(
        () -> KieferWolfowitz.ofScalar((w, rng) -> w * w, 1, 1).run(new double[] {1, 1}, 3, RNG),
        "KieferWolfowitz: the point of a function of one unknown must have 1 coordinates, but has 2.");
    refuses(
        () -> AveragedRoot.jacobian((w, rng) -> w, new double[] {1, 1e18}, 1, 1, RNG),
        "jacobian: width must move w, but 1.0 is less than the last digit of 1.0E18. Take a larger one.");
  }
}
