package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import octavo.approximation.Dvoretzky;
import octavo.approximation.ExponentialAverage;
import octavo.approximation.PSquaredQuantile;
import octavo.approximation.RobbinsMonro;
import octavo.approximation.RunningMean;
import octavo.approximation.RunningVariance;
import octavo.approximation.StepRule;
import octavo.approximation.StochasticQuantile;
import octavo.approximation.Trajectory;
import octavo.plot.XyChart;
import octavo.random.Rng;

/// Chapter 11: roots and minima of what is only seen with noise. [CubicRoot] tells of the textbook's
/// example, [NoisyMinima] of averages and of minima without gradients, [DescentPaths] of BGD, MBGD and SGD.
final class ApproximationChapter implements Chapter {
  @Override
  public int number() {
    return 11;
  }

  @Override
  public String name() {
    return "approximation";
  }

  @Override
  public String title() {
    return "Stochastic approximation";
  }

  @Override
  public void run(Findings findings) {
    mean(findings);
    tanh(findings);
    conditions(findings);
    steps(findings);
    CubicRoot.run(findings);
    dvoretzky(findings);
    NoisyMinima.run(findings);
    DescentPaths.run(findings);
    stream(findings);
  }

  private static void mean(Findings findings) {
    Rng rng = Rng.of(1);
    // begin mean
    RunningMean exact = RunningMean.exact(); // steps 1/k
    RunningMean half = RunningMean.of(StepRule.constant(0.5), 0);
    double sum = 0;
    for (int k = 1; k <= 1000; k++) {
      double x = 3 + rng.nextGaussian();
      exact = exact.add(x);
      half = half.add(x);
      sum += x;
    }
    double batch = sum / 1000;
    // end mean
    findings.text(
        "mean",
        String.format(
            Locale.ROOT,
            "mean of the batch   %.12f%nsteps 1/k           %.12f%nsteps 1/2           %.12f",
            batch,
            exact.value(),
            half.value()));
  }

  private static void tanh(Findings findings) {
    // begin tanh
    Trajectory run =
        RobbinsMonro.ofScalar((w, rng) -> Math.tanh(w - 1), StepRule.harmonic())
            .run(/* start= */ 3, /* count= */ 20, Rng.of(1));
    // end tanh
    findings.figure(
        "tanh",
        XyChart.of("tanh(w − 1) = 0 without noise, steps 1/k")
            .line("w", run.numbersOfPoints(), run.coordinate(0))
            .points("w", run.numbersOfPoints(), run.coordinate(0))
            .line("root", new double[] {1, 21}, new double[] {1, 1})
            .withXLabel("k")
            .withSize(520, 300));
    StringBuilder text = new StringBuilder("   k      w_k\n");
    for (long k : new long[] {1, 2, 3, 4, 11, 21}) {
      text.append(String.format(Locale.ROOT, "%4d   %6.3f%n", k, run.at(k)[0]));
    }
    findings.text("tanh", text.toString());
  }

  private static void conditions(Findings findings) {
    // begin conditions
    Map<String, StepRule> rules = new LinkedHashMap<>();
    rules.put("1/k", StepRule.harmonic());
    rules.put("1/(k + 9)", StepRule.harmonic(1, 9));
    rules.put("1/√k", StepRule.power(1, 0.5));
    rules.put("1/k²", StepRule.power(1, 2));
    rules.put("0.1", StepRule.constant(0.1));
    rules.put("0.1, then 100/k", StepRule.constant(0.1).then(1000, StepRule.harmonic(100)));
    rules.put("halving", StepRule.custom("halving", k -> Math.pow(2, -k)));
    StringBuilder table = new StringBuilder();
    rules.forEach((name, rule) -> {
      table.append(name).append('\n').append(rule.conditions().toString().indent(4));
    });
    // end conditions
    findings.text("conditions", table.toString());
    // begin sums
    double gamma = StepRule.harmonic().partialSum(1_000_000) - Math.log(1_000_000);
    double basel = StepRule.harmonic().partialSumOfSquares(1_000_000);
    // end sums
    findings.text(
        "sums",
        String.format(
            Locale.ROOT,
            "Σ 1/k − ln n   %.6f   Euler's constant 0.577216%nΣ 1/k²         %.6f   π²/6 = %.6f",
            gamma,
            basel,
            Math.PI * Math.PI / 6));
  }

  private static void steps(Findings findings) {
    XyChart chart = XyChart.of("Distance to the root of ½·w, noise N(0, 1), from 20");
    String[] names = {"2/k", "2/√k", "2/k²", "0.2"};
    StepRule[] rules = {
      StepRule.harmonic(2), StepRule.power(2, 0.5), StepRule.power(2, 2), StepRule.constant(0.2)
    };
    long[] at =
        LongStream.rangeClosed(0, 36)
            .map(i -> Math.round(Math.pow(10, i / 9.0)))
            .distinct()
            .toArray();
    double[] ks = LongStream.of(at).asDoubleStream().toArray();
    for (int i = 0; i < rules.length; i++) {
      double[] errors = new double[at.length];
      for (int seed = 0; seed < 100; seed++) {
        // begin steps
        Trajectory run =
            RobbinsMonro.ofScalar((w, rng) -> 0.5 * w + rng.nextGaussian(), rules[i])
                .run(20, 10_000, Rng.of(seed));
        // end steps
        for (int j = 0; j < at.length; j++) {
          errors[j] += Math.pow(run.at(at[j])[0], 2) / 100;
        }
      }
      for (int j = 0; j < at.length; j++) {
        errors[j] = Math.sqrt(errors[j]);
      }
      chart = chart.line(names[i], ks, errors);
    }
    findings.figure(
        "steps",
        chart.withLogX().withLogY().withXLabel("k").withYLabel("root mean square of 100 runs"));
  }

  private static void dvoretzky(Findings findings) {
    // begin dvoretzky
    Dvoretzky process =
        Dvoretzky.of(
            StepRule.harmonic(), // α
            StepRule.constant(0.5), // β: its squares have no finite sum
            (delta, rng) -> rng.nextGaussian());
    Trajectory run = process.simulate(/* start= */ 10, 10_000, Rng.of(1));
    // end dvoretzky
    findings.text(
        "dvoretzky",
        process.conditions()
            + String.format(Locale.ROOT, "%nΔ after 10 000 steps: %.2f", run.root()));
  }

  private static void stream(Findings findings) {
    Rng rng = Rng.of(11);
    // begin stream
    RunningVariance moments = RunningVariance.none(); // Welford
    ExponentialAverage recent = ExponentialAverage.of(0.99); // without the bias of the start
    StochasticQuantile byRoot = StochasticQuantile.of(0.9, StepRule.power(2, 2.0 / 3));
    PSquaredQuantile byMarkers = PSquaredQuantile.of(0.9);
    for (int k = 0; k < 100_000; k++) {
      double x = rng.nextGaussian();
      moments = moments.add(x);
      recent = recent.add(x);
      byRoot = byRoot.add(x);
      byMarkers = byMarkers.add(x);
    }
    // end stream
    findings.text(
        "stream",
        String.format(
            Locale.ROOT,
            "mean                            %7.4f    0%nvariance                        %7.4f    1%naverage of about the last 100   %7.4f    0%n0.9 quantile, averaged          %7.4f    1.2816%n0.9 quantile, P²                %7.4f    1.2816",
            moments.mean(),
            moments.variance(),
            recent.value(),
            byRoot.average(),
            byMarkers.value()));
  }
}
