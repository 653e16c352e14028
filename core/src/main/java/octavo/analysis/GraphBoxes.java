package octavo.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import octavo.analysis.LayerTree.Part;
import octavo.analysis.NetworkGraph.Node;
import org.jspecify.annotations.Nullable;

/// Nodes of a graph joined to boxes: all of a layer are one, and operations of a layer that has layers of its own
/// stand between those, joined where they follow one another. No two boxes depend on each other, so a layer that
/// is called again behind others is a box again.
final class GraphBoxes {
  private final NetworkGraph graph;
  private final int depth;
  private final List<Box> boxes = new ArrayList<>();
  private final Map<Node, Box> byNode = new HashMap<>();
  private final Map<Part, Box> byPart = new HashMap<>();

  private GraphBoxes(NetworkGraph graph, int depth) {
    this.graph = graph;
    this.depth = depth;
  }

  /// Nodes that are drawn as one.
  static final class Box {
    final Part part;
    final boolean layer;
    final List<Node> nodes = new ArrayList<>();
    final Set<Box> inputs = new LinkedHashSet<>();

    private Box(Part part, boolean layer) {
      this.part = part;
      this.layer = layer;
    }

    int first() {
      return nodes.getFirst().id();
    }
  }

  /// The boxes, each behind those that it reads.
  static List<Box> of(NetworkGraph graph, int depth) {
    GraphBoxes made = new GraphBoxes(graph, depth);
    graph.nodes().forEach(made::add);
    return made.sorted();
  }

  /// How deep the deepest layer lies that computes something.
  static int depth(NetworkGraph graph) {
    return graph.nodes().stream().mapToInt(node -> depth(node.part())).max().orElse(0);
  }

  private static int depth(Part part) {
    int depth = 0;
    for (Part at = part.around(); at != null; at = at.around()) {
      depth++;
    }
    return depth;
  }

  private void add(Node node) {
    Part part = node.part().upTo(depth);
    boolean layer = node != graph.input() && (part.layers().isEmpty() || depth(part) >= depth);
    Set<Box> inputs = new LinkedHashSet<>();
    node.inputs().forEach(input -> inputs.add(boxOf(input)));
    Box box = layer ? byPart.get(part) : follower(node, part, inputs);
    if (box == null || !mayJoin(box, inputs)) {
      box = new Box(part, layer);
      boxes.add(box);
      if (layer) {
        byPart.put(part, box);
      }
    }
    box.nodes.add(node);
    byNode.put(node, box);
    inputs.remove(box);
    box.inputs.addAll(inputs);
  }

  private Box boxOf(Node node) {
    Box box = byNode.get(node);
    if (box == null) {
      throw new IllegalStateException("a node comes ahead of its inputs: " + node);
    }
    return box;
  }

  /// The box of the one operation that this one follows, if both belong to the same layer and nothing else reads
  /// it.
  private @Nullable Box follower(Node node, Part part, Set<Box> inputs) {
    if (inputs.size() != 1 || node.inputs().getFirst() == graph.input()) {
      return null;
    }
    Box before = inputs.iterator().next();
    boolean alone = graph.readers(before.nodes.getLast()).equals(List.of(node));
    return !before.layer && before.part == part && alone ? before : null;
  }

  /// Whether none of the inputs, but the box itself, depends on the box.
  private static boolean mayJoin(Box box, Set<Box> inputs) {
    Deque<Box> open = new ArrayDeque<>(inputs);
    Set<Box> seen = new LinkedHashSet<>();
    open.removeIf(input -> input == box);
    while (!open.isEmpty()) {
      Box at = open.removeLast();
      if (at == box) {
        return false;
      }
      if (seen.add(at)) {
        open.addAll(at.inputs);
      }
    }
    return true;
  }

  private List<Box> sorted() {
    Map<Box, Integer> missing = new HashMap<>();
    Map<Box, List<Box>> readers = new HashMap<>();
    PriorityQueue<Box> ready = new PriorityQueue<>(Comparator.comparingInt(Box::first));
    for (Box box : boxes) {
      missing.put(box, box.inputs.size());
      box.inputs.forEach(input -> readers.computeIfAbsent(input, b -> new ArrayList<>()).add(box));
      if (box.inputs.isEmpty()) {
        ready.add(box);
      }
    }
    List<Box> found = new ArrayList<>();
    while (!ready.isEmpty()) {
      Box box = ready.remove();
      found.add(box);
      for (Box reader : readers.getOrDefault(box, List.of())) {
        if (missing.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    return found;
  }
}
