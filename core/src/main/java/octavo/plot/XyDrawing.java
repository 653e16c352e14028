package octavo.plot;

import java.util.List;

/// Draws one [XyChart] as SVG.
final class XyDrawing {
  private static final int TICKS = 5;
  private static final double TEXT = 12;

  /// Longer lines are thinned to the extremes of each pixel column, which looks the same.
  private static final int THICK = 4000;

  private final XyChart chart;
  private final List<String> names;
  private final Axis x;
  private final Axis y;
  private final Canvas canvas;
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;

  XyDrawing(XyChart chart) {
    this.chart = chart;
    this.names = chart.names();
    Axis up = chart.hasField() ? chart.up() : chart.up().rounded(TICKS);
    boolean dots = chart.marks().stream().anyMatch(m -> m instanceof Mark.Points);
    Axis across = dots && !chart.hasField() ? chart.across().widened(0.02) : chart.across();
    double widest = 0;
    for (double tick : up.ticks(TICKS)) {
      widest = Math.max(widest, Canvas.width(Ticks.label(tick), TEXT));
    }
    left = 16 + widest + 8;
    double last = Canvas.width(Ticks.label(across.high()), TEXT) / 2 + 8;
    right = chart.width() - Math.max(20.0, Math.min(last, 40));
    top = 40 + (hasLegend() ? 22 : 0) + (chart.yLabel().isEmpty() ? 0 : 20);
    bottom = chart.height() - (chart.xLabel().isEmpty() ? 32.0 : 50.0);
    x = across.between(left, right);
    y = up.between(bottom, top);
    String rules =
        chart.hasField() || chart.marks().stream().anyMatch(m -> m instanceof Mark.Track)
            ? Theme.MOTION_CSS
            : "";
    canvas = new Canvas(chart.title(), description(), chart.width(), chart.height(), rules);
  }

  private boolean hasLegend() {
    return names.stream().filter(n -> !n.isEmpty()).count() > 1;
  }

  private String description() {
    StringBuilder text = new StringBuilder("A chart of ");
    text.append(chart.yLabel().isEmpty() ? "values" : chart.yLabel());
    if (!chart.xLabel().isEmpty()) {
      text.append(" over ").append(chart.xLabel());
    }
    text.append(" with ")
        .append(String.join(", ", names.stream().filter(n -> !n.isEmpty()).toList()));
    return text.append('.').toString();
  }

  String svg() {
    axes();
    if (chart.hasField()) {
      canvas.cut(left, top, right - left, bottom - top);
    }
    MovingDrawing moving = new MovingDrawing(canvas, x, y);
    for (Mark mark : chart.marks()) {
      String color = Theme.series(names.indexOf(mark.name()));
      switch (mark) {
        case Mark.Line line -> canvas.path("curve " + color, curve(line.x(), line.y()));
        case Mark.Band band -> band(band, color);
        case Mark.Bins bins -> bins(bins, color);
        case Mark.Contours field -> moving.contours(field);
        case Mark.Track track -> moving.track(track, color);
        case Mark.Arrows arrows -> moving.arrows(arrows, color);
        case Mark.Points points -> {
          for (int i = 0; i < points.x().length; i++) {
            if (isShown(points.x()[i], points.y()[i])) {
              double px = x.pixel(points.x()[i]);
              canvas.circle("fill dot " + color, px, y.pixel(points.y()[i]), 3);
            }
          }
        }
      }
    }
    if (chart.hasField()) {
      canvas.endCut();
      canvas.rect("frame", left, top, right - left, bottom - top, 0);
    }
    if (hasLegend()) {
      legend();
    }
    return canvas.finish();
  }

  private void axes() {
    for (double tick : y.ticks(TICKS)) {
      double at = y.pixel(tick);
      canvas.line("grid", left, at, right, at);
      canvas.text("end", left - 8, at + 4, Ticks.label(tick));
    }
    canvas.line("axis", left, bottom, right, bottom);
    double end = Double.NEGATIVE_INFINITY;
    for (double tick : x.ticks(Math.max(2, (int) ((right - left) / 64)))) {
      double at = x.pixel(tick);
      double half = Canvas.width(Ticks.label(tick), TEXT) / 2;
      canvas.line("axis", at, bottom, at, bottom + 4);
      if (at - half > end + 4) {
        canvas.text("middle", at, bottom + 19, Ticks.label(tick));
        end = at + half;
      }
    }
    if (!chart.xLabel().isEmpty()) {
      canvas.text("middle", (left + right) / 2, bottom + 39, chart.xLabel());
    }
    if (!chart.yLabel().isEmpty()) {
      canvas.text("label", 16, top - 12, chart.yLabel());
    }
  }

