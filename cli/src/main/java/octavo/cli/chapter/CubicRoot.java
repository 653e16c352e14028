package octavo.cli.chapter;

import java.util.Locale;
import octavo.approximation.Decision;
import octavo.approximation.ExpandingTruncation;
import octavo.approximation.Projection;
import octavo.approximation.RobbinsMonro;
import octavo.approximation.StepRule;
import octavo.approximation.Trajectory;
import octavo.plot.XyChart;
import octavo.random.Rng;

/// The textbook's `w³ − 5 = 0`, from 0 with steps `1/k` and normal noise: why it runs away, and four cures.
final class CubicRoot {
  static final double ROOT = Math.cbrt(5);
  private static final int RUNS = 1000;

  private CubicRoot() {}

  // begin cubic
  static RobbinsMonro search(StepRule steps) {
    return RobbinsMonro.ofScalar((w, rng) -> w * w * w - 5 + rng.nextGaussian(), steps);
  }

  // end cubic

  static void run(Findings findings) {
    // begin diverges
    RobbinsMonro stated = search(StepRule.harmonic());
    Trajectory away = stated.run(/* start= */ 0, /* count= */ 1000, Rng.of(2));
    Decision onSteps = stated.conditions().all(); // the steps are not to blame
    // end diverges
    StringBuilder text = new StringBuilder("k      w_k\n");
    for (long k = 1; k <= away.steps() + 1; k++) {
      text.append(String.format(Locale.ROOT, "%d  %8.1f%n", k, away.at(k)[0]));
    }
    away.divergence()
        .ifPresent(found ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "then: %s, step %d, %.1E%n",
                    found.cause(),
                    found.step(),
                    found.value()[0])));
    text.append(onSteps);
    findings.text("diverges", text.toString());
    table(findings);
    figure(findings);
  }

  private static void table(Findings findings) {
    // begin cures
    RobbinsMonro[] searches = {
      search(StepRule.harmonic()),
      search(StepRule.harmonic(1, 9)),
      search(StepRule.harmonic(1, 5)),
      search(StepRule.harmonic(0.1)),
      search(StepRule.harmonic()).withProjection(Projection.interval(-3, 3)),
      search(StepRule.harmonic()).withTruncation(ExpandingTruncation.of(1))
    };
    // end cures
    String[] names = {
      "1/k, as stated",
      "1/(k + 9)",
      "1/(k + 5)",
      "0.1/k",
      "1/k, kept within ±3",
      "1/k, expanding truncations"
    };
    StringBuilder table =
        new StringBuilder("                             diverged   error where it did not\n");
    for (int i = 0; i < searches.length; i++) {
      table.append(String.format(Locale.ROOT, "%-28s %s%n", names[i], measured(searches[i])));
    }
    findings.text("cures", table.toString());
  }

  /// How often it diverges, and the root mean square error after 1000 steps if not.
  private static String measured(RobbinsMonro search) {
    int diverged = 0;
    double squares = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Trajectory run = search.run(0, 1000, Rng.of(seed));
      if (run.diverged()) {
        diverged++;
      } else {
        squares += Math.pow(run.root() - ROOT, 2);
      }
    }
    double error = Math.sqrt(squares / (RUNS - diverged));
    return String.format(Locale.ROOT, "%4d of %d   %.4f", diverged, RUNS, error);
  }

  private static void figure(Findings findings) {
    XyChart chart = XyChart.of("w³ − 5 = 0 with noise N(0, 1), steps 1/(k + 9), five runs");
    for (int seed = 0; seed < 5; seed++) {
      Trajectory run = search(StepRule.harmonic(1, 9)).run(0, 200, Rng.of(seed));
      chart = chart.line("run " + (seed + 1), run.numbersOfPoints(), run.coordinate(0));
    }
    findings.figure(
        "cubic",
        chart
            .line("root 1.71", new double[] {1, 201}, new double[] {ROOT, ROOT})
            .withXLabel("k")
            .withYLabel("w"));
  }
}
