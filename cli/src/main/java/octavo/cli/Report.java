package octavo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import octavo.data.ImageDataset;
import octavo.format.AtomicFile;
import octavo.nn.Layer;
import octavo.plot.HeatMap;
import octavo.plot.ImageGrid;
import octavo.plot.XyChart;
import octavo.train.EpochResult;
import octavo.train.Evaluation;

/// The page that a training leaves: curves, the confusion matrix, the worst mistakes and the settings,
/// in one HTML file that needs nothing else.
///
/// @param model the network
/// @param test the images it was tested on
/// @param result how it did
/// @param history the results of the epochs
/// @param settings what it was trained with
record Report(
    Layer model,
    ImageDataset test,
    Evaluation result,
    List<EpochResult> history,
    Map<String, String> settings) {
  private static final int MISTAKES = 24;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
      svg { max-width: 100%; height: auto; }
      table { border-collapse: collapse; }
      td, th { text-align: left; padding: .15rem 1.2rem .15rem 0; border-bottom: 1px solid #8884; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; }
      """;

  /// Writes the page.
  ///
  /// @throws IOException if it cannot be written
  void write(Path file) throws IOException {
    AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
  }

  private String html() {
    StringBuilder page = new StringBuilder();
    String title =
        "%s: %.2f %% of %,d test images"
            .formatted(
                settings.getOrDefault("model", "model"), 100 * result.accuracy(), test.size());
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escape(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escape(title))
        .append("</h1>\n");
    curves(page);
    page.append("<h2>Confusion</h2>\n")
        .append(HeatMap.confusion("Actual and predicted class", test.classes(), confusion()).svg())
        .append(mistakes())
        .append("<h2>Settings</h2>\n<table>");
    settings.forEach((name, value) -> row(page, name, value));
    page.append("</table>\n<h2>Parameters</h2>\n<table>");
    model
        .parameters()
        .forEach((name, p) -> row(page, name, p.tensor().shape() + ", " + p.tensor().elements()));
    row(page, "in all", Long.toString(model.parameterCount()));
    return page.append("</table>\n</body></html>\n").toString();
  }

  private void curves(StringBuilder page) {
    double[] epochs = history.stream().mapToDouble(EpochResult::epoch).toArray();
    if (epochs.length == 0) {
      return;
    }
    page.append("<h2>Training</h2>\n")
        .append(
            XyChart.of("Loss")
                .line(
                    "training",
                    epochs,
                    history.stream().mapToDouble(EpochResult::trainLoss).toArray())
                .line("test", epochs, history.stream().mapToDouble(EpochResult::testLoss).toArray())
                .withXLabel("epoch")
                .withYLabel("cross-entropy")
                .svg())
        .append(
            XyChart.of("Accuracy")
                .line(
                    "training",
                    epochs,
                    percent(history.stream().mapToDouble(EpochResult::trainAccuracy).toArray()))
                .line(
                    "test",
                    epochs,
                    percent(history.stream().mapToDouble(EpochResult::testAccuracy).toArray()))
                .withXLabel("epoch")
                .withYLabel("% right")
                .svg());
  }

  private static double[] percent(double[] shares) {
    return Arrays.stream(shares).map(share -> 100 * share).toArray();
  }

  private long[][] confusion() {
    int[][] counts = result.confusion(test.classes().size());
    long[][] wide = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      wide[i] = Arrays.stream(counts[i]).asLongStream().toArray();
    }
    return wide;
  }

  /// The wrong answers with the largest loss: the network was surest of them.
  private String mistakes() {
    List<Integer> worst =
        IntStream.range(0, test.size())
            .filter(i -> result.predicted()[i] != result.actual()[i])
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -result.losses()[i]))
            .limit(MISTAKES)
            .toList();
    if (worst.isEmpty()) {
      return "<p>No mistakes.</p>\n";
    }
    int plane = test.height() * test.width();
    ImageGrid grid = ImageGrid.of("Worst mistakes: predicted, not actual", 6);
    for (int i : worst) {
      byte[] pixels = Arrays.copyOfRange(test.pixels(), i * plane, (i + 1) * plane);
      String caption =
          String.format(
              Locale.ROOT,
              "%s, not %s (%.1f %%)",
              test.classes().get(result.predicted()[i]),
              test.classes().get(result.actual()[i]),
              100 * Math.exp(-result.losses()[i]));
      grid = grid.gray(pixels, test.width(), test.height(), caption);
    }
    return "<h2>Worst mistakes</h2>\n<p>With the probability given to the right class.</p>\n"
        + grid.svg();
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("<tr><th>")
        .append(escape(name))
        .append("</th><td class=\"n\">")
        .append(escape(value))
        .append("</td></tr>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
