package octavo.plot;

import java.util.ArrayList;
import java.util.List;

/// Bars across, one for each category, or several side by side.
///
/// @param title what the chart shows
/// @param valueLabel what the numbers are; may be empty
/// @param categories the names of the categories, from the top
/// @param series the bars
/// @param width in pixels
public record BarChart(
    String title, String valueLabel, List<String> categories, List<Series> series, int width)
    implements Chart {
  private static final double TEXT = 12;
  private static final double BAR = 18;

  /// One number for each category.
  ///
  /// @param name in the legend; may be empty
  /// @param values one for each category; what is not finite leaves a gap
  public record Series(String name, double[] values) {}

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if a series has another number of values than there are
  ///   categories
  public BarChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    for (Series one : series) {
      if (one.values().length != categories.size()) {
        throw new IllegalArgumentException(
            "BarChart: there must be one value for each of the %d categories, but '%s' has %d."
                .formatted(categories.size(), one.name(), one.values().length));
      }
    }
  }

  /// A chart without bars.
  public static BarChart of(String title, List<String> categories) {
    return new BarChart(title, "", categories, List.of(), 640);
  }

  /// With one more series.
  public BarChart bars(String name, double... values) {
    List<Series> more = new ArrayList<>(series);
    more.add(new Series(name, values.clone()));
    return new BarChart(title, valueLabel, categories, more, width);
  }

  /// With a name of the numbers.
  public BarChart withValueLabel(String label) {
    return new BarChart(title, label, categories, series, width);
  }

  @Override
  public String svg() {
    double low = 0;
    double high = 0;
    boolean any = false;
    for (Series one : series) {
      for (double value : one.values()) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
          any = true;
        }
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          "BarChart: '%s' must have at least one finite value, but has none. Add bars first."
              .formatted(title));
    }
    boolean legend = series.size() > 1;
    double group = BAR * series.size() + 10;
    double top = legend ? 66 : 44;
    double bottom = top + group * categories.size();
    double left = 24;
    for (String category : categories) {
      left = Math.max(left, Math.min(width / 3.0, 24 + Canvas.width(category, TEXT)));
    }
    double widest = Canvas.width(Ticks.label(high), TEXT) + 24;
    Axis axis = Axis.of(AxisScale.LINEAR, low, high).rounded(5).between(left, width - widest);
    Canvas canvas =
        new Canvas(title, description(), width, bottom + (valueLabel.isEmpty() ? 32 : 52));
    for (double tick : axis.ticks(5)) {
      canvas.line("grid", axis.pixel(tick), top, axis.pixel(tick), bottom);
      canvas.text("middle", axis.pixel(tick), bottom + 18, Ticks.label(tick));
    }
    for (int c = 0; c < categories.size(); c++) {
      canvas.text(
          "end name", left - 10, top + group * (c + 0.5) + 4, shortened(categories.get(c), left));
    }
    bars(canvas, axis, top, group);
    canvas.line("axis", axis.pixel(0), top, axis.pixel(0), bottom);
    if (!valueLabel.isEmpty()) {
      canvas.text("middle", (left + width - widest) / 2, bottom + 40, valueLabel);
    }
    return canvas.finish();
  }

  private void bars(Canvas canvas, Axis axis, double top, double group) {
    double at = 16;
    for (int s = 0; s < series.size(); s++) {
      Series one = series.get(s);
      if (series.size() > 1) {
        canvas.rect("fill " + Theme.series(s), at, 41, 14, 4, 2);
        canvas.text("name", at + 20, 47, one.name());
        at += 40 + Canvas.width(one.name(), TEXT);
      }
      for (int c = 0; c < categories.size(); c++) {
        double value = one.values()[c];
        if (Double.isFinite(value)) {
          double from = Math.min(axis.pixel(0), axis.pixel(value));
          double length = Math.abs(axis.pixel(value) - axis.pixel(0));
          double y = top + group * c + 5 + BAR * s;
          canvas.rect("fill bar " + Theme.series(s), from, y + 1, length, BAR - 2, 2);
          canvas.text("value small", from + length + 6, y + BAR / 2 + 4, Ticks.label(value, 4));
        }
      }
    }
  }

  private static String shortened(String text, double room) {
    String out = text;
    while (out.length() > 2 && Canvas.width(out, TEXT) > room - 18) {
      out = out.substring(0, out.length() - 2) + "…";
    }
    return out;
  }

  private String description() {
    return "Bars of "
        + (valueLabel.isEmpty() ? "values" : valueLabel)
        + " for "
        + String.join(", ", categories)
        + ".";
  }
}
