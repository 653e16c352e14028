package octavo.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.AxisField;
import octavo.analysis.receptive.NodeField;
import octavo.analysis.receptive.ReceptiveField;
import octavo.analysis.receptive.ReceptiveFieldReport;
import org.jspecify.annotations.Nullable;

/// The receptive fields of a network's layers, or why there are none.
///
/// @param field the fields; null if there are none
/// @param refusal why, empty otherwise
/// @param depth how deep inside the network layers are told
record Fields(@Nullable ReceptiveField field, String refusal, int depth) {
  /// The fields of a graph.
  ///
  /// @throws IllegalArgumentException if there are none although they are wanted
  static Fields of(NetworkGraph graph, int depth, boolean wanted) {
    try {
      return new Fields(ReceptiveField.of(graph), "", depth);
    } catch (IllegalArgumentException e) {
      if (wanted) {
        throw e;
      }
      return new Fields(null, String.valueOf(e.getMessage()), depth);
    }
  }

  boolean known() {
    return field != null;
  }

  ReceptiveField required() {
    if (field == null) {
      throw new IllegalStateException(refusal);
    }
    return field;
  }

  /// The size for a table, such as `427` or `3×15`.
  String size(NetworkGraph.Node node) {
    List<String> sizes = required().field(node).axes().stream().map(AxisField::sizeText).toList();
    return sizes.stream().distinct().count() == 1 ? sizes.getFirst() : String.join("×", sizes);
  }

  /// The table of all layers to the depth.
  String text() {
    return report().text();
  }

  void addTo(Map<String, Object> all) {
    if (field == null) {
      all.put("receptiveFieldRefusal", refusal);
    } else {
      all.put("receptiveField", report().toMap());
    }
  }

  private ReceptiveFieldReport report() {
    ReceptiveFieldReport report = required().report();
    Set<String> layers = Set.copyOf(required().graph().paths());
    Map<Object, NodeField> rows = new LinkedHashMap<>(); // the last of each layer, in that order
    for (NodeField row : report.rows()) {
      String path = upTo(row.path(), layers);
      boolean joined = !path.equals(row.path());
      Object key = path.isEmpty() && !joined ? (Object) row.node() : path;
      rows.remove(key);
      rows.put(
          key, new NodeField(row.node(), path, row.name(), row.shape(), row.axes(), row.notes()));
    }
    return new ReceptiveFieldReport(
        report.axes(), List.copyOf(rows.values()), report.misalignments());
  }

  /// The path of the layer around that is at most as deep as is told.
  private String upTo(String path, Set<String> layers) {
    List<String> around = new ArrayList<>(List.of(""));
    String[] words = path.split("\\.", -1);
    for (int i = 1; i <= words.length; i++) {
      String prefix = List.of(words).subList(0, i).stream().collect(Collectors.joining("."));
      if (!prefix.isEmpty() && layers.contains(prefix)) {
        around.add(prefix);
      }
    }
    return around.get(Math.min(depth, around.size() - 1));
  }
}
