package octavo.estimator;

import java.util.List;
import java.util.Locale;
import octavo.plot.BarChart;

/// What a [GradientStudy] found.
///
/// @param problem its name
/// @param samples in each estimate
/// @param replicas how many estimates were made by each estimator
/// @param rows one for each estimator, in order
public record GradientReport(String problem, int samples, int replicas, List<Row> rows) {
  /// Copies the list.
  public GradientReport {
    rows = List.copyOf(rows);
  }

  /// One estimator. A gradient of several numbers is taken as a whole: its bias is the length of the mean error, its
  /// variance the sum of its components'. Intervals hold the truth in 95 of 100 studies; each number is given with half
  /// of its interval.
  ///
  /// @param name of the estimator
  /// @param bias the length of the mean error
  /// @param biasInterval half of its interval: an unbiased estimator has a bias of about this size or less
  /// @param deviations the largest mean error of a component, in standard errors: below 4 for an unbiased estimator
  /// @param variance of an estimate, not of a sample
  /// @param varianceInterval half of its interval
  /// @param meanSquaredError the mean of the squared distance to the true gradient
  /// @param meanSquaredErrorInterval half of its interval
  /// @param callsPerSample at how many points of each replica the objective was evaluated, for one sample
  /// @param nanosPerSample the time for one sample of one replica, in a batch of replicas; the only number that changes from
  ///     run to run
  public record Row(
      String name,
      double bias,
      double biasInterval,
      double deviations,
      double variance,
      double varianceInterval,
      double meanSquaredError,
      double meanSquaredErrorInterval,
      double callsPerSample,
      double nanosPerSample) {}

  /// The row of an estimator.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public Row row(String name) {
    for (Row row : rows) {
      if (row.name().equals(name)) {
        return row;
      }
    }
    throw new IllegalArgumentException(
        "GradientReport: the name must be one of %s, but is '%s'."
            .formatted(rows.stream().map(Row::name).toList(), name));
  }

  /// The table without times: the same for the same seed.
  public String table() {
    return text(false);
  }

  /// The table with the time for each sample.
  public String timedTable() {
    return text(true);
  }

  private String text(boolean timed) {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    width = Math.max(width, "estimator".length());
    StringBuilder table = new StringBuilder();
    String head = "%-" + width + "s  %19s  %21s  %21s  %6s%s%n";
    table.append(
        String.format(
            Locale.ROOT,
            head,
            "estimator",
            "bias ± 95 %",
            "variance ± 95 %",
            "squared error ± 95 %",
            "calls",
            timed ? "  ns/sample" : ""));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              head,
              row.name(),
              pair(row.bias(), row.biasInterval()),
              pair(row.variance(), row.varianceInterval()),
              pair(row.meanSquaredError(), row.meanSquaredErrorInterval()),
              number(row.callsPerSample()),
              timed ? String.format(Locale.ROOT, "  %9.0f", row.nanosPerSample()) : ""));
    }
    return table.toString();
  }

  private static String pair(double value, double interval) {
    return number(value) + " ± " + number(interval);
  }

  /// Three or four digits, of however small a number.
  private static String number(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-3 || size >= 1e5) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /// The variance of each estimator as bars of its logarithm to the base 10; one without variance has no bar.
  public BarChart chart() {
    double[] logarithms = rows.stream().mapToDouble(row -> Math.log10(row.variance())).toArray();
    return BarChart.of("Variance: " + problem, rows.stream().map(Row::name).toList())
        .bars("", logarithms)
        .withValueLabel("log₁₀ of the variance of %d samples".formatted(samples));
  }
}
