package octavo.plot;

import java.util.Arrays;
import java.util.List;

/// A table of numbers as colored cells, such as a confusion matrix.
///
/// @param title what the chart shows
/// @param xLabel what the columns are; may be empty
/// @param yLabel what the rows are; may be empty
/// @param rows the names of the rows, from the top
/// @param columns the names of the columns, from the left
/// @param values the numbers that give the color, row by row; what is not finite stays blank
/// @param texts what is written into the cells, row by row; may be empty texts
public record HeatMap(
    String title,
    String xLabel,
    String yLabel,
    List<String> rows,
    List<String> columns,
    double[][] values,
    String[][] texts)
    implements Chart {
  private static final double TEXT = 12;
  private static final double LARGEST_CELL = 46;
  private static final double SMALLEST_CELL = 4;
  private static final double ROOM = 460;
  private static final double SLANT = 0.75;

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if numbers or texts do not fit the names
  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    boolean fits = values.length == rows.size() && texts.length == rows.size();
    for (int r = 0; r < rows.size() && fits; r++) {
      fits = values[r].length == columns.size() && texts[r].length == columns.size();
    }
    if (!fits || rows.isEmpty() || columns.isEmpty()) {
      throw new IllegalArgumentException(
          "HeatMap: '%s' must have one value and one text for each row and column name and at least one of each, but there are %d rows, %d columns and %d×%d values."
              .formatted(
                  title,
                  rows.size(),
                  columns.size(),
                  values.length,
                  values.length == 0 ? 0 : values[0].length));
    }
  }

  /// A table with its numbers in the cells.
  ///
  /// @throws IllegalArgumentException if the numbers do not fit the names
  public static HeatMap of(
      String title, List<String> rows, List<String> columns, double[][] values) {
    String[][] texts = new String[values.length][];
    for (int r = 0; r < values.length; r++) {
      texts[r] = Arrays.stream(values[r]).mapToObj(v -> Ticks.label(v, 3)).toArray(String[]::new);
    }
    return new HeatMap(title, "", "", rows, columns, values, texts);
  }

  /// How often examples of each true class (rows) were taken for each class (columns). The color is
  /// the share of the row, the text the count.
  ///
  /// @throws IllegalArgumentException if the counts do not fit the classes
  public static HeatMap confusion(String title, List<String> classes, long[][] counts) {
    double[][] shares = new double[counts.length][];
    String[][] texts = new String[counts.length][];
    for (int r = 0; r < counts.length; r++) {
      double sum = Math.max(1, Arrays.stream(counts[r]).sum());
      shares[r] = Arrays.stream(counts[r]).mapToDouble(n -> n / sum).toArray();
      texts[r] =
          Arrays.stream(counts[r]).mapToObj(n -> n == 0 ? "" : "" + n).toArray(String[]::new);
    }
    return new HeatMap(title, "predicted class", "true class", classes, classes, shares, texts);
  }

  /// With names of columns and rows.
  public HeatMap withLabels(String newXLabel, String newYLabel) {
    return new HeatMap(title, newXLabel, newYLabel, rows, columns, values, texts);
  }

  @Override
  public String svg() {
    double[] shown =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
    if (shown.length == 0) {
      throw new IllegalArgumentException(
          "HeatMap: '%s' must have at least one finite value, but has none.".formatted(title));
    }
    double low = Math.min(0, Arrays.stream(shown).min().orElseThrow());
    double high = Math.max(low, Arrays.stream(shown).max().orElseThrow());
    double span = high > low ? high - low : 1;
    double cell =
        Math.clamp(ROOM / Math.max(rows.size(), columns.size()), SMALLEST_CELL, LARGEST_CELL);
    double left = 16 + 10 + widest(rows);
    double slant = widest(columns) * SLANT + 14;
    double top = 44 + (yLabel.isEmpty() && xLabel.isEmpty() ? 0 : 18) + slant;
    double right = left + cell * columns.size();
    double bottom = top + cell * rows.size();
    Canvas canvas =
        new Canvas(
            title,
            description(),
            Math.max(Canvas.titleWidth(title), Math.max(right + 84, right + slant - cell / 2 + 16)),
            bottom + 20);
    if (!yLabel.isEmpty() || !xLabel.isEmpty()) {
      String arrows =
          (yLabel.isEmpty() ? "" : "↓ " + yLabel + "    ")
              + (xLabel.isEmpty() ? "" : "→ " + xLabel);
      canvas.text("label", 16, 48, arrows);
    }
    names(canvas, left, top, cell);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        if (Double.isFinite(values[r][c])) {
          cell(canvas, r, c, (values[r][c] - low) / span, left + cell * c, top + cell * r, cell);
        }
      }
    }
    canvas.rect("frame", left, top, right - left, bottom - top, 0);
    scale(canvas, right + 18, top, Math.min(bottom - top, 160), low, low + span);
    return canvas.finish();
  }

  private void cell(Canvas canvas, int r, int c, double share, double x, double y, double size) {
    String text = texts[r][c];
    String hint = rows.get(r) + " → " + columns.get(c) + ": " + (text.isEmpty() ? "0" : text);
    canvas.cell(Viridis.hex(share), x, y, size, size, hint);
    double letters = Math.min(TEXT, size * 0.42);
    if (!text.isEmpty() && letters >= 7 && Canvas.width(text, letters) < size) {
      canvas.text(
          "middle " + (Viridis.isLight(share) ? "onlight" : "ondark"),
          x + size / 2,
          y + size / 2 + letters * 0.35,
          " style=\"font-size:" + Canvas.number(letters) + "px\"",
          text);
    }
  }

  private void names(Canvas canvas, double left, double top, double cell) {
    double every = Math.max(1, Math.ceil(13 / cell));
    for (int r = 0; r < rows.size(); r += (int) every) {
      canvas.text("end name", left - 8, top + cell * (r + 0.5) + 4, rows.get(r));
    }
    for (int c = 0; c < columns.size(); c += (int) every) {
      double x = left + cell * (c + 0.5);
      String turn =
          " transform=\"rotate(-45 %s %s)\"".formatted(Canvas.number(x), Canvas.number(top - 8));
      canvas.text("name", x, top - 8, turn, columns.get(c));
    }
  }

  private static void scale(
      Canvas canvas, double x, double y, double height, double low, double high) {
    int steps = 32;
    for (int i = 0; i < steps; i++) {
      double share = 1 - (i + 0.5) / steps;
      String hint = Ticks.label(low + share * (high - low), 3);
      canvas.cell(Viridis.hex(share), x, y + height * i / steps, 12, height / steps + 0.5, hint);
    }
    canvas.text("small", x + 18, y + 9, Ticks.label(high, 3));
    canvas.text("small", x + 18, y + height, Ticks.label(low, 3));
  }

  private static double widest(List<String> names) {
    return names.stream().mapToDouble(n -> Canvas.width(n, TEXT)).max().orElse(0);
  }

  private String description() {
    return "A table of %d rows and %d columns of numbers as colors, dark for small."
        .formatted(rows.size(), columns.size());
  }
}
