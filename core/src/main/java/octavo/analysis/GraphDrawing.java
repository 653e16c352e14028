package octavo.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import octavo.analysis.GraphBoxes.Box;
import octavo.analysis.NetworkGraph.Node;
import octavo.plot.GraphChart;
import octavo.tensor.Shape;

/// A drawing of a network: a box for each layer with what it makes, and lines for what it reads, so that branches
/// and skips are seen.
///
/// ```java
/// GraphChart chart = GraphDrawing.of(NetworkGraph.of(network, Tensor.zeros(1, 3, 224, 224))).withDepth(2).chart();
/// Files.writeString(file, chart.svg());
/// ```
///
/// Operations that a layer makes between its own layers, such as the sum of a shortcut, are boxes too. Under the
/// pointer a box tells its operations, its cost and its place in the code.
public final class GraphDrawing {
  /// More boxes than this are hard to read on a page.
  private static final int READABLE = 60;

  private static final int NAMES = 3;

  /// Rearrangements that tell nothing.
  private static final Set<String> SILENT = Set.of("reshape", "squeeze", "unsqueeze", "copy");

  private static final int LINEAR = 0;
  private static final int JOIN = 1;
  private static final int NORM = 2;
  private static final int POOL = 3;
  private static final int FUNCTION = 4;
  private static final int GROUP = 6;

  private final NetworkGraph graph;
  private final int depth;

  private GraphDrawing(NetworkGraph graph, int depth) {
    this.graph = graph;
    this.depth = depth;
  }

  /// A drawing to the greatest depth at which there are at most 60 boxes, or to 1 if there is none.
  public static GraphDrawing of(NetworkGraph graph) {
    int depth = Math.max(1, GraphBoxes.depth(graph));
    while (depth > 1 && GraphBoxes.of(graph, depth).size() > READABLE) {
      depth--;
    }
    return new GraphDrawing(graph, depth);
  }

  /// With boxes only for layers that are at most so deep inside the network, see [NetworkSummary#withDepth].
  ///
  /// @throws IllegalArgumentException if the depth is negative
  public GraphDrawing withDepth(int layers) {
    NetworkSummary.requireDepth(layers);
    return new GraphDrawing(graph, layers);
  }

  /// To which depth layers are boxes of their own.
  public int depth() {
    return depth;
  }

  /// The drawing.
  public GraphChart chart() {
    List<Box> boxes = GraphBoxes.of(graph, depth);
    Map<Box, Integer> numbers = new HashMap<>();
    GraphChart chart =
        GraphChart.of("%s of %s".formatted(graph.type(), sizes(graph.input().shape())));
    for (Box box : boxes) {
      int[] from =
          box.inputs.stream().mapToInt(input -> numbers.getOrDefault(input, -1)).sorted().toArray();
      numbers.put(box, numbers.size());
      chart = chart.with(drawn(box), from);
    }
    return chart;
  }

  private GraphChart.Box drawn(Box box) {
    Node last = box.nodes.getLast();
    if (last == graph.input()) {
      return new GraphChart.Box(
          List.of("input", sizes(last.shape())), "input " + last.shape(), GROUP);
    }
    List<String> names = box.nodes.stream().map(Node::name).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add(box.layer && !box.part.path().isEmpty() ? box.part.path() : joined(names));
    if (box.layer) {
      lines.add(box.part.path().isEmpty() ? box.part.type() : type(box, names));
    }
    long parameters = box.nodes.stream().mapToLong(Node::parameters).sum();
    lines.add(sizes(last.shape()) + (parameters == 0 ? "" : " · " + Amounts.count(parameters)));
    return new GraphChart.Box(lines, hint(box, names, parameters), color(box, names));
  }

  private static String type(Box box, List<String> names) {
    String type = box.part.type();
    boolean told = names.size() > 1 || names.getFirst().equalsIgnoreCase(type);
    return told ? type : type + " · " + names.getFirst();
  }

  private static String joined(List<String> names) {
    List<String> told = names.stream().filter(name -> !SILENT.contains(name)).toList();
    List<String> shown = told.isEmpty() ? names : told;
    String first = shown.stream().limit(NAMES).collect(Collectors.joining(", "));
    return shown.size() > NAMES ? first + ", …" : first;
  }

  private static String hint(Box box, List<String> names, long parameters) {
    long products = box.nodes.stream().mapToLong(Node::multiplyAdds).sum();
    String place =
        box.nodes
            .getFirst()
            .place()
            .map(at -> "; " + at.getFileName() + ":" + at.getLineNumber())
            .orElse("");
    return "%s: %s to %s; %s parameters, %s multiply-adds%s"
        .formatted(
            box.part.title(),
            String.join(", ", names),
            box.nodes.getLast().shape(),
            Amounts.exact(parameters),
            Amounts.count(products),
            place);
  }

  private static int color(Box box, List<String> names) {
    if (!box.part.layers().isEmpty() && box.layer) {
      return GROUP;
    }
    String all = String.join(" ", names).toLowerCase(Locale.ROOT);
    boolean sums = box.nodes.stream().anyMatch(node -> node.multiplyAdds() > 0);
    if (all.contains("norm")) {
      return NORM;
    }
    if (all.contains("pool")) {
      return POOL;
    }
    if (sums && box.layer) {
      return LINEAR;
    }
    return box.inputs.size() > 1 ? JOIN : FUNCTION;
  }

  /// `64×56×56`; the batch is left out if it is one example.
  private static String sizes(Shape shape) {
    int[] all = shape.toArray();
    int[] shown = all.length > 1 && all[0] == 1 ? Arrays.copyOfRange(all, 1, all.length) : all;
    return shown.length == 0
        ? "one number"
        : Arrays.stream(shown).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }
}
