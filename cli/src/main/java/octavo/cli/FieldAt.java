package octavo.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.Agreement;
import octavo.analysis.receptive.AxisField;
import octavo.analysis.receptive.ReceptiveField;
import octavo.analysis.receptive.Support;
import octavo.analysis.receptive.WindowPath;
import org.jspecify.annotations.Nullable;

/// The receptive field of one layer, step by step and by three calculations.
///
/// @param field the fields of the network
/// @param path the layer
/// @param node what it computes last
record FieldAt(ReceptiveField field, String path, NetworkGraph.Node node) {
  static FieldAt of(ReceptiveField field, String path) {
    List<NetworkGraph.Node> nodes;
    try {
      nodes = field.graph().under(path);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new Main.WrongUse("--at" + message.substring(message.indexOf(':')));
    }
    if (nodes.isEmpty()) {
      throw new Main.WrongUse(
          "--at: the layer must compute something of the result, but '%s' does not."
              .formatted(path));
    }
    return new FieldAt(field, path, nodes.getLast());
  }

  private Agreement agreement() {
    return field.agreement(node);
  }

  /// The calculations along each axis, those of equal windows once, and the place that each finds.
  String text() {
    StringBuilder text =
        new StringBuilder(
            "%s (%s) %s, the place %s in its middle\n"
                .formatted(path, node.name(), node.shape(), Arrays.toString(field.middle(node))));
    WindowPath before = null;
    for (int axis : field.axes()) {
      WindowPath way = WindowPath.of(field, node, axis);
      if (before != null && before.layers().equals(way.layers())) {
        text.append("\nalong axis %d: the same\n".formatted(axis));
      } else {
        steps(text, way.aligned());
      }
      before = way;
    }
    Agreement agreement = agreement();
    text.append("\nwhat the place sees:\n");
    line(text, "from the result back to the input", agreement.topDown());
    line(text, "from the input to the result", agreement.bottomUp());
    line(text, "where the gradient is not 0", agreement.measured());
    text.append(agreement.holds() ? "all three agree\n" : "they do not agree:\n");
    agreement.reasons().forEach(reason -> text.append("note: ").append(reason).append('\n'));
    return text.toString();
  }

  private void steps(StringBuilder text, WindowPath way) {
    if (!way.obstacle().isEmpty()) {
      text.append(
          "\nalong axis %d: no stack of windows, for %s\n".formatted(way.axis(), way.obstacle()));
      return;
    }
    text.append("\nalong axis %d, from the last layer to the first:\n".formatted(way.axis()));
    text.append(way.topDown().text());
    text.append("\nalong axis %d, from the first layer to the last:\n".formatted(way.axis()));
    text.append(way.bottomUp().text());
    AxisField own = field.field(node).axes().get(field.axes().indexOf(way.axis()));
    if (own.isUneven() || own.size() != way.bottomUp().size()) {
      text.append("of all branches and phases: %s\n".formatted(own.sizeText()));
    }
  }

  private void line(StringBuilder text, String how, @Nullable Support seen) {
    text.append("%-34s".formatted(how));
    if (seen == null) {
      text.append("nothing\n");
      return;
    }
    for (Support.Axis axis : seen.axes()) {
      text.append(" axis %d: %s;".formatted(axis.axis(), axis));
    }
    text.setLength(text.length() - 1);
    text.append('\n');
  }

  Map<String, Object> toMap() {
    Agreement agreement = agreement();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", path);
    map.put("node", node.id());
    map.put("position", agreement.position());
    map.put("topDown", supports(agreement.topDown()));
    map.put("bottomUp", supports(agreement.bottomUp()));
    map.put("measured", supports(agreement.measured()));
    map.put("agree", agreement.holds());
    map.put("reasons", agreement.reasons());
    map.put(
        "steps",
        field.axes().stream().map(axis -> steps(WindowPath.of(field, node, axis))).toList());
    return map;
  }

  private static Map<String, Object> steps(WindowPath way) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("axis", way.axis());
    if (way.obstacle().isEmpty()) {
      map.put("topDown", way.topDown().text().lines().toList());
      map.put("bottomUp", way.bottomUp().text().lines().toList());
    } else {
      map.put("obstacle", way.obstacle());
    }
    return map;
  }

  private static @Nullable List<List<Integer>> supports(@Nullable Support support) {
    return support == null ? null : support.axes().stream().map(Support.Axis::places).toList();
  }
}
