package octavo.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import octavo.analysis.NetworkGraph.Node;
import octavo.tensor.Shape;

/// A network as a table of its layers: where they are, what they make, what they cost.
///
/// ```java
/// NetworkSummary summary = NetworkSummary.of(NetworkGraph.of(network, Tensor.zeros(1, 3, 224, 224)));
/// String table = summary.withDepth(2).toText(100);
/// ```
///
/// A row is a layer with all operations in it that do not stand in a row of their own, so that columns add
/// up. Rows are in the order in which their layers are first used; operations of the network itself have
/// the empty path. Costs are counted as [OperationCost] says.
public final class NetworkSummary {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int WIDE = 200;

  private final NetworkGraph graph;
  private final int depth;
  private final List<Column> columns;

  private NetworkSummary(NetworkGraph graph, int depth, List<Column> columns) {
    this.graph = graph;
    this.depth = depth;
    this.columns = List.copyOf(columns);
  }

  /// The table of all layers of a graph.
  public static NetworkSummary of(NetworkGraph graph) {
    return new NetworkSummary(graph, ALL, List.of());
  }

  /// With rows only for layers that are at most so deep inside the network, whose own layers are at depth 1. Those
  /// below count for the layer around them.
  ///
  /// @throws IllegalArgumentException if the depth is negative
  public NetworkSummary withDepth(int layers) {
    requireDepth(layers);
    return new NetworkSummary(graph, layers, columns);
  }

  static void requireDepth(int layers) {
    if (layers < 0) {
      throw new IllegalArgumentException(
          "withDepth: the depth must not be negative, but is %d.".formatted(layers));
    }
  }

  /// With one more column.
  ///
  /// @param title what stands above it
  /// @param text of a layer, by the last operation of its row
  /// @throws IllegalArgumentException if there is a column of that title
  public NetworkSummary withColumn(String title, Function<Node, String> text) {
    if (columns.stream().anyMatch(column -> column.title().equals(title))) {
      throw new IllegalArgumentException(
          "withColumn: titles must be distinct, but there is a column '%s' already."
              .formatted(title));
    }
    List<Column> more = new ArrayList<>(columns);
    more.add(new Column(title, text));
    return new NetworkSummary(graph, depth, more);
  }

  private record Column(String title, Function<Node, String> text) {}

  /// One layer.
  ///
  /// @param path dotted, empty for the network itself
  /// @param type its class
  /// @param operations what it does, in order
  /// @param output the shape of its last result
  /// @param parameters learned numbers that are first read here
  /// @param multiplyAdds products that are added up
  /// @param flops operations on numbers
  /// @param bytes read and written
  /// @param activationBytes memory of its results and extra outputs, such as indices
  /// @param columns the texts of further columns by their titles
  public record Row(
      String path,
      String type,
      List<String> operations,
      Shape output,
      long parameters,
      long multiplyAdds,
      long flops,
      long bytes,
      long activationBytes,
      Map<String, String> columns) {}

  /// The whole network.
  ///
  /// @param parameters learned numbers that the result depends on; one that serves twice counts once
  /// @param unusedParameters learned numbers that the result does not depend on
  /// @param multiplyAdds products that are added up
  /// @param flops operations on numbers
  /// @param bytes read and written
  /// @param parameterBytes memory of all learned numbers
  /// @param activationBytes memory of all results together: what training keeps at most for the backward pass
  /// @param peakBytes memory of the results that are needed at the same time, the input's included, at the place
  ///     where it is most: what inference needs
  public record Totals(
      long parameters,
      long unusedParameters,
      long multiplyAdds,
      long flops,
      long bytes,
      long parameterBytes,
      long activationBytes,
      long peakBytes) {}

  /// The layers.
  public List<Row> rows() {
    Map<LayerTree.Part, List<Node>> byLayer = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node != graph.input()) {
        byLayer.computeIfAbsent(node.part().upTo(depth), p -> new ArrayList<>()).add(node);
      }
    }
    List<Row> rows = new ArrayList<>();
    byLayer.forEach((part, nodes) -> rows.add(row(part, nodes)));
    return List.copyOf(rows);
  }

  private Row row(LayerTree.Part part, List<Node> nodes) {
    Node last = nodes.getLast();
    Map<String, String> more = new LinkedHashMap<>();
    columns.forEach(column -> more.put(column.title(), column.text().apply(last)));
    return new Row(
        part.path(),
        part.type(),
        nodes.stream().map(Node::name).toList(),
        last.shape(),
        sum(nodes, Node::parameters),
        sum(nodes, Node::multiplyAdds),
        sum(nodes, Node::flops),
        sum(nodes, Node::bytes),
        sum(nodes, Activations::bytes),
        more);
  }

  private static long sum(List<Node> nodes, ToLongFunction<Node> number) {
    return nodes.stream().mapToLong(number).sum();
  }

  /// The sums over all layers.
  public Totals totals() {
    List<Node> nodes = graph.nodes();
    long used = sum(nodes, Node::parameters);
    return new Totals(
        used,
        graph.parameterCount() - used,
        sum(nodes, Node::multiplyAdds),
        sum(nodes, Node::flops),
        sum(nodes, Node::bytes),
        graph.parameterBytes(),
        sum(nodes.subList(1, nodes.size()), Activations::bytes),
        Activations.peak(graph));
  }

  /// Everything as a map for JSON: the input's shape, the rows and the totals.
  public Map<String, Object> toMap() {
    List<Object> layers = new ArrayList<>();
    for (Row row : rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", row.path());
      one.put("type", row.type());
      one.put("operations", row.operations());
      one.put("output", sizes(row.output()));
      one.put("parameters", row.parameters());
      one.put("multiplyAdds", row.multiplyAdds());
      one.put("flops", row.flops());
      one.put("bytes", row.bytes());
      one.put("activationBytes", row.activationBytes());
      one.putAll(row.columns());
      layers.add(one);
    }
    Totals totals = totals();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("network", graph.type());
    all.put("input", sizes(graph.input().shape()));
    all.put("output", sizes(graph.output().shape()));
    all.put("layers", layers);
    all.put("parameters", totals.parameters());
    all.put("unusedParameters", totals.unusedParameters());
    all.put("multiplyAdds", totals.multiplyAdds());
    all.put("flops", totals.flops());
    all.put("bytes", totals.bytes());
    all.put("parameterBytes", totals.parameterBytes());
    all.put("activationBytes", totals.activationBytes());
    all.put("peakBytes", totals.peakBytes());
    return all;
  }

  private static List<Long> sizes(Shape shape) {
    List<Long> sizes = new ArrayList<>();
    for (int size : shape.toArray()) {
      sizes.add((long) size);
    }
    return sizes;
  }

  /// The table with aligned columns.
  ///
  /// @param width letters of a line; paths and names that do not fit are cut
  /// @throws IllegalArgumentException if the width is not positive
  public String toText(int width) {
    return SummaryText.of(graph, this, width);
  }

  /// The titles of the further columns.
  List<String> titles() {
    return columns.stream().map(Column::title).toList();
  }

  @Override
  public String toString() {
    return toText(WIDE);
  }
}
