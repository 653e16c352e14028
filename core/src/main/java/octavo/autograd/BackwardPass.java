package octavo.autograd;

import java.util.IdentityHashMap;
import java.util.List;
import octavo.kernel.Kernels;
import octavo.op.Affine;
import octavo.op.Operation;
import octavo.storage.PassMemory;
import octavo.storage.Storage;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One way back through a recorded graph.
///
/// Backward rules return gradients; only this pass adds them up, undoes broadcasting and type
/// promotion, and drops what is no longer needed. Nodes are visited in reverse topological order,
/// so each rule runs once and in an order that the graph alone decides.
///
/// Unless the pass is itself recorded, the memory of gradients that only the pass knows is used
/// again for later ones ([PassMemory]).
final class BackwardPass {
  private final IdentityHashMap<Node, Visit> visits;
  private final boolean record;
  private final PassMemory memory = new PassMemory();

  private BackwardPass(IdentityHashMap<Node, Visit> visits, boolean record) {
    this.visits = visits;
    this.record = record;
  }

  /// Carries `dy`, the gradient of the last of `order`, down to the targets; their gradients then
  /// stand in their visits.
  static void run(
      List<Visit> order, IdentityHashMap<Node, Visit> visits, Tensor dy, boolean record) {
    if (order.isEmpty()) {
      return;
    }
    order.getLast().gradient = dy;
    BackwardPass pass = new BackwardPass(visits, record);
    if (record) {
      pass.visit(order);
    } else {
      pass.memory.during(() -> pass.visit(order));
    }
  }

  private void visit(List<Visit> order) {
    for (int i = order.size() - 1; i >= 0; i--) {
      Visit visit = order.get(i);
      Tensor gradient = visit.gradient;
      if (gradient != null && visit.node instanceof OperationNode node && visit.inputsReach) {
        if (!visit.target) {
          visit.gradient = null; // not asked for: let it go before the next is made
        }
        apply(node, gradient, !record && !visit.target && writable(gradient));
        if (!visit.target) {
          memory.release(storage(gradient));
        }
        memory.endRule();
      }
    }
  }

  private void apply(OperationNode node, Tensor gradient, boolean free) {
    @Nullable Visit[] below = new @Nullable Visit[node.parents.length];
    boolean[] needed = new boolean[below.length];
    for (int k = 0; k < below.length; k++) {
      Node parent = node.parents[k];
      below[k] = parent == null ? null : visits.get(parent);
      needed[k] = below[k] != null && below[k].reaches();
    }
    if (!record && below[0] != null && needed[0] && addsScaled(node, gradient, below[0])) {
      return;
    }
    @Nullable Tensor[] found = gradients(node, new Backward(node, gradient, record, needed, free));
    for (int k = 0; k < below.length; k++) {
      Tensor dx = needed[k] ? found[k] : null;
      found[k] = dx == null ? null : hold(fit(node, k, dx));
    }
    for (int k = 0; k < below.length; k++) {
      Tensor dx = found[k];
      if (below[k] != null && dx != null) {
        add(below[k], dx);
      }
    }
  }

  /// Where the input of `scale·x + shift` has a sum of gradients already that only this pass knows, adds `scale`
  /// times the gradient in one sweep instead of two.
  private boolean addsScaled(OperationNode node, Tensor gradient, Visit below) {
    Tensor sum = below.gradient;
    if (!(node.operation instanceof Affine affine)
        || affine.scale() == 1
        || sum == null
        || !(below.ownsSum || writable(sum))
        || !sum.view().isContiguous()
        || !gradient.view().isContiguous()
        || sum.dtype() != gradient.dtype()
        || !sum.shape().equals(gradient.shape())) {
      return false;
    }
    Kernels.ELEMENTWISE.addScaledInto(gradient.view(), affine.scale(), sum.view());
    return true;
  }

  /// What the rule of `node` returns. A rule of this library keeps nothing that it is given; a
  /// caller's may, and so what it is given and what it makes stays out of the pass's memory.
  private @Nullable Tensor[] gradients(OperationNode node, Backward at) {
    Operation operation = node.operation;
    boolean ours = operation.getClass().getPackage() == Operation.class.getPackage();
    if (ours && !operation.isComposite()) {
      return operation.backward(at);
    }
    hold(at.dy()); // and never released
    @Nullable Tensor[][] found = new @Nullable Tensor[1][];
    memory.suspend(() -> found[0] = operation.backward(at));
    return found[0];
  }

  /// Adds one more contribution, into the sum so far or into the contribution itself where nobody
  /// else knows it: a rule may have returned a tensor that others hold.
  private void add(Visit visit, Tensor contribution) {
    Tensor sum = visit.gradient;
    if (sum == null) {
      visit.gradient = contribution;
    } else if (record) {
      visit.gradient = sum.add(contribution);
    } else if (visit.ownsSum || writable(sum)) {
      Kernels.ELEMENTWISE.addInto(contribution.view(), sum.view());
      memory.release(storage(contribution));
    } else if (writable(contribution)) {
      Kernels.ELEMENTWISE.addInto(sum.view(), contribution.view());
      memory.release(storage(sum));
      visit.gradient = contribution;
    } else {
      visit.gradient = hold(sum.add(contribution));
      visit.ownsSum = true;
      memory.release(storage(sum));
      memory.release(storage(contribution));
    }
  }

  private boolean writable(Tensor x) {
    return x.view().isContiguous() && memory.hasOneHolder(storage(x));
  }

  private Tensor hold(Tensor x) {
    memory.hold(storage(x));
    return x;
  }

  private static Storage storage(Tensor x) {
    return x.view().storage();
  }

  /// Brings a gradient to the shape and type of input `k`: sums over broadcast axes, converts.
  private static Tensor fit(OperationNode node, int k, Tensor dx) {
    Shape shape = node.inputShapes[k];
    Tensor fitted = dx.shape().equals(shape) ? dx : dx.sumTo(shape);
    return fitted.dtype() == node.inputTypes[k] ? fitted : fitted.to(node.inputTypes[k]);
  }
}
