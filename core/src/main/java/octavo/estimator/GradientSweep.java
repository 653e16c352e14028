package octavo.estimator;

import java.util.List;
import java.util.function.ToDoubleFunction;
import octavo.plot.XyChart;

/// Reports on one problem for several numbers of samples.
///
/// @param reports in the order of the numbers
public record GradientSweep(List<GradientReport> reports) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if there is no report, or they are not of the same estimators
  public GradientSweep {
    reports = List.copyOf(reports);
    if (reports.isEmpty()) {
      throw new IllegalArgumentException(
          "GradientSweep: there must be a report, but there is none.");
    }
    for (GradientReport report : reports) {
      if (!names(report).equals(names(reports.getFirst()))) {
        throw new IllegalArgumentException(
            "GradientSweep: all reports must be of the same estimators, but one is of %s and another of %s."
                .formatted(names(reports.getFirst()), names(report)));
      }
    }
  }

  private static List<String> names(GradientReport report) {
    return report.rows().stream().map(GradientReport.Row::name).toList();
  }

  /// The variance against the number of samples, both logarithmic, with 95 % bands: an estimator of independent samples
  /// is a line that falls by half for twice the samples.
  public XyChart varianceChart() {
    return chart(
            "Variance of gradient estimators: ",
            "samples",
            GradientReport.Row::variance,
            GradientReport.Row::varianceInterval,
            false)
        .withYLabel("variance");
  }

  /// The mean-squared error against the evaluations of the objective, both logarithmic, with 95 % bands: what an
  /// estimator is worth for its cost. The line of a biased one levels out at the square of its bias.
  public XyChart errorChart() {
    return chart(
            "Error of gradient estimators: ",
            "evaluations",
            GradientReport.Row::meanSquaredError,
            GradientReport.Row::meanSquaredErrorInterval,
            true)
        .withYLabel("mean-squared error");
  }

  private XyChart chart(
      String title,
      String xLabel,
      ToDoubleFunction<GradientReport.Row> value,
      ToDoubleFunction<GradientReport.Row> interval,
      boolean cost) {
    XyChart chart = XyChart.of(title + reports.getFirst().problem());
    int n = reports.size();
    for (String name : names(reports.getFirst())) {
      double[] x = new double[n];
      double[] y = new double[n];
      double[] low = new double[n];
      double[] high = new double[n];
      for (int i = 0; i < n; i++) {
        GradientReport.Row row = reports.get(i).row(name);
        x[i] = reports.get(i).samples() * (cost ? row.callsPerSample() : 1);
        y[i] = value.applyAsDouble(row);
        low[i] = y[i] - interval.applyAsDouble(row);
        high[i] = y[i] + interval.applyAsDouble(row);
      }
      chart = chart.band(name, x, low, high).line(name, x, y).points(name, x, y);
    }
    return chart.withXLabel(xLabel).withLogX().withLogY().withSize(width(), 420);
  }

  /// So wide that all names find room beside one another.
  private int width() {
    int letters = 0;
    for (String name : names(reports.getFirst())) {
      letters += name.length() + 6;
    }
    return Math.max(640, 7 * letters + 16);
  }
}
