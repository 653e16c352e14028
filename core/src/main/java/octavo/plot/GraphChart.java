package octavo.plot;

import java.util.ArrayList;
import java.util.List;

/// Boxes of text and lines between them, from the top down: a network of layers with its branches. Lines that
/// skip rows run beside the boxes.
///
/// @param title what the graph shows
/// @param boxes each behind those from which lines lead to it
/// @param edges the lines
public record GraphChart(String title, List<Box> boxes, List<Edge> edges) implements Chart {
  /// One box.
  ///
  /// @param lines of text, the first in bold type
  /// @param hint a text that appears under the pointer
  /// @param color the number of a color, equal for things of one kind
  public record Box(List<String> lines, String hint, int color) {
    /// Keeps its own copy.
    public Box {
      lines = List.copyOf(lines);
    }
  }

  /// A line from a box to a later one.
  ///
  /// @param from the number of the box that it leaves
  /// @param to the number of the box that it enters
  public record Edge(int from, int to) {}

  /// Checks the lines.
  ///
  /// @throws IllegalArgumentException if one leads nowhere, or back
  public GraphChart {
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
    for (Edge edge : edges) {
      if (edge.from() < 0 || edge.from() >= edge.to() || edge.to() >= boxes.size()) {
        throw new IllegalArgumentException(
            "GraphChart: a line must lead from a box to a later one of %d, but one leads from %d to %d."
                .formatted(boxes.size(), edge.from(), edge.to()));
      }
    }
  }

  /// A graph without boxes.
  public static GraphChart of(String title) {
    return new GraphChart(title, List.of(), List.of());
  }

  /// With one more box, which lines from earlier ones enter.
  ///
  /// @throws IllegalArgumentException if one of those is not there
  public GraphChart with(Box box, int... from) {
    List<Box> more = new ArrayList<>(boxes);
    more.add(box);
    List<Edge> lines = new ArrayList<>(edges);
    for (int one : from) {
      lines.add(new Edge(one, boxes.size()));
    }
    return new GraphChart(title, more, lines);
  }

  @Override
  public String svg() {
    if (boxes.isEmpty()) {
      throw new IllegalArgumentException(
          "GraphChart: '%s' must have at least one box, but has none. Add one first."
              .formatted(title));
    }
    GraphLayout layout = GraphLayout.of(this);
    Canvas canvas =
        new Canvas(
            title,
            "%d boxes and %d lines between them.".formatted(boxes.size(), edges.size()),
            Math.max(Canvas.titleWidth(title), layout.width()),
            layout.height(),
            Theme.GRAPH_CSS);
    for (GraphLayout.Route route : layout.routes()) {
      canvas.path("route", route.path());
      canvas.path("tip", route.tip());
    }
    for (int b = 0; b < boxes.size(); b++) {
      Box box = boxes.get(b);
      GraphLayout.Place at = layout.places().get(b);
      String kind = "node fill " + Theme.series(box.color());
      canvas.rect("ground", at.x(), at.y(), at.width(), at.height(), 5);
      canvas.box(kind, at.x(), at.y(), at.width(), at.height(), 5, box.hint());
      for (int i = 0; i < box.lines().size(); i++) {
        canvas.text(
            i == 0 ? "middle name" : "middle small",
            at.x() + at.width() / 2,
            at.y() + GraphLayout.baseline(i),
            i == 0
                ? " style=\"font-weight:600;pointer-events:none\""
                : " style=\"pointer-events:none\"",
            box.lines().get(i));
      }
    }
    return canvas.finish();
  }
}
