package octavo.cli.chapter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.nn.Parameter;
import octavo.optim.ClosureOptimizer;
import octavo.plot.XyChart;
import octavo.tensor.Tensor;

/// A race of optimizers down a surface, each with the best of some rates.
///
final class Race {
  private static final double[] RATES = {10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001};
  private static final double SECONDS = 9;

  private final Surface surface;
  private final int steps;

  Race(Surface surface, int steps) {
    this.surface = surface;
    this.steps = steps;
  }

  /// How one has run.
  ///
  /// @param racer who
  /// @param rate with which rate
  /// @param x across, the start first
  /// @param y up
  /// @param heights of the surface there
  record Run(Racer racer, double rate, double[] x, double[] y, double[] heights) {
    double last() {
      return heights[heights.length - 1];
    }

    /// The first step at which the height is below `level`; -1 if it never is.
    int below(double level) {
      for (int i = 0; i < heights.length; i++) {
        if (heights[i] < level) {
          return i;
        }
      }
      return -1;
    }
  }

  /// A run with this rate.
  Run run(Racer racer, double rate) {
    // begin run
    Parameter point = Parameter.of(surface.start());
    ClosureOptimizer optimizer = racer.made().of(rate, Map.of("point", point));
    double[] x = new double[steps + 1];
    double[] y = new double[steps + 1];
    double[] heights = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      Tensor here = optimizer.atEvaluationPoint(() -> point.tensor().copy());
      x[i] = here.narrow(0, 0, 1).item();
      y[i] = here.narrow(0, 1, 1).item();
      heights[i] = surface.at(here).item();
      optimizer.step(() -> surface.at(point.tracked()).gradients());
    }
    // end run
    return new Run(racer, rate, x, y, heights);
  }

  /// The run with the rate whose last height is the least, of those that stay on the chart.
  Run best(Racer racer) {
    Run best = null;
    for (double rate : RATES) {
      Run run = run(racer, rate);
      if (stays(run) && (best == null || run.last() < best.last())) {
        best = run;
      }
    }
    if (best == null) {
      throw new IllegalStateException("race: " + racer.name() + " must end somewhere.");
    }
    return best;
  }

  private boolean stays(Run run) {
    boolean stays = true;
    for (int i = 0; i < run.x().length; i++) {
      stays &= surface.holds(run.x()[i], run.y()[i]);
    }
    return stays;
  }

  /// The moving figure.
  XyChart figure(String title, List<Run> runs) {
    XyChart chart = surface.chart(title);
    for (Run run : runs) {
      chart = chart.track(run.racer().name(), run.x(), run.y(), SECONDS);
    }
    return chart;
  }

  /// A line for each run: its rate, its heights after some steps, and when it came below a level.
  static String table(List<Run> runs, int early, double level, String levelName) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-14s %8s   %12s   %12s   %12s%n",
                "",
                "rate",
                "after " + early,
                "at the end",
                levelName));
    for (Run run : runs) {
      int first = run.below(level);
      table.append(
          String.format(
              Locale.ROOT,
              "%-14s %8s   %12s   %12s   %12s%n",
              run.racer().name(),
              Double.toString(run.rate()),
              height(run.heights()[early]),
              height(run.last()),
              first < 0 ? "never" : "step " + first));
    }
    return table.toString();
  }

  /// Three decimals, so that numbers that are nearly 0 are 0.
  private static String height(double value) {
    return Math.abs(value) >= 1e4
        ? "far off"
        : String.format(Locale.ROOT, "%.3f", value + 0.0).replace("-0.000", "0.000");
  }
}
