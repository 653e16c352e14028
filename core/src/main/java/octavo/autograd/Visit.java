package octavo.autograd;

import java.util.IdentityHashMap;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One node during one walk through the graph.
final class Visit {
  final Node node;
  boolean entered;

  /// Whether its gradient is asked for.
  boolean target;

  /// Whether a target is reached through its inputs.
  boolean inputsReach;

  /// The sum of the contributions so far.
  @Nullable Tensor gradient;

  /// Whether `gradient` is a sum of which nobody else knows.
  boolean ownsSum;

  private int next;

  Visit(Node node) {
    this.node = node;
  }

  boolean reaches() {
    return target || inputsReach;
  }

  @Nullable Visit nextUnvisitedInput(IdentityHashMap<Node, Visit> visits) {
    if (node instanceof OperationNode operation) {
      while (next < operation.parents.length) {
        Node parent = operation.parents[next++];
        if (parent != null) {
          Visit below = visits.computeIfAbsent(parent, Visit::new);
          if (!below.entered) {
            return below;
          }
        }
      }
    }
    return null;
  }

  void finish(IdentityHashMap<Node, Visit> visits, boolean allLeaves) {
    if (node instanceof OperationNode operation) {
      for (Node parent : operation.parents) {
        Visit below = parent == null ? null : visits.get(parent);
        inputsReach |= below != null && below.reaches();
      }
    } else if (allLeaves) {
      target = true;
    }
  }
}
