package octavo.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.plot.GraphRows.Vertex;

/// Where the boxes and lines of a [GraphChart] lie: in rows, as Sugiyama, Tagawa and Toda (1981) draw graphs.
///
/// A box stands in the row that is as far from the top as the longest way to it. A line that crosses rows has a
/// narrow place of its own in each, so it meets no box; lines from one box share it.
///
/// @param places of the boxes
/// @param routes of the lines, in their order
/// @param width of the drawing
/// @param height of the drawing
record GraphLayout(List<Place> places, List<Route> routes, double width, double height) {
  static final double MARGIN = 24;
  static final double TOP = 48;

  private static final double NAME = 12;
  private static final double SMALL = 11;
  private static final double BOLD = 1.1;
  private static final double LINE = 15;
  private static final double PAD = 9;
  private static final double ROW_GAP = 28;
  private static final double TIP = 6;

  /// Where a box lies.
  record Place(double x, double y, double width, double height) {
    double middle() {
      return x + width / 2;
    }
  }

  /// The way of a line: through these points, straight down where two have the same column.
  ///
  /// @param xs columns
  /// @param ys rows, not descending
  record Route(double[] xs, double[] ys) {
    String path() {
      StringBuilder path =
          new StringBuilder("M%s %s".formatted(Canvas.number(xs[0]), Canvas.number(ys[0])));
      int last = xs.length - 1;
      for (int i = 1; i <= last; i++) {
        double y = i == last ? ys[i] - TIP / 2 : ys[i];
        String to = "%s %s".formatted(Canvas.number(xs[i]), Canvas.number(y));
        String middle = Canvas.number((ys[i - 1] + y) / 2);
        path.append(
            xs[i] == xs[i - 1]
                ? "L" + to
                : "C%s %s %s %s %s"
                    .formatted(Canvas.number(xs[i - 1]), middle, Canvas.number(xs[i]), middle, to));
      }
      return path.toString();
    }

    /// The head of the arrow.
    String tip() {
      double x = xs[xs.length - 1];
      double y = ys[ys.length - 1];
      return "M%s %sL%s %sL%s %sZ"
          .formatted(
              Canvas.number(x - TIP * 0.6),
              Canvas.number(y - TIP),
              Canvas.number(x + TIP * 0.6),
              Canvas.number(y - TIP),
              Canvas.number(x),
              Canvas.number(y));
    }
  }

  static double widthOf(GraphChart.Box box) {
    double widest = 0;
    for (int i = 0; i < box.lines().size(); i++) {
      double size = i == 0 ? NAME * BOLD : SMALL;
      widest = Math.max(widest, Canvas.width(box.lines().get(i), size));
    }
    return widest + 2 * PAD;
  }

  static double heightOf(GraphChart.Box box) {
    return 2 * PAD + LINE * box.lines().size() - 2;
  }

  /// How far below the top of a box its line of text with this number stands.
  static double baseline(int line) {
    return PAD + 11 + LINE * line;
  }

  static GraphLayout of(GraphChart chart) {
    GraphRows rows = GraphRows.of(chart);
    int count = rows.rows().size();
    double[] top = new double[count];
    double[] bottom = new double[count];
    double y = TOP;
    for (int r = 0; r < count; r++) {
      top[r] = y;
      double tallest = 0;
      for (Vertex v : rows.rows().get(r)) {
        tallest = Math.max(tallest, v.isBox() ? heightOf(chart.boxes().get(v.box)) : 0);
      }
      bottom[r] = y + tallest;
      y = bottom[r] + ROW_GAP;
    }
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    for (Vertex v : rows.vertices()) {
      left = Math.min(left, v.x - v.width / 2);
      right = Math.max(right, v.x + v.width / 2);
    }
    List<Place> places = new ArrayList<>();
    for (int b = 0; b < chart.boxes().size(); b++) {
      Vertex v = rows.vertices().get(b);
      places.add(
          new Place(
              v.x - v.width / 2 - left + MARGIN,
              top[v.row],
              v.width,
              heightOf(chart.boxes().get(b))));
    }
    List<Route> routes = new ArrayList<>();
    for (int e = 0; e < chart.edges().size(); e++) {
      routes.add(route(rows, rows.ways().get(e), places, top, bottom, MARGIN - left));
    }
    return new GraphLayout(places, routes, right - left + 2 * MARGIN, y - ROW_GAP + MARGIN);
  }

  private static Route route(
      GraphRows rows,
      List<Vertex> way,
      List<Place> places,
      double[] top,
      double[] bottom,
      double shift) {
    int points = 2 * way.size();
    double[] xs = new double[points];
    double[] ys = new double[points];
    Place from = places.get(way.getFirst().box);
    Place to = places.get(way.getLast().box);
    int n = 0;
    for (Vertex v : way) {
      boolean first = v == way.getFirst();
      boolean last = v == way.getLast();
      double x = v.x + shift;
      if (last) {
        x = to.middle() + rows.entry(v, way.get(way.size() - 2)) * to.width();
      }
      xs[n] = x;
      ys[n++] = first ? from.y() + from.height() : top[v.row];
      if (!last) {
        xs[n] = x;
        ys[n++] = bottom[v.row];
      }
    }
    return new Route(Arrays.copyOf(xs, n), Arrays.copyOf(ys, n));
  }
}
