package octavo.cli.chapter;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import octavo.plot.Chart;

/// What a demonstration found out: texts and figures by name, in the order in which it gave them.
public final class Findings {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Chart> figures = new LinkedHashMap<>();

  /// No findings yet.
  public Findings() {}

  /// Adds lines of text, such as a table.
  ///
  /// @throws IllegalArgumentException if there is such a text already
  public void text(String name, String lines) {
    if (texts.putIfAbsent(name, lines.stripTrailing()) != null) {
      throw new IllegalArgumentException(
          "text: each needs a name of its own, but " + name + " is taken.");
    }
  }

  /// Adds a figure.
  ///
  /// @throws IllegalArgumentException if there is such a figure already
  public void figure(String name, Chart chart) {
    if (figures.putIfAbsent(name, chart) != null) {
      throw new IllegalArgumentException(
          "figure: each needs a name of its own, but " + name + " is taken.");
    }
  }

  /// Prints the texts, one after the other.
  public void print(PrintWriter out) {
    texts.values().forEach(lines -> out.println(lines + System.lineSeparator()));
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, Chart> figures() {
    return figures;
  }
}
