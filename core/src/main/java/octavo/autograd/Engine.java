package octavo.autograd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import octavo.op.Operation;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Applies operations, and finds the way back through the recorded graph, which [BackwardPass]
/// then goes.
public final class Engine {
  private Engine() {}

  /// The result of `operation`, recorded if one of the inputs is tracked.
  public static Tensor apply(Operation operation, Tensor... inputs) {
    return applyAll(operation, inputs)[0];
  }

  /// The result of `operation` (first; recorded if one of the inputs is tracked) and its extra
  /// outputs, which are constants. Where an input is traced, the [Trace] records it instead.
  public static Tensor[] applyAll(Operation operation, Tensor... inputs) {
    TraceRecorder trace = TraceRecorder.of(inputs);
    if (trace != null) {
      return trace.apply(operation, inputs);
    }
    Tensor[] outputs = operation.evaluate(inputs);
    for (Tensor input : inputs) {
      if (input.isTracked()) {
        if (outputs[0].dtype().isFloating()) {
          Tensor[] recorded = outputs.clone();
          recorded[0] = outputs[0].withNode(new OperationNode(operation, inputs, outputs));
          return recorded;
        }
        break;
      }
    }
    return outputs;
  }

  /// The gradients of `Σ y·dy` with respect to each target; null where `y` does not depend on it.
  /// `stopAtTargets` follows no path beyond a target, so that one target's history is not searched
  /// for another.
  static @Nullable Tensor[] gradients(
      Tensor y, Tensor dy, Node[] targets, boolean record, boolean stopAtTargets) {
    IdentityHashMap<Node, Visit> visits = new IdentityHashMap<>();
    for (Node target : targets) {
      visits.computeIfAbsent(target, Visit::new).target = true;
    }
    List<Visit> order = walk(y.node(), visits, false, stopAtTargets);
    BackwardPass.run(order, visits, dy, record);
    @Nullable Tensor[] found = new @Nullable Tensor[targets.length];
    for (int i = 0; i < targets.length; i++) {
      Visit visit = visits.get(targets[i]);
      found[i] = visit == null ? null : visit.gradient;
    }
    return found;
  }

  /// The gradients of `Σ y·dy` with respect to every leaf that `y` depends on.
  static IdentityHashMap<Node, Tensor> leafGradients(Tensor y, Tensor dy) {
    IdentityHashMap<Node, Visit> visits = new IdentityHashMap<>();
    List<Visit> order = walk(y.node(), visits, true, false);
    BackwardPass.run(order, visits, dy, false);
    IdentityHashMap<Node, Tensor> found = new IdentityHashMap<>();
    for (Visit visit : order) {
      if (visit.gradient != null && visit.target) {
        found.put(visit.node, visit.gradient);
      }
    }
    return found;
  }

  /// All nodes below `root` in topological order, inputs before results, without recursion: a graph
  /// may be a hundred thousand operations deep. Marks the nodes from which a target is reached.
  private static List<Visit> walk(
      @Nullable Node root,
      IdentityHashMap<Node, Visit> visits,
      boolean allLeaves,
      boolean stopAtTargets) {
    List<Visit> order = new ArrayList<>();
    if (root == null) {
      return order;
    }
    ArrayList<Visit> stack = new ArrayList<>();
    stack.add(visits.computeIfAbsent(root, Visit::new));
    while (!stack.isEmpty()) {
      Visit visit = stack.getLast();
      visit.entered = true;
      Visit below = visit.target && stopAtTargets ? null : visit.nextUnvisitedInput(visits);
      if (below != null) {
        stack.add(below);
        continue;
      }
      stack.removeLast();
      if (!(visit.target && stopAtTargets)) {
        visit.finish(visits, allLeaves);
      }
      order.add(visit);
    }
    return order;
  }
}
