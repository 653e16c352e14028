package octavo.analysis;

import java.util.HashMap;
import java.util.Map;
import octavo.analysis.NetworkGraph.Node;
import octavo.op.ViewOp;

/// The memory of a network's results.
final class Activations {
  private Activations() {}

  /// The memory of a node's result and extra outputs, such as indices; none if it shows that of another.
  static long bytes(Node node) {
    return isView(node) ? 0 : node.results().stream().mapToLong(OperationCost::bytes).sum();
  }

  private static boolean isView(Node node) {
    return node.operation().filter(ViewOp.class::isInstance).isPresent();
  }

  /// The memory of the results that are needed at the same time, where it is most: each from where it is made
  /// until its last reader is done, also of those that only show it.
  static long peak(NetworkGraph graph) {
    Map<Node, Node> owners = new HashMap<>();
    Map<Node, Integer> lastReads = new HashMap<>();
    for (Node node : graph.nodes()) {
      owners.put(node, isView(node) ? owners.get(node.inputs().getFirst()) : node);
      node.inputs().forEach(input -> lastReads.put(owners.get(input), node.id()));
    }
    lastReads.put(owners.get(graph.output()), Integer.MAX_VALUE);
    long most = 0;
    for (Node at : graph.nodes()) {
      long needed = 0;
      for (Node node : graph.nodes().subList(0, at.id() + 1)) {
        boolean alive = lastReads.getOrDefault(node, node.id()) >= at.id();
        needed += alive ? bytes(node) : 0;
      }
      most = Math.max(most, needed);
    }
    return most;
  }
}
