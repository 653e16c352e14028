package octavo.cli.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import octavo.format.Json;
import octavo.tensor.Threads;

/// One line of `octavo bench`.
///
/// @param name of the workload
/// @param threads that took part
/// @param timing how long one call takes
/// @param flops floating-point operations of one call, 0 where none are counted
public record BenchRow(String name, int threads, Timing timing, double flops) {
  /// What timing `workload` for so many seconds gives.
  public static BenchRow of(Workload workload, double seconds) {
    Timing timing = Timing.of(workload, seconds);
    return new BenchRow(workload.name(), Threads.count(), timing, workload.flops());
  }

  /// The heading over the lines of text.
  public static String heading() {
    return String.format(
        Locale.ROOT, "%-32s %12s %12s %10s", "workload", "best ms", "median ms", "GFLOP/s");
  }

  /// Billions of operations a second, in the best call.
  public double gflops() {
    return flops / timing.best() / 1e6;
  }

  /// As text.
  public String text() {
    String rate = flops == 0 ? "" : String.format(Locale.ROOT, "%.1f", gflops());
    return String.format(
        Locale.ROOT, "%-32s %12.4f %12.4f %10s", name, timing.best(), timing.median(), rate);
  }

  /// What a JSON object of it holds.
  Map<String, Object> fields() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("threads", (long) threads);
    row.put("ms", rounded(timing.best()));
    row.put("median_ms", rounded(timing.median()));
    row.put("gflops", rounded(gflops()));
    return row;
  }

  /// As a JSON object in one line.
  public String json() {
    return Json.write(fields());
  }

  /// As text, or as a JSON object in one line.
  public String line(boolean json) {
    return json ? json() : text();
  }

  static double rounded(double x) {
    return Math.round(x * 1e5) / 1e5;
  }
}
