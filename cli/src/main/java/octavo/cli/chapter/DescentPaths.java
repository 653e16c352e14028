package octavo.cli.chapter;

import java.util.Arrays;
import java.util.Locale;
import octavo.approximation.Batches;
import octavo.approximation.GradientDescent;
import octavo.approximation.RunOptions;
import octavo.approximation.RunningCovariance;
import octavo.approximation.SampleGradient;
import octavo.approximation.StepRule;
import octavo.approximation.Trajectory;
import octavo.plot.XyChart;
import octavo.random.Rng;

/// The mean of 100 points in a square of 20 by 20, by batches of 1, 5, 50 and all.
final class DescentPaths {
  private static final int[] SIZES = {1, 5, 50};

  private DescentPaths() {}

  static void run(Findings findings) {
    double[][] data = square();
    RunningCovariance all = RunningCovariance.none(2);
    for (double[] x : data) {
      all = all.add(x);
    }
    double[] goal = all.mean();
    paths(findings, data, goal);
    errors(findings, data, goal);
    sizes(findings, data, goal);
    pattern(findings, data);
  }

  private static double[][] square() {
    Rng rng = Rng.of(3);
    double[][] data = new double[100][];
    for (int i = 0; i < data.length; i++) {
      data[i] = new double[] {20 * rng.nextDouble() - 10, 20 * rng.nextDouble() - 10};
    }
    return data;
  }

  private static double[] column(double[][] data, int i) {
    double[] column = new double[data.length];
    for (int row = 0; row < column.length; row++) {
      column[row] = data[row][i];
    }
    return column;
  }

  private static void paths(Findings findings, double[][] data, double[] goal) {
    XyChart plane =
        XyChart.of("Paths to the mean of the points, from the second on")
            .points("samples", column(data, 0), column(data, 1));
    XyChart distance = XyChart.of("Distance to the mean").withLogY();
    for (int m : SIZES) {
      // begin paths
      GradientDescent descent =
          GradientDescent.mbgd(SampleGradient.mean(), StepRule.harmonic(), m); // ½‖w − x‖², 1/k
      Trajectory run = descent.run(data, new double[] {50, 50}, 30, Rng.of(7));
      // end paths
      plane = plane.line("m = " + m, later(run.coordinate(0)), later(run.coordinate(1)));
      distance = distance.line("m = " + m, run.numbersOfPoints(), run.distances(goal));
    }
    findings.figure(
        "paths",
        plane.points("mean", new double[] {goal[0]}, new double[] {goal[1]}).withSize(560, 480));
    findings.figure("distance", distance.withXLabel("k").withSize(560, 320));
  }

  /// Without the start, which is so far away that nothing else could be seen.
  private static double[] later(double[] values) {
    return Arrays.copyOfRange(values, 1, values.length);
  }

  /// Root mean square distance after 30 steps, beside what theory says.
  private static void errors(Findings findings, double[][] data, double[] goal) {
    StringBuilder table = new StringBuilder("                         distance   σ/√(30·m)\n");
    double variance = 0;
    for (double[] x : data) {
      variance += (Math.pow(x[0] - goal[0], 2) + Math.pow(x[1] - goal[1], 2)) / data.length;
    }
    for (int m : SIZES) {
      double measured = distance(Batches.withReplacement(m), data, goal, 30);
      double told = Math.sqrt(variance / 30 / m);
      table.append(
          String.format(
              Locale.ROOT,
              "%-22s %10.3f   %9.3f%n",
              m == 1 ? "SGD, m = 1" : "MBGD, m = " + m,
              measured,
              told));
    }
    double batch = distance(Batches.all(), data, goal, 30);
    table.append(String.format(Locale.ROOT, "%-22s %10.3f   %9.3f", "BGD, m = n", batch, 0.0));
    findings.text("errors", table.toString());
  }

  /// One step with 100 of 100 samples, drawn in three ways.
  private static void sizes(Findings findings, double[][] data, double[] goal) {
    StringBuilder table = new StringBuilder("100 of 100 samples      distance after one step\n");
    // begin sizes
    Batches[] ways = {
      Batches.all(), // BGD
      Batches.withReplacement(100), // not BGD: some samples come twice, others not at all
      Batches.withoutReplacement(100), // BGD
      Batches.shuffled(100) // BGD: one batch is an epoch
    };
    // end sizes
    String[] names = {"all", "with replacement", "without replacement", "shuffled"};
    for (int i = 0; i < ways.length; i++) {
      table.append(
          String.format(Locale.ROOT, "%-22s %6.3f%n", names[i], distance(ways[i], data, goal, 1)));
    }
    findings.text("sizes", table.toString());
  }

  private static double distance(Batches batches, double[][] data, double[] goal, int steps) {
    GradientDescent descent =
        GradientDescent.of(SampleGradient.mean(), StepRule.harmonic(), batches);
    double squares = 0;
    for (int seed = 0; seed < 200; seed++) {
      Trajectory run = descent.run(data, new double[] {50, 50}, steps, Rng.of(seed));
      squares += Math.pow(run.distances(goal)[steps], 2) / 200;
    }
    return Math.sqrt(squares);
  }

  private static void pattern(Findings findings, double[][] data) {
    XyChart chart = XyChart.of("Relative error δ of the gradient, steps 0.1 from (500, 500)");
    for (int m : SIZES) {
      // begin pattern
      GradientDescent descent =
          GradientDescent.mbgd(SampleGradient.mean(), StepRule.constant(0.1), m)
              .withOptions(RunOptions.DEFAULT.withMeasurements());
      Trajectory run = descent.run(data, new double[] {500, 500}, 120, Rng.of(5));
      double[] delta = descent.relativeErrors(data, run);
      // end pattern
      chart = chart.line("m = " + m, delta);
    }
    findings.figure("pattern", chart.withLogY().withXLabel("k").withSize(560, 320));
  }
}
