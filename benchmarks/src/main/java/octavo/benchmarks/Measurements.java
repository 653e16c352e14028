package octavo.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.format.FormatException;
import octavo.format.Json;
import org.jspecify.annotations.Nullable;

/// The best time of each row by each side, in the order in which rows were first seen.
final class Measurements {
  /// A row of the suite on a number of threads.
  ///
  /// @param name the name in the suite
  /// @param threads how many threads
  record Row(String name, int threads) {}

  /// A time.
  ///
  /// @param milliseconds the best of all rounds
  /// @param gflops 10⁹ floating-point operations a second, 0 where none are counted
  record Time(double milliseconds, double gflops) {}

  private final Map<Row, Map<String, Time>> times = new LinkedHashMap<>();

  /// Adds a line that a side has printed, `{"name", "threads", "ms", "gflops", …}`; the better of two
  /// times of one row counts.
  ///
  /// @throws FormatException if the line is no such object
  void add(String side, String line) throws FormatException {
    if (!(Json.parse(line, side) instanceof Map<?, ?> object
        && object.get("name") instanceof String name
        && object.get("threads") instanceof Long threads
        && object.get("ms") instanceof Number ms
        && ms.doubleValue() > 0)) {
      throw new FormatException(side, 0, "an object with name, threads and positive ms", line);
    }
    double gflops = object.get("gflops") instanceof Number rate ? rate.doubleValue() : 0;
    times
        .computeIfAbsent(new Row(name, Math.toIntExact(threads)), row -> new LinkedHashMap<>())
        .merge(
            side,
            new Time(ms.doubleValue(), gflops),
            (a, b) -> a.milliseconds() <= b.milliseconds() ? a : b);
  }

  /// The rows on so many threads.
  List<Row> rows(int threads) {
    return times.keySet().stream().filter(row -> row.threads() == threads).toList();
  }

  /// The best time of a side, or null if it has not computed the row.
  @Nullable Time time(Row row, String side) {
    return times.getOrDefault(row, Map.of()).get(side);
  }

  /// How many times faster `ours` is than `theirs`, or NaN if one of them has not computed the row.
  double ratio(Row row, String ours, String theirs) {
    Time a = time(row, ours);
    Time b = time(row, theirs);
    return a == null || b == null ? Double.NaN : b.milliseconds() / a.milliseconds();
  }

  /// The ratios of all those rows that both have computed.
  List<Double> ratios(List<Row> rows, String ours, String theirs) {
    List<Double> ratios = new ArrayList<>();
    for (Row row : rows) {
      double ratio = ratio(row, ours, theirs);
      if (!Double.isNaN(ratio)) {
        ratios.add(ratio);
      }
    }
    return ratios;
  }

  /// The geometric mean, or NaN of no numbers.
  static double geometricMean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }
}
