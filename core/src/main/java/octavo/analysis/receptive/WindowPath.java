package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.NetworkGraph;
import org.jspecify.annotations.Nullable;

/// The way from the input to a node on which the receptive field is widest, as the plain stack of windows that
/// the calculations of textbooks take:
///
/// ```java
/// WindowPath path = WindowPath.of(field, node, 2);
/// path.topDown().text();  // RF = (RF - 1)·s + k, from the node back to the input
/// path.bottomUp().text(); // l = l + (f - 1)·j, from the input on
/// ```
///
/// Convolutions of one number that move by one change nothing and are left out. Where branches join, the wider
/// one is followed; the field of the node is the union of all, and so may be larger than that of this way.
///
/// @param axis the axis of the input
/// @param layers the windows, from the input on; empty if there is an obstacle
/// @param obstacle why the way is no stack of windows, in words; empty if it is one
public record WindowPath(int axis, List<WindowLayer> layers, String obstacle) {
  /// Keeps its own copy.
  public WindowPath {
    layers = List.copyOf(layers);
  }

  /// The way to a node along an axis of the input.
  ///
  /// @throws IllegalArgumentException if the node belongs to another graph, or fields are not told along the axis
  public static WindowPath of(ReceptiveField field, NetworkGraph.Node node, int axis) {
    int index = field.axes().indexOf(axis);
    if (index < 0) {
      throw new IllegalArgumentException(
          "WindowPath: the axis must be one of %s, along which fields are told, but is %d."
              .formatted(field.axes(), axis));
    }
    field.field(node);
    return new Walk(field, field.plan(), field.ends(), axis, index).from(node.id());
  }

  /// The same with names of one length, so that lines of text stand below one another.
  public WindowPath aligned() {
    int longest = layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
    return new WindowPath(
        axis,
        layers.stream()
            .map(layer -> layer.named(layer.name() + " ".repeat(longest - layer.name().length())))
            .toList(),
        obstacle);
  }

  /// The calculation from the node back to the input.
  public TopDownSteps topDown() {
    return ReceptiveField.topDown(layers);
  }

  /// The calculation from the input to the node.
  public BottomUpSteps bottomUp() {
    return ReceptiveField.bottomUp(layers);
  }

  /// One walk back from a node.
  private record Walk(ReceptiveField field, AxisPlan plan, BottomUp ends, int axis, int index) {
    WindowPath from(int node) {
      List<WindowLayer> layers = new ArrayList<>();
      int at = node;
      while (at != 0) {
        AxisPlan.Edge edge = widest(at);
        String label = plan.cells().get(at).label();
        AxisLink link = edge == null ? null : link(at, edge);
        if (edge == null || link == null) {
          return new WindowPath(axis, List.of(), label + " is no window along axis " + axis);
        }
        String path = plan.cells().get(at).path();
        String name = path.isEmpty() ? plan.cells().get(at).name() : path;
        switch (link) {
          case AxisLink.Same _ -> {}
          case AxisLink.Window w when w.padding() >= 0 && w.stride() > 0 -> {
            if (w.kernel() > 1 || w.stride() > 1) {
              layers.addFirst(
                  new WindowLayer(name, w.kernel(), w.stride(), w.padding(), w.dilation(), false));
            }
          }
          case AxisLink.Spread s ->
              layers.addFirst(
                  new WindowLayer(name, s.kernel(), s.stride(), s.padding(), s.dilation(), true));
          default -> {
            return new WindowPath(axis, List.of(), label + " is no window along axis " + axis);
          }
        }
        at = edge.from();
      }
      return new WindowPath(axis, layers, "");
    }

    /// The input of a cell that sees most.
    private AxisPlan.@Nullable Edge widest(int cell) {
      AxisPlan.Edge best = null;
      for (AxisPlan.Edge edge : plan.edges(cell)) {
        if (best == null || size(edge) > size(best)) {
          best = edge;
        }
      }
      return best;
    }

    private int size(AxisPlan.Edge edge) {
      return axis(edge.from()).size();
    }

    /// What a cell reads; null if that is no link of one axis to one.
    private @Nullable AxisLink link(int cell, AxisPlan.Edge edge) {
      AxisField behind = axis(cell);
      AxisField ahead = axis(edge.from());
      boolean same = behind.size() == ahead.size() && behind.start() == ahead.start();
      if (same && behind.jump().equals(ahead.jump()) && !behind.whole()) {
        return new AxisLink.Same(0); // however it is laid out
      }
      int carrier = ends.track(cell, axis).carrier();
      AxisLink found = null;
      if (edge.stages().getLast() instanceof Stage.Links links) {
        for (AxisLink link : links.links()) {
          found = carrier >= 0 && link.axis() == carrier ? link : found;
        }
      }
      return found;
    }

    private AxisField axis(int cell) {
      return field.fields().get(cell).axes().get(index);
    }
  }
}
