package octavo.cli.chapter;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import octavo.plot.Chart;
import org.jspecify.annotations.Nullable;

/// What a demonstration found out: texts and figures by name, in the order in which it gave them. Those that
/// are *measured* differ from machine to machine and from run to run: they are made when a page needs them,
/// and the pages of the repository only say how to get them.
public final class Findings {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Chart> figures = new LinkedHashMap<>();
  private final Map<String, Supplier<String>> measuredTexts = new LinkedHashMap<>();
  private final Map<String, Supplier<Chart>> measuredFigures = new LinkedHashMap<>();

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

  /// Adds lines of text that are measured where the page is made.
  ///
  /// @throws IllegalArgumentException if there is such a text already
  public void measuredText(String name, Supplier<String> lines) {
    requireNew(measuredTexts.putIfAbsent(name, once(() -> lines.get().stripTrailing())), name);
  }

  /// Adds a figure that is measured where the page is made.
  ///
  /// @throws IllegalArgumentException if there is such a figure already
  public void measuredFigure(String name, Supplier<Chart> chart) {
    requireNew(measuredFigures.putIfAbsent(name, once(chart)), name);
  }

  private static void requireNew(@Nullable Object before, String name) {
    if (before != null) {
      throw new IllegalArgumentException(
          "measured: each needs a name of its own, but " + name + " is taken.");
    }
  }

  /// What is made when it is first asked for, and then kept.
  static <T> Supplier<T> once(Supplier<T> maker) {
    return new Supplier<>() {
      private @Nullable T made;

      @Override
      public synchronized T get() {
        T value = made;
        if (value == null) {
          value = maker.get();
          made = value;
        }
        return value;
      }
    };
  }

  /// Prints the texts, one after the other; those that are measured come last.
  public void print(PrintWriter out) {
    texts.values().forEach(lines -> out.println(lines + System.lineSeparator()));
    measuredTexts.values().forEach(lines -> out.println(lines.get() + System.lineSeparator()));
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, Chart> figures() {
    return figures;
  }

  Map<String, Supplier<String>> measuredTexts() {
    return measuredTexts;
  }

  Map<String, Supplier<Chart>> measuredFigures() {
    return measuredFigures;
  }
}
