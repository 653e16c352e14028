package octavo.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// Numbers as bars of characters.
public final class TextBars {
  private static final String SPARKS = "▁▂▃▄▅▆▇█";
  private static final String PARTS = " ▏▎▍▌▋▊▉█";

  private TextBars() {}

  /// A line of one character for each value, from the least to the greatest; a gap where a value is
  /// not finite.
  public static String sparkline(double... values) {
    double low = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
    double high = DoubleStream.of(values).filter(Double::isFinite).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (double value : values) {
      if (Double.isFinite(value)) {
        double share = high > low ? (value - low) / (high - low) : 0.5;
        out.append(SPARKS.charAt((int) Math.min(7, share * 8)));
      } else {
        out.append(' ');
      }
    }
    return out.toString();
  }

  /// One bar a line, from 0 to the greatest value: name, bar, number. Negative values have no bar.
  ///
  /// @param width of the longest bar in characters
  /// @throws IllegalArgumentException if there is not one value for each name, or the width is
  ///   below 1
  public static String bars(List<String> names, double[] values, int width) {
    if (names.size() != values.length || width < 1) {
      throw new IllegalArgumentException(
          "TextBars.bars: there must be one value for each name and a width of at least 1, but there are %d names, %d values and a width of %d."
              .formatted(names.size(), values.length, width));
    }
    double high = DoubleStream.of(values).filter(Double::isFinite).max().orElse(0);
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double share = high > 0 && Double.isFinite(values[i]) ? Math.max(0, values[i] / high) : 0;
      int eighths = (int) Math.round(share * width * 8);
      String bar = "█".repeat(eighths / 8);
      bar += eighths % 8 > 0 ? PARTS.charAt(eighths % 8) : "";
      lines.add(
          names.get(i)
              + " ".repeat(longest - names.get(i).length() + 1)
              + bar
              + " ".repeat(width - bar.length() + 1)
              + Ticks.label(values[i]));
    }
    return String.join("\n", lines);
  }

  /// A histogram with one bar a line: where the part begins, how many values lie in it.
  ///
  /// @param bins the number of parts
  /// @param width of the longest bar in characters
  /// @throws IllegalArgumentException if no value is finite or `bins` is below 1
  public static String histogram(double[] values, int bins, int width) {
    Histogram counts = Histogram.of(values, bins);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      names.add(Ticks.label(counts.edges()[i], 3));
    }
    return bars(names, counts.counts(), width);
  }
}
