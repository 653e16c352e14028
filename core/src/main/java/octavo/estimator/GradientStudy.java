package octavo.estimator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import octavo.distribution.Distribution;
import octavo.random.Rng;

/// Measures estimators on a problem: bias, variance, mean-squared error with confidence intervals, and cost.
///
/// ```java
/// GradientReport report =
///     GradientStudy.of(problem)
///         .with("score function", ScoreFunction::plain)
///         .with("pathwise", Pathwise::new)
///         .withReplicas(20_000)
///         .run(Rng.of(1));
/// System.out.println(report.table());
/// ```
///
/// The same seed gives the same report but for its times, and adding an estimator changes nothing for the others.
/// Estimators that remember or learn are made afresh for each measurement and go through a warm-up first. The
/// replicas of a measurement share what is remembered: the variance is that of a baseline which has seen many draws.
///
/// @param problem the expectation
/// @param candidates how each estimator is made, by name, in order
/// @param samples how many each estimate averages
/// @param replicas how many estimates are made
/// @param warmUp rounds of estimates ahead of the measurement, in which averages form and parameters are learned
/// @param <D> the distribution
public record GradientStudy<D extends Distribution>(
    GradientProblem<D> problem,
    Map<String, Supplier<? extends GradientEstimator<? super D>>> candidates,
    int samples,
    int replicas,
    int warmUp) {
  private static final int SAMPLES = 1;
  private static final int REPLICAS = 10_000;
  private static final int WARM_UP = 200;

  /// Copies the map and checks the numbers.
  ///
  /// @throws IllegalArgumentException if there is no sample, fewer than two replicas, or a negative warm-up
  public GradientStudy {
    candidates = Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
    if (samples < 1 || replicas < 2 || warmUp < 0) {
      throw new IllegalArgumentException(
          "GradientStudy: there must be 1 sample, 2 replicas and a warm-up of 0 rounds at least, but they are %d, %d and %d."
              .formatted(samples, replicas, warmUp));
    }
  }

  /// Of one sample, 10 000 replicas and 200 rounds of warm-up, without estimators.
  public static <D extends Distribution> GradientStudy<D> of(GradientProblem<D> problem) {
    return new GradientStudy<>(problem, Map.of(), SAMPLES, REPLICAS, WARM_UP);
  }

  /// With one more estimator.
  ///
  /// @param name in tables and figures
  /// @param estimator makes it; called for each measurement
  /// @throws IllegalArgumentException if the name is taken
  public GradientStudy<D> with(
      String name, Supplier<? extends GradientEstimator<? super D>> estimator) {
    if (candidates.containsKey(name)) {
      throw new IllegalArgumentException(
          "GradientStudy: each estimator must have a name of its own, but '%s' is there already."
              .formatted(name));
    }
    Map<String, Supplier<? extends GradientEstimator<? super D>>> more =
        new LinkedHashMap<>(candidates);
    more.put(name, estimator);
    return new GradientStudy<>(problem, more, samples, replicas, warmUp);
  }

  /// With so many samples in each estimate.
  ///
  /// @throws IllegalArgumentException if there is none
  public GradientStudy<D> withSamples(int number) {
    return new GradientStudy<>(problem, candidates, number, replicas, warmUp);
  }

  /// With so many estimates.
  ///
  /// @throws IllegalArgumentException if there are fewer than two
  public GradientStudy<D> withReplicas(int number) {
    return new GradientStudy<>(problem, candidates, samples, number, warmUp);
  }

  /// With so many rounds ahead of the measurement.
  ///
  /// @throws IllegalArgumentException if the number is negative
  public GradientStudy<D> withWarmUp(int rounds) {
    return new GradientStudy<>(problem, candidates, samples, replicas, rounds);
  }

  /// Measures all estimators.
  ///
  /// @throws IllegalArgumentException if there is no estimator, one needs more samples, or the objective does
  ///     not give one number for each sample and replica
  public GradientReport run(Rng rng) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException(
          "GradientStudy: there must be an estimator, but there is none. Add one with with(name,"
              + " estimator).");
    }
    List<GradientReport.Row> rows = new ArrayList<>();
    candidates.forEach((name, maker) ->
        rows.add(
            new Measurement<>(problem, maker.get(), samples, rng.split(name))
                .run(name, replicas, warmUp)));
    return new GradientReport(problem.name(), samples, replicas, rows);
  }

  /// Measures all estimators with each of these numbers of samples.
  ///
  /// @throws IllegalArgumentException as [#run], or if there are no numbers
  public GradientSweep sweep(Rng rng, int... numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException(
          "GradientStudy: there must be numbers of samples to go through, but there is none.");
    }
    List<GradientReport> reports = new ArrayList<>();
    for (int number : numbers) {
      reports.add(withSamples(number).run(rng.split("samples " + number)));
    }
    return new GradientSweep(reports);
  }
}
