package octavo.cli.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import octavo.format.Json;
import octavo.tensor.Rung;

/// One rung at one size.
///
/// @param name as in the rows of `octavo bench`
/// @param rung the rung
/// @param size the rows of a matrix, or of a picture
/// @param threads that took part
/// @param flops floating-point operations of one call
/// @param peak GFLOP/s at most of as many cores as took part, 0 if unknown
/// @param timing how long one call takes; empty if it was skipped
/// @param expected milliseconds that one call was expected to take, 0 if unknown
public record LadderPoint(
    String name,
    Rung rung,
    int size,
    int threads,
    double flops,
    double peak,
    Optional<Timing> timing,
    double expected) {
  /// The heading of [#csv].
  public static String csvHeading() {
    return "rung,size,threads,ms,median_ms,gflops,peak_share";
  }

  /// Billions of operations a second; NaN if it was skipped.
  public double gflops() {
    return timing.map(t -> flops / t.best() / 1e6).orElse(Double.NaN);
  }

  /// The share of the peak; NaN if either is unknown.
  public double share() {
    return peak > 0 ? gflops() / peak : Double.NaN;
  }

  /// The share of the peak in percent, or a dash.
  String percent() {
    double share = share();
    return Double.isNaN(share)
        ? "-"
        : String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  /// A row of a table of numbers; empty fields for what is unknown.
  public String csv() {
    Optional<BenchRow> row = row();
    return String.join(
        ",",
        rung.label(),
        Integer.toString(size),
        Integer.toString(threads),
        row.map(r -> Double.toString(BenchRow.rounded(r.timing().best()))).orElse(""),
        row.map(r -> Double.toString(BenchRow.rounded(r.timing().median()))).orElse(""),
        row.map(r -> Double.toString(BenchRow.rounded(r.gflops()))).orElse(""),
        Double.isNaN(share()) ? "" : Double.toString(BenchRow.rounded(share())));
  }

  /// As a JSON object in one line: the fields of `octavo bench`, and the share of the peak where it is
  /// known. A point that was skipped has its expected time instead.
  public String json() {
    if (timing.isEmpty()) {
      return Json.write(
          Map.of("name", name, "skipped", true, "expected_ms", BenchRow.rounded(expected)));
    }
    Map<String, Object> fields = row().orElseThrow().fields();
    if (!Double.isNaN(share())) {
      fields.put("peak_share", BenchRow.rounded(share()));
    }
    return Json.write(fields);
  }

  private Optional<BenchRow> row() {
    return timing.map(t -> new BenchRow(name, threads, t, flops));
  }
}
