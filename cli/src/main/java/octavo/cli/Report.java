package octavo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
      :root { color-scheme: light dark; --line: #8884; --soft: #8882; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
      h1 { margin-bottom: .2rem; }
      h2 { margin-top: 2.2rem; }
      svg { max-width: 100%; height: auto; }
      .tiles { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0; }
      .tiles div { background: var(--soft); border-radius: .5rem; padding: .6rem 1rem; }
      .tiles b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
      .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
      table { border-collapse: collapse; }
      td, th { text-align: left; font-weight: normal; padding: .15rem 1.2rem .15rem 0; border-bottom: 1px solid var(--line); }
      td { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      thead th { font-weight: 600; text-align: right; }
      thead th:first-child { text-align: left; }
      """;

  /// Writes the page.
  ///
  /// @throws IOException if it cannot be written
  void write(Path file) throws IOException {
    AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
  }

  String html() {
    StringBuilder page = new StringBuilder();
    String title =
        String.format(
            Locale.ROOT,
            "%s: %.2f %% of %,d test images",
            settings.getOrDefault("model", "model"),
            100 * result.accuracy(),
            test.size());
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
        .append("<meta name=\"viewport\" content=\"width=device-width\"/><title>")
        .append(escape(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escape(title))
        .append("</h1>\n<p><code>")
        .append(escape(settings.getOrDefault("command", "")))
        .append("</code></p>\n");
    tiles(page);
    curves(page);
    page.append("<h2>Classes</h2>\n<div class=\"pair\"><div>")
        .append(HeatMap.confusion("Actual and predicted class", test.classes(), confusion()).svg())
        .append("</div><div>");
    scores(page);
    page.append("</div></div>\n")
        .append(mistakes())
        .append("<div class=\"pair\"><div><h2>Settings</h2>\n<table>");
    settings.forEach((name, value) -> row(page, name, value));
    page.append("</table></div>\n<div><h2>Parameters</h2>\n<table>");
    model
        .parameters()
        .forEach((name, p) ->
            row(page, name, p.tensor().shape().toString(), count(p.tensor().elements())));
    row(page, "in all", "", count(model.parameterCount()));
    return page.append("</table></div></div>\n</body></html>\n").toString();
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private void tiles(StringBuilder page) {
    page.append("<div class=\"tiles\">");
    tile(page, "test accuracy", String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()));
    tile(page, "test loss", String.format(Locale.ROOT, "%.4f", result.loss()));
    history.stream()
        .max(Comparator.comparingDouble(EpochResult::testAccuracy))
        .ifPresent(best ->
            tile(
                page,
                "best test accuracy, epoch " + best.epoch() + " of " + history.size(),
                String.format(Locale.ROOT, "%.2f %%", 100 * best.testAccuracy())));
    tile(page, "parameters", count(model.parameterCount()));
    String time = settings.get("time of this run");
    if (time != null) {
      tile(page, "time of this run", time);
    }
    page.append("</div>\n");
  }

  private static void tile(StringBuilder page, String name, String value) {
    page.append("<div><b>")
        .append(escape(value))
        .append("</b>")
        .append(escape(name))
        .append("</div>");
  }

  private void scores(StringBuilder page) {
    page.append(
        "<table><thead><tr><th>class</th><th>images</th><th>precision</th><th>recall</th><th>F1</th></tr></thead>\n");
    for (int c = 0; c < test.classes().size(); c++) {
      Evaluation.ClassScore score = result.score(c);
      row(
          page,
          test.classes().get(c),
          count(score.actual()),
          percent(score.precision()),
          percent(score.recall()),
          percent(score.f1()));
    }
    page.append("</table>");
  }

  private void curves(StringBuilder page) {
    if (history.isEmpty()) {
      return;
    }
    page.append("<h2>Training</h2>\n<div class=\"pair\">")
        .append(curve("Loss", "cross-entropy", 1, EpochResult::trainLoss, EpochResult::testLoss))
        .append(
            curve(
                "Accuracy", "% right", 100, EpochResult::trainAccuracy, EpochResult::testAccuracy))
        .append("</div>\n");
  }

  private String curve(
      String title,
      String unit,
      double scale,
      ToDoubleFunction<EpochResult> training,
      ToDoubleFunction<EpochResult> tested) {
    double[] epochs = history.stream().mapToDouble(EpochResult::epoch).toArray();
    return XyChart.of(title)
        .line("training", epochs, scaled(training, scale))
        .line("test", epochs, scaled(tested, scale))
        .withXLabel("epoch")
        .withYLabel(unit)
        .svg();
  }

  private double[] scaled(ToDoubleFunction<EpochResult> value, double scale) {
    return history.stream().mapToDouble(value).map(x -> scale * x).toArray();
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

  private static void row(StringBuilder page, String name, String... values) {
    page.append("<tr><th>").append(escape(name)).append("</th>");
    for (String value : values) {
      page.append("<td>").append(escape(value)).append("</td>");
    }
    page.append("</tr>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
