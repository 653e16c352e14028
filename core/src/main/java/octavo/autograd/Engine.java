package octavo.autograd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import octavo.kernel.Kernels;
import octavo.op.Operation;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Applies operations and walks the recorded graph backward.
///
/// Backward rules return gradients; only the engine adds them up, undoes broadcasting and type
/// promotion, and drops what is no longer needed. Nodes are visited in reverse topological order,
/// so each rule runs once and in an order that the graph alone decides.
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
    backward(order, visits, y.node(), dy, record);
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
    backward(order, visits, y.node(), dy, false);
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

  private static void backward(
      List<Visit> order,
      IdentityHashMap<Node, Visit> visits,
      @Nullable Node root,
      Tensor dy,
      boolean record) {
    if (order.isEmpty() || root == null) {
      return;
    }
    order.getLast().gradient = dy;
    for (int i = order.size() - 1; i >= 0; i--) {
      Visit visit = order.get(i);
      Tensor gradient = visit.gradient;
      if (gradient == null || !(visit.node instanceof OperationNode node) || !visit.inputsReach) {
        continue;
      }
      if (!visit.target) {
        visit.gradient = null; // not asked for: let it go before the next is made
      }
      @Nullable Visit[] below = new @Nullable Visit[node.parents.length];
      boolean[] needed = new boolean[below.length];
      for (int k = 0; k < below.length; k++) {
        Node parent = node.parents[k];
        below[k] = parent == null ? null : visits.get(parent);
        needed[k] = below[k] != null && below[k].reaches();
      }
      @Nullable Tensor[] found =
          node.operation.backward(new Backward(node, gradient, record, needed));
      for (int k = 0; k < below.length; k++) {
        Tensor dx = found[k];
        if (needed[k] && dx != null) {
          below[k].add(fit(node, k, dx), record);
        }
      }
    }
  }

  /// Brings a gradient to the shape and type of input `k`: sums over broadcast axes, converts.
  private static Tensor fit(OperationNode node, int k, Tensor dx) {
    Shape shape = node.inputShapes[k];
    Tensor fitted = dx.shape().equals(shape) ? dx : dx.sumTo(shape);
    return fitted.dtype() == node.inputTypes[k] ? fitted : fitted.to(node.inputTypes[k]);
  }

  /// One node during one walk.
  private static final class Visit {
    final Node node;
    boolean entered;
    boolean target;
    boolean inputsReach;
    @Nullable Tensor gradient;
    private boolean owned;
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

    /// Adds one more contribution. The second makes a fresh sum, later ones are added into it: a
    /// rule may have returned a tensor that others hold, so the first is never written to.
    void add(Tensor contribution, boolean record) {
      if (gradient == null) {
        gradient = contribution;
      } else if (record || !owned) {
        gradient = gradient.add(contribution);
        owned = !record;
      } else {
        Kernels.ELEMENTWISE.addInto(contribution.view(), gradient.view());
      }
    }
  }
}
