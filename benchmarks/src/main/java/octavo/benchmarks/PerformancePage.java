package octavo.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.benchmarks.Measurements.Row;
import octavo.benchmarks.Measurements.Time;
import org.jspecify.annotations.Nullable;

/// The page of measurements: how it was measured, a table for each number of threads, geometric means
/// and the rows where Octavo is slower.
final class PerformancePage {
  private final Measurements measurements;
  private final Map<String, String> versions;
  private final List<String> sides;
  private final String ours;
  private final StringBuilder page = new StringBuilder();

  /// A page.
  ///
  /// @param measurements all times
  /// @param versions the sides in the order of their columns, Octavo first, and their versions
  PerformancePage(Measurements measurements, Map<String, String> versions) {
    this.measurements = measurements;
    this.versions = versions;
    this.sides = List.copyOf(versions.keySet());
    this.ours = sides.getFirst();
  }

  private List<String> peers() {
    return sides.subList(1, sides.size());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /// The page in Markdown.
  ///
  /// @param circumstances what else is said about the measurement: machine, date, command
  /// @param threads the numbers of threads, a table each
  String render(Map<String, String> circumstances, List<Integer> threads) {
    line("# Performance");
    line("");
    line("Written by `benchmarks/compare`, which measures on your machine what is shown here.");
    line("");
    line("| | |");
    line("|---|---|");
    circumstances.forEach(
        (what, text) -> line("| %s | %s |".formatted(what, text.replace("|", "\\|"))));
    versions.forEach((side, version) -> line("| %s | %s |".formatted(side, version)));
    line("");
    line(
        """
        Every side runs in a process of its own, in turn, on random float32 data; inference without
        gradients. A row is called until it is warm (at least a second on the JVM, two calls in Python) and
        then timed; shown is the best time of all rounds. **Ratio** is the peer's time divided by ours:
        above 1, Octavo is faster. Octavo's calls are steps of a `StepMemory`, as in its `Trainer`, so that
        results of one call are written where those of the one before lay; the peers' allocators do that by
        themselves. – stands where a side cannot express the row (ONNX Runtime has no
        gradients, DJL no transposed convolution). ONNX Runtime gets kernels as constants, which it packs beforehand, and networks with
        batch normalization folded into the convolutions, as they are exported; PyTorch and DJL run the
        networks layer by layer.\
        """);
    for (int n : threads) {
      table(n);
    }
    means(threads);
    slower(threads);
    return page.toString();
  }

  private static String heading(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  private void table(int threads) {
    line("");
    line("## " + (threads == 1 ? "One thread" : heading(threads)));
    line("");
    StringBuilder head = new StringBuilder("| row | " + ours + " ms | GFLOP/s |");
    StringBuilder rule = new StringBuilder("|---|--:|--:|");
    for (String peer : peers()) {
      head.append(" %s ms | ratio |".formatted(peer));
      rule.append("--:|--:|");
    }
    line(head.toString());
    line(rule.toString());
    for (Row row : measurements.rows(threads)) {
      Time time = measurements.time(row, ours);
      String rate = time == null || time.gflops() == 0 ? "" : number(time.gflops(), 1);
      StringBuilder cells =
          new StringBuilder("| `%s` | %s | %s |".formatted(row.name(), milliseconds(time), rate));
      for (String peer : peers()) {
        String ratio = number(measurements.ratio(row, ours, peer), 2);
        cells.append(" %s | %s |".formatted(milliseconds(measurements.time(row, peer)), ratio));
      }
      line(cells.toString());
    }
  }

  private static String milliseconds(@Nullable Time time) {
    if (time == null) {
      return "–";
    }
    double ms = time.milliseconds();
    return number(ms, ms < 1 ? 4 : ms < 100 ? 3 : 1);
  }

  private static String number(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /// The kind of a row, for the means.
  private static String kind(Row row) {
    String first = row.name().replaceFirst("/.*", "");
    return switch (first) {
      case "gemm", "bmm" -> "matrix products";
      case "conv" -> row.name().endsWith("/bwd") ? "convolution, backward" : "convolution, forward";
      case "conv-transpose" -> "transposed convolution";
      case "step" -> "training steps";
      case "infer" -> "inference";
      default -> first;
    };
  }

  private void means(List<Integer> threads) {
    line("");
    line("## Geometric means of the ratios");
    line("");
    line(
        "In brackets: over how many rows. Rows of both numbers of threads count alike in the last line.");
    line("");
    line("| rows | threads | %s |".formatted(String.join(" | ", peers())));
    line("|---|--:|" + "--:|".repeat(peers().size()));
    List<Row> all = new ArrayList<>();
    for (int n : threads) {
      Map<String, List<Row>> kinds = new LinkedHashMap<>();
      measurements
          .rows(n)
          .forEach(row -> kinds.computeIfAbsent(kind(row), k -> new ArrayList<>()).add(row));
      kinds.forEach((kind, rows) -> mean(kind, String.valueOf(n), rows));
      mean("all", String.valueOf(n), measurements.rows(n));
      all.addAll(measurements.rows(n));
    }
    mean("all", "all", all);
  }

  private void mean(String kind, String threads, List<Row> rows) {
    StringBuilder cells = new StringBuilder("| %s | %s |".formatted(kind, threads));
    for (String peer : peers()) {
      List<Double> ratios = measurements.ratios(rows, ours, peer);
      String mean = number(Measurements.geometricMean(ratios), 2);
      cells.append(ratios.isEmpty() ? " – |" : " %s (%d) |".formatted(mean, ratios.size()));
    }
    line(cells.toString());
  }

  private void slower(List<Integer> threads) {
    line("");
    line("## Where " + ours + " is slower");
    line("");
    boolean any = false;
    for (int n : threads) {
      for (Row row : measurements.rows(n)) {
        for (String peer : peers()) {
          double ratio = measurements.ratio(row, ours, peer);
          if (ratio < 1) {
            line("- `%s`, %s: %s of %s".formatted(row.name(), heading(n), number(ratio, 2), peer));
            any = true;
          }
        }
      }
    }
    if (!any) {
      line("Nowhere in these tables.");
    }
    missing(threads);
  }

  private void missing(List<Integer> threads) {
    List<String> rows = new ArrayList<>();
    for (int n : threads) {
      for (Row row : measurements.rows(n)) {
        if (measurements.time(row, ours) == null && !rows.contains(row.name())) {
          rows.add(row.name());
        }
      }
    }
    if (!rows.isEmpty()) {
      line("");
      line("Not measured for %s: `%s`.".formatted(ours, String.join("`, `", rows)));
    }
  }
}
