package octavo.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import octavo.plot.XyChart;
import octavo.tensor.Rung;

/// The ladder on paper: tables and the plot.
public final class LadderText {
  private LadderText() {}

  /// What stands over the table of products.
  public static String gemmHeading() {
    StringBuilder line = new StringBuilder("   n ");
    for (Rung rung : LadderBench.rungs()) {
      line.append(String.format(Locale.ROOT, " %15s", rung.label()));
    }
    return line.toString();
  }

  /// A row of the table of products: GFLOP/s and share of the peak of each rung.
  public static String gemmRow(List<LadderPoint> points) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%5d", points.getFirst().size()));
    for (LadderPoint point : points) {
      line.append(
          point.timing().isEmpty()
              ? String.format(Locale.ROOT, " %15s", "skipped")
              : String.format(Locale.ROOT, " %8.2f %6s", point.gflops(), point.percent()));
    }
    return line.toString();
  }

  /// The table of a convolution of one size.
  public static List<String> convTable(List<LadderPoint> points) {
    List<String> lines = new ArrayList<>();
    int size = points.getFirst().size();
    int out = size - LadderBench.Kind.KERNEL + 1;
    lines.add(
        String.format(
            Locale.ROOT,
            "3 → 64 channels, 3×3, %d×%d → %d×%d: %.1f MFLOP",
            size,
            size,
            out,
            out,
            points.getFirst().flops() / 1e6));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-12s %12s %10s %8s %12s",
            "rung",
            "ms",
            "GFLOP/s",
            "of peak",
            "× naive"));
    double naive = points.getFirst().gflops();
    for (LadderPoint point : points) {
      lines.add(
          point
              .timing()
              .map(t ->
                  String.format(
                      Locale.ROOT,
                      "%-12s %12.3f %10.2f %8s %12s",
                      point.rung().label(),
                      t.best(),
                      point.gflops(),
                      point.percent(),
                      times(point.gflops() / naive)))
              .orElseGet(
                  () -> String.format(Locale.ROOT, "%-12s %12s", point.rung().label(), "skipped")));
    }
    return lines;
  }

  private static String times(double factor) {
    return Double.isNaN(factor) ? "-" : String.format(Locale.ROOT, "%.1f", factor);
  }

  /// What was skipped and what to do about it; empty if nothing was.
  public static List<String> skipped(List<LadderPoint> points, double limit) {
    List<String> lines = new ArrayList<>();
    for (LadderPoint point : points) {
      if (point.timing().isEmpty()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s was skipped: one call would take about %.0f s, more than --limit %s.",
                point.name(),
                Math.ceil(point.expected() / 1e3),
                limit));
      }
    }
    return lines;
  }

  /// The plot: a curve for each rung over the sizes; the peak of all cores that took part is named.
  public static XyChart chart(LadderBench.Kind kind, List<LadderPoint> points) {
    boolean gemm = kind == LadderBench.Kind.GEMM;
    double peak = points.stream().mapToDouble(LadderPoint::peak).max().orElse(0);
    XyChart chart =
        XyChart.of(
                gemm
                    ? "The ladder of the matrix product n × n × n"
                    : "The ladder of the convolution 3 → 64, 3×3")
            .withXLabel(gemm ? "n" : "rows of the picture")
            .withYLabel(
                peak > 0
                    ? String.format(Locale.ROOT, "GFLOP/s; the peak is %.0f", peak)
                    : "GFLOP/s")
            .withLogY()
            .withSize(900, 520);
    for (Rung rung : LadderBench.rungs()) {
      List<LadderPoint> drawn =
          points.stream().filter(p -> p.rung() == rung && p.timing().isPresent()).toList();
      double[] sizes = drawn.stream().mapToDouble(LadderPoint::size).toArray();
      double[] rates = drawn.stream().mapToDouble(LadderPoint::gflops).toArray();
      chart = chart.line(rung.label(), sizes, rates).points(rung.label(), sizes, rates);
    }
    return chart;
  }
}
