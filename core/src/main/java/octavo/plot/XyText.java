package octavo.plot;

import java.util.List;

/// Draws one [XyChart] in characters. Each character holds two by four dots and has the color of
/// the last mark that touched it.
final class XyText {
  private static final int LEAST_COLUMNS = 24;
  private static final int LEAST_ROWS = 6;

  /// Longer lines leave the chart, which only a field of heights lets them do.
  private static final int MOST_STEPS = 10_000;

  /// The bits of a Braille character by row and column of the dot.
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final XyChart chart;
  private final TextColor color;
  private final int margin;
  private final int across;
  private final int down;
  private final int[] dots;
  private final int[] owner;
  private final Axis x;
  private final Axis y;

  XyText(XyChart chart, int columns, int rows, TextColor color) {
    if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "XyChart.text: there must be at least %d columns and %d rows, but there are %d and %d."
              .formatted(LEAST_COLUMNS, LEAST_ROWS, columns, rows));
    }
    this.chart = chart;
    this.color = color;
    Axis up = chart.hasField() ? chart.up() : chart.up().rounded(3);
    int widest = 0;
    for (double tick : up.ticks(3)) {
      widest = Math.max(widest, Ticks.label(tick).length());
    }
    margin = Math.min(widest + 1, columns / 3);
    across = columns - margin - 1;
    down = rows - 3; // title, axis and its numbers
    dots = new int[across * down];
    owner = new int[across * down];
    x = chart.across().between(0, across * 2 - 1);
    y = up.between(down * 4 - 1, 0);
  }

  String draw() {
    List<String> names = chart.names();
    for (Mark mark : chart.marks()) {
      int number = names.indexOf(mark.name());
      switch (mark) {
        case Mark.Line line -> curve(line.x(), line.y(), number);
        case Mark.Band band -> {
          curve(band.x(), band.low(), number);
          curve(band.x(), band.high(), number);
        }
        case Mark.Points points -> {
          for (int i = 0; i < points.x().length; i++) {
            if (isShown(points.x()[i], points.y()[i])) {
              dot(x.pixel(points.x()[i]), y.pixel(points.y()[i]), number);
            }
          }
        }
        case Mark.Bins bins -> bins(bins, number);
        case Mark.Track track -> curve(track.x(), track.y(), number);
        case Mark.Arrows arrows -> {
          for (int i = 0; i < arrows.x().length; i++) {
            curve(
                new double[] {arrows.x()[i], arrows.toX()[i]},
                new double[] {arrows.y()[i], arrows.toY()[i]},
                number);
          }
        }
        case Mark.Contours field -> isolines(field);
      }
    }
    StringBuilder out = new StringBuilder(chart.title());
    for (int i = 0; i < names.size(); i++) {
      out.append(names.get(i).isEmpty() ? "" : "  " + color.series(i, "━ " + names.get(i)));
    }
    out.append('\n');
    for (int r = 0; r < down; r++) {
      row(out, r);
    }
    axis(out);
    return out.toString();
  }

  private void row(StringBuilder out, int r) {
    String label = "";
    for (double tick : y.ticks(3)) {
      if ((int) Math.round(y.pixel(tick)) / 4 == r) {
        label = Ticks.label(tick);
      }
    }
    out.append(padded(label, margin)).append(label.isEmpty() ? '│' : '┤');
    int end = across;
    while (end > 0 && dots[r * across + end - 1] == 0) {
      end--;
    }
    for (int c = 0; c < end; ) {
      int first = r * across + c;
      StringBuilder run = new StringBuilder(); // characters of one color
      while (c < end && color(r * across + c) == color(first)) {
        int cell = dots[r * across + c++];
        run.append(cell == 0 ? ' ' : (char) (0x2800 + cell));
      }
      out.append(color(first) < 0 ? run : color.series(color(first), run.toString()));
    }
    out.append('\n');
  }

  /// The number of the series that colors a character; -1 where it is blank.
  private int color(int at) {
    return dots[at] == 0 ? -1 : owner[at];
  }

  private void axis(StringBuilder out) {
    out.append(" ".repeat(margin)).append('└').append("─".repeat(across)).append('\n');
    String first = Ticks.label(x.low(), 4);
    String last = Ticks.label(x.high(), 4);
    int room = across - first.length() - last.length();
    String middle = chart.xLabel().length() + 2 <= room ? chart.xLabel() : "";
    int before = (room - middle.length()) / 2;
    out.append(" ".repeat(margin + 1)).append(first).append(" ".repeat(Math.max(1, before)));
    out.append(middle).append(" ".repeat(Math.max(0, room - middle.length() - before)));
    out.append(last);
  }

  private static String padded(String text, int width) {
    return text.length() >= width
        ? text.substring(0, width)
        : " ".repeat(width - text.length() - 1) + text + " ";
  }

  private boolean isShown(double px, double py) {
    return chart.xScale().shows(px) && chart.yScale().shows(py);
  }

  private void dot(double px, double py, int number) {
    int column = (int) Math.round(px);
    int row = (int) Math.round(py);
    if (column >= 0 && column < across * 2 && row >= 0 && row < down * 4) {
      int at = row / 4 * across + column / 2;
      dots[at] |= BITS[row % 4][column % 2];
      owner[at] = number;
    }
  }

  private void curve(double[] xs, double[] ys, int number) {
    for (int i = 0; i < xs.length; i++) {
      if (!isShown(xs[i], ys[i])) {
        continue;
      }
      double toX = x.pixel(xs[i]);
      double toY = y.pixel(ys[i]);
      boolean joined = i > 0 && isShown(xs[i - 1], ys[i - 1]);
      double fromX = joined ? x.pixel(xs[i - 1]) : toX;
      double fromY = joined ? y.pixel(ys[i - 1]) : toY;
      double far = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY));
      int steps = 1 + (int) Math.min(far, MOST_STEPS);
      for (int s = 0; s <= steps; s++) {
        double t = (double) s / steps;
        dot(fromX + (toX - fromX) * t, fromY + (toY - fromY) * t, number);
      }
    }
  }

  /// Every third level, in gray: more would be taken for a gray area.
  private void isolines(Mark.Contours field) {
    for (int l = 0; l < field.levels().length; l += 3) {
      for (double[][] ring : Isolines.of(field, field.levels()[l])) {
        for (int i = 0; i < ring[0].length; i++) {
          int next = (i + 1) % ring[0].length;
          if (!Isolines.onBorder(field, ring, i, next)) {
            double[] across = {ring[0][i], ring[0][next]};
            curve(across, new double[] {ring[1][i], ring[1][next]}, Theme.COLORS - 1);
          }
        }
      }
    }
  }

  private void bins(Mark.Bins bins, int number) {
    double floor = y.scale() == AxisScale.LOG ? y.low() : 0;
    for (int i = 0; i < bins.heights().length; i++) {
      double height = bins.heights()[i];
      if (!isShown(bins.edges()[i], height) || height == floor) {
        continue;
      }
      int from = (int) Math.round(x.pixel(bins.edges()[i]));
      int to = (int) Math.round(x.pixel(bins.edges()[i + 1]));
      int first = (int) Math.round(Math.min(y.pixel(floor), y.pixel(height)));
      int last = (int) Math.round(Math.max(y.pixel(floor), y.pixel(height)));
      for (int column = from; column < Math.max(to, from + 1); column++) {
        for (int row = first; row <= last; row++) {
          dot(column, row, number);
        }
      }
    }
  }
}
