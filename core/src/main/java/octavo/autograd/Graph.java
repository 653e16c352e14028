package octavo.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Looks at a recorded computation: which operations it has, and where it first went wrong.
public final class Graph {
  private Graph() {}

  /// The recorded operations that `y` was computed by, inputs before results.
  public static List<Operation> operations(Tensor y) {
    List<Operation> found = new ArrayList<>();
    for (OperationNode node : nodes(y)) {
      found.add(node.operation);
    }
    return found;
  }

  /// The leaves that `y` was computed from, or that it is.
  public static Set<Leaf> leaves(Tensor y) {
    Set<Leaf> found = Collections.newSetFromMap(new IdentityHashMap<>());
    if (y.node() instanceof Leaf leaf) {
      found.add(leaf);
    }
    for (OperationNode node : nodes(y)) {
      for (Node parent : node.parents) {
        if (parent instanceof Leaf leaf) {
          found.add(leaf);
        }
      }
    }
    return found;
  }

  /// The first number that is not finite, in the order of the computation: a parameter, a constant
  /// that entered, or the result of an operation, with the parameters it read. Only numbers that
  /// were kept for the backward pass can be looked at.
  public static String firstNonFinite(Tensor y) {
    for (OperationNode node : nodes(y)) {
      for (int i = 0; node.inputs != null && i < node.inputs.length; i++) {
        if (!finite(node.inputs[i])) {
          Node producer = node.parents[i];
          return producer == null
              ? "an input of " + node.label() + leaves(node)
              : describe(producer);
        }
      }
      if (node.outputs != null && !finite(node.outputs[0])) {
        return describe(node);
      }
    }
    Node last = y.node();
    return last == null ? "the result" : describe(last);
  }

  private static boolean finite(Tensor x) {
    return !x.dtype().isFloating() || x.stopGradient().isFinite().all().item() != 0;
  }

  private static String describe(Node node) {
    if (!(node instanceof OperationNode operation)) {
      return node.label();
    }
    return "the result of " + node.label() + leaves(operation);
  }

  /// The parameters an operation reads, by which a layer is recognized.
  private static String leaves(OperationNode operation) {
    List<String> leaves = new ArrayList<>();
    for (Node parent : operation.parents) {
      if (parent instanceof Leaf leaf) {
        leaves.add(leaf.label());
      }
    }
    return leaves.isEmpty() ? "" : " with " + String.join(" and ", leaves);
  }

  /// All operation nodes below `y` in topological order, without recursion.
  private static List<OperationNode> nodes(Tensor y) {
    List<OperationNode> order = new ArrayList<>();
    if (!(y.node() instanceof OperationNode root)) {
      return order;
    }
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<OperationNode> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      OperationNode node = stack.peek();
      if (seen.add(node)) {
        for (int i = node.parents.length - 1; i >= 0; i--) {
          @Nullable Node parent = node.parents[i];
          if (parent instanceof OperationNode below && !seen.contains(below)) {
            stack.push(below);
          }
        }
      } else {
        stack.pop();
        if (done.add(node)) {
          order.add(node);
        }
      }
    }
    return order;
  }
}
