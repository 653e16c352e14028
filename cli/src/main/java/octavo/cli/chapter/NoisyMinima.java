package octavo.cli.chapter;

import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import octavo.approximation.AveragedRoot;
import octavo.approximation.KieferWolfowitz;
import octavo.approximation.NoisyFunction;
import octavo.approximation.RobbinsMonro;
import octavo.approximation.RunOptions;
import octavo.approximation.Spsa;
import octavo.approximation.StepRule;
import octavo.approximation.Trajectory;
import octavo.plot.XyChart;
import octavo.random.Rng;

/// Averages and intervals for a root, steps that adapt, and minima of which no gradient is seen.
final class NoisyMinima {
  private static final int RUNS = 100;
  private static final double[] MINIMUM = {2 / 1.91, -0.3 / 1.91};

  private NoisyMinima() {}

  static void run(Findings findings) {
    averages(findings);
    coverage(findings);
    kesten(findings);
    rates(findings);
  }

  private static void averages(Findings findings) {
    // begin averages
    StepRule slow = StepRule.power(0.5, 2.0 / 3); // longer than 1/k
    RunOptions options = RunOptions.DEFAULT.withMeasurements().withBurnIn(500);
    Trajectory run =
        RobbinsMonro.ofScalar((w, rng) -> 2 * (w - 1) + rng.nextGaussian(), slow)
            .withOptions(options)
            .run(0, 5000, Rng.of(4));
    double last = run.root();
    double mean = run.averageRoot(); // Polyak and Ruppert
    double[] slope = {2}; // g' is 2
    AveragedRoot known = AveragedRoot.plugIn(run, new double[][] {slope}, 0.95);
    AveragedRoot seen = AveragedRoot.batchMeans(run, 2.0 / 3, 0.95); // from the points alone
    // end averages
    findings.text(
        "averages",
        String.format(
            Locale.ROOT,
            "last point      %.4f%nmean            %.4f%nplug-in         %.4f to %.4f%nbatch means     %.4f to %.4f",
            last,
            mean,
            known.low(0),
            known.high(0),
            seen.low(0),
            seen.high(0)));
  }

  private static void coverage(Findings findings) {
    double[] slope = {2};
    StringBuilder table = new StringBuilder("steps   plug-in   batch means   (400 runs)\n");
    for (int steps : new int[] {1000, 5000}) {
      int known = 0;
      int seen = 0;
      for (int seed = 0; seed < 400; seed++) {
        Trajectory run =
            RobbinsMonro.ofScalar(
                    (w, rng) -> 2 * (w - 1) + rng.nextGaussian(), StepRule.power(0.5, 2.0 / 3))
                .withOptions(RunOptions.DEFAULT.withMeasurements().withBurnIn(steps / 10))
                .run(0, steps, Rng.of(seed));
        known += AveragedRoot.plugIn(run, new double[][] {slope}, 0.95).covers(1) ? 1 : 0;
        seen += AveragedRoot.batchMeans(run, 2.0 / 3, 0.95).covers(1) ? 1 : 0;
      }
      table.append(
          String.format(Locale.ROOT, "%5d   %7.3f   %11.3f%n", steps, known / 400.0, seen / 400.0));
    }
    findings.text("coverage", table.toString());
  }

  private static void kesten(Findings findings) {
    // begin kesten
    RobbinsMonro plain =
        RobbinsMonro.ofScalar((w, rng) -> 0.1 * w + 0.1 * rng.nextGaussian(), StepRule.harmonic());
    Trajectory shrinking = plain.run(/* start= */ 50, /* count= */ 200, Rng.of(1));
    Trajectory adaptive = plain.withKesten().run(50, 200, Rng.of(1));
    // end kesten
    findings.figure(
        "kesten",
        XyChart.of("Far from the root of a flat function")
            .line("1/k", shrinking.numbersOfPoints(), shrinking.coordinate(0))
            .line("1/k by turns (Kesten)", adaptive.numbersOfPoints(), adaptive.coordinate(0))
            .withXLabel("k")
            .withYLabel("w")
            .withSize(520, 300));
  }

  private static void rates(Findings findings) {
    // begin rates
    NoisyFunction f =
        (w, rng) ->
            0.5 * w[0] * w[0] + w[1] * w[1] - w[0] + 0.3 * w[0] * w[1] + 0.1 * rng.nextGaussian();
    double[] start = {0, 0};
    KieferWolfowitz kiefer = KieferWolfowitz.of(f, /* a= */ 1, /* c= */ 1); // a/k and c/k^(1/6)
    Spsa standard = Spsa.standard(f, /* a= */ 0.5, /* c= */ 0.3, /* plannedSteps= */ 1000);
    Spsa best = Spsa.of(f, StepRule.harmonic(2, 10), StepRule.power(0.5, 1.0 / 6));
    // end rates
    XyChart chart = XyChart.of("Distance to the minimum, noise 0.1");
    chart = curve(chart, "Kiefer-Wolfowitz", seed -> kiefer.run(start, 5000, Rng.of(seed)));
    chart = curve(chart, "SPSA, standard", seed -> standard.run(start, 10_000, Rng.of(seed)));
    chart = curve(chart, "SPSA, a/k", seed -> best.run(start, 10_000, Rng.of(seed)));
    findings.figure(
        "rates",
        chart
            .withLogX()
            .withLogY()
            .withXLabel("evaluations of the function")
            .withYLabel("root mean square of 100 runs"));
  }

  private static XyChart curve(XyChart chart, String name, LongFunction<Trajectory> runs) {
    long steps = runs.apply(0).steps();
    double each = (double) runs.apply(0).evaluations() / steps;
    long[] at =
        LongStream.rangeClosed(4, 16)
            .map(i -> Math.round(Math.pow(10, i / 4.0)))
            .filter(k -> k <= steps)
            .toArray();
    double[] squares = new double[at.length];
    for (long seed = 0; seed < RUNS; seed++) {
      Trajectory run = runs.apply(seed);
      double[] distances = run.distances(MINIMUM);
      for (int i = 0; i < at.length; i++) {
        squares[i] += Math.pow(distances[(int) at[i]], 2) / RUNS;
      }
    }
    double[] errors = new double[at.length];
    double[] evaluations = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      errors[i] = Math.sqrt(squares[i]);
      evaluations[i] = at[i] * each;
    }
    return chart.line(name, evaluations, errors);
  }
}
