package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The receptive field of every layer as a table: the field of what each layer computes last, in that order.
///
/// @param axes the axes of the input that are told
/// @param rows one for each layer, and one for each operation of the network that belongs to no layer in it
/// @param misalignments where branches meet that do not look at the same places
public record ReceptiveFieldReport(
    List<Integer> axes, List<NodeField> rows, List<Misalignment> misalignments) {
  /// Rearrangements that tell nothing.
  private static final List<String> SILENT = List.of("reshape", "squeeze", "unsqueeze", "copy");

  static ReceptiveFieldReport of(ReceptiveField field) {
    Map<Object, NodeField> rows = new LinkedHashMap<>(); // by layer; by node for the network itself
    for (NodeField own : field.fields()) {
      Object key = own.path().isEmpty() ? (Object) own.node() : own.path();
      boolean silent = SILENT.contains(own.name());
      NodeField known = rows.get(key);
      if (silent && known != null) { // under the name of what it rearranges
        own =
            new NodeField(
                own.node(), own.path(), known.name(), own.shape(), own.axes(), own.notes());
      }
      if (!silent || known != null || !own.path().isEmpty()) {
        rows.remove(key);
        rows.put(key, own);
      }
    }
    return new ReceptiveFieldReport(
        field.axes(), List.copyOf(rows.values()), field.misalignments());
  }

  /// The values as maps and lists for a JSON writer; jumps and centers as text such as `1/2`.
  public Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("axes", axes);
    all.put("rows", rows.stream().map(ReceptiveFieldReport::row).toList());
    all.put(
        "misalignments", misalignments.stream().map(ReceptiveFieldReport::misalignment).toList());
    return all;
  }

  private static Map<String, Object> row(NodeField row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("node", row.node());
    map.put("path", row.path());
    map.put("operation", row.name());
    List<Integer> shape = new ArrayList<>();
    for (int size : row.shape().toArray()) {
      shape.add(size);
    }
    map.put("shape", shape);
    map.put("fields", row.axes().stream().map(ReceptiveFieldReport::axis).toList());
    map.put("notes", row.notes());
    return map;
  }

  private static Map<String, Object> axis(AxisField axis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("axis", axis.axis());
    map.put("inputSize", axis.inputSize());
    map.put("size", axis.size());
    map.put("smallest", axis.smallest());
    map.put("jump", axis.jump().toString());
    map.put("start", axis.start());
    map.put("center", axis.center().toString());
    map.put("whole", axis.whole());
    map.put("regular", axis.regular());
    return map;
  }

  private static Map<String, Object> misalignment(Misalignment m) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("node", m.node());
    map.put("path", m.path());
    map.put("operation", m.name());
    map.put("axis", m.axis());
    map.put("message", m.message());
    return map;
  }

  /// One figure where all axes agree, else all of them with `×`.
  static String figure(List<AxisField> axes, Function<AxisField, String> of) {
    List<String> figures = axes.stream().map(of).toList();
    return figures.stream().distinct().count() == 1
        ? figures.getFirst()
        : String.join("×", figures);
  }

  /// The table with aligned columns, below it the warnings.
  public String text() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("layer", "operation", "output", "size", "jump", "start", "center"));
    for (NodeField row : rows) {
      table.add(
          List.of(
              row.path(),
              row.name(),
              row.shape().toString(),
              figure(row.axes(), AxisField::sizeText),
              figure(row.axes(), a -> moves(a) ? a.jump().text() : "-"),
              figure(row.axes(), a -> a.whole() ? "-" : Integer.toString(a.start())),
              figure(row.axes(), a -> a.whole() ? "-" : a.center().text())));
    }
    int[] widths = new int[table.getFirst().size()];
    for (List<String> line : table) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : table) {
      StringBuilder one = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        int gap = widths[column] - line.get(column).length();
        boolean number = column > 2;
        one.append(number ? " ".repeat(gap) : "")
            .append(line.get(column))
            .append(number ? "" : " ".repeat(gap))
            .append("  ");
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    misalignments.forEach(m -> text.append("warning: ").append(m.message()).append('\n'));
    rows.stream()
        .flatMap(row -> row.notes().stream())
        .distinct()
        .forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  private static boolean moves(AxisField axis) {
    return axis.regular() && axis.jump().compareTo(Ratio.ZERO) != 0;
  }
}