  private void legend() {
    double at = 16;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      double needed = 22 + Canvas.width(name, TEXT);
      if (name.isEmpty() || at + needed > chart.width()) {
        continue;
      }
      canvas.rect("fill " + Theme.series(i), at, 41, 14, 4, 2);
      canvas.text("name", at + 20, 47, name);
      at += needed + 18;
    }
  }

  private boolean isShown(double px, double py) {
    return chart.xScale().shows(px) && chart.yScale().shows(py);
  }

  /// A path through the points, interrupted where one cannot be shown; a lone point is a dot.
  private StringBuilder curve(double[] xs, double[] ys) {
    StringBuilder path = new StringBuilder();
    boolean thin = xs.length > THICK;
    boolean joined = false;
    for (int i = 0; i < xs.length; i++) {
      if (!isShown(xs[i], ys[i])) {
        joined = false;
        continue;
      }
      if (thin && joined) {
        int last = lastOfColumn(xs, ys, i);
        if (last > i + 2) {
          extremes(path, xs, ys, i, last);
          i = last;
          continue;
        }
      }
      boolean alone = !joined && (i + 1 == xs.length || !isShown(xs[i + 1], ys[i + 1]));
      move(path, joined ? 'L' : 'M', xs[i], ys[i]);
      path.append(alone ? "h0" : "");
      joined = true;
    }
    return path;
  }

  private void move(StringBuilder path, char command, double px, double py) {
    path.append(command)
        .append(Canvas.number(x.pixel(px)))
        .append(' ')
        .append(Canvas.number(y.pixel(py)));
  }

  /// The last of the points from `first` on that fall into the same pixel column.
  private int lastOfColumn(double[] xs, double[] ys, int first) {
    double column = Math.floor(x.pixel(xs[first]));
    int last = first;
    while (last + 1 < xs.length
        && isShown(xs[last + 1], ys[last + 1])
        && Math.floor(x.pixel(xs[last + 1])) == column) {
      last++;
    }
    return last;
  }

  private void extremes(StringBuilder path, double[] xs, double[] ys, int first, int last) {
    int low = first;
    int high = first;
    for (int i = first; i <= last; i++) {
      low = ys[i] < ys[low] ? i : low;
      high = ys[i] > ys[high] ? i : high;
    }
    move(path, 'L', xs[Math.min(low, high)], ys[Math.min(low, high)]);
    move(path, 'L', xs[Math.max(low, high)], ys[Math.max(low, high)]);
    move(path, 'L', xs[last], ys[last]);
  }

  private void band(Mark.Band band, String color) {
    int n = band.x().length;
    for (int from = 0; from < n; from++) {
      int to = from;
      while (to < n
          && isShown(band.x()[to], band.low()[to])
          && isShown(band.x()[to], band.high()[to])) {
        to++;
      }
      if (to > from + 1) {
        StringBuilder path = new StringBuilder();
        for (int i = from; i < to; i++) {
          move(path, i == from ? 'M' : 'L', band.x()[i], band.high()[i]);
        }
        for (int i = to - 1; i >= from; i--) {
          move(path, 'L', band.x()[i], band.low()[i]);
        }
        canvas.path("fill band " + color, path.append('Z'));
      }
      from = to;
    }
  }

  private void bins(Mark.Bins bins, String color) {
    double floor = y.scale() == AxisScale.LOG ? y.low() : 0;
    for (int i = 0; i < bins.heights().length; i++) {
      boolean edges = x.scale().shows(bins.edges()[i]) && x.scale().shows(bins.edges()[i + 1]);
      if (edges && y.scale().shows(bins.heights()[i]) && bins.heights()[i] != floor) {
        double from = x.pixel(bins.edges()[i]);
        double to = x.pixel(bins.edges()[i + 1]);
        double gap = Math.min(1, (to - from) / 4);
        double a = y.pixel(bins.heights()[i]);
        double b = y.pixel(floor);
        canvas.rect(
            "fill bin " + color,
            from + gap / 2,
            Math.min(a, b),
            to - from - gap,
            Math.abs(a - b),
            0);
      }
    }
  }
}
