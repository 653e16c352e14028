package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.op.Concat;
import octavo.op.Entmax;
import octavo.op.Expand;
import octavo.op.LogSoftmax;
import octavo.op.Operation;
import octavo.op.Permute;
import octavo.op.Reduce;
import octavo.op.Reshape;
import octavo.op.Slice;
import octavo.op.Softmax;
import octavo.op.SqueezeAxis;
import octavo.op.Unfold;
import octavo.op.UnsqueezeAxis;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// A softmax over the examples of a batch, or over one number.
record SoftmaxAxis() implements Rule {
  @Override
  public String name() {
    return "softmax-axis";
  }

  @Override
  public String says() {
    return "a softmax over the batch, or over a single number";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      int axis = axis(node.operation().orElse(null));
      if (axis < 0) {
        continue;
      }
      NetworkGraph.Node x = node.inputs().getFirst();
      if (isBatch(x, axis)) {
        findings.error(
            node,
            "%s runs over axis %d of %s, which is the batch."
                .formatted(node.name(), axis, x.shape()),
            "The probabilities of one example depend on the other examples: with another batch the network answers otherwise, and alone it is always sure.",
            "Take the axis of the classes, 1 or -1.");
      } else if (x.shape().size(axis) == 1 && isMadeSo(x)) {
        findings.error(
            node,
            "%s runs over axis %d of %s, which has one number."
                .formatted(node.name(), axis, x.shape()),
            "The result is %s for every input, and nothing ahead of it gets a gradient."
                .formatted(Ends.of(node) == Ends.LOG_SOFTMAX ? "0" : "1"),
            "For yes or no take sigmoid and BinaryCrossEntropyWithLogits, or give the last layer two outputs.");
      }
    }
  }

  /// The axis of a softmax, -1 of another operation.
  static int axis(@Nullable Operation operation) {
    return switch (operation) {
      case Softmax s -> s.axis();
      case LogSoftmax s -> s.axis();
      case Entmax e -> e.axis();
      case null, default -> -1;
    };
  }

  /// Whether the one number is the only output of a layer with weights, and not the size of the sample.
  private static boolean isMadeSo(NetworkGraph.Node node) {
    NetworkGraph.Node at = Ways.origin(node);
    if (!Ways.isWeighted(at)) {
      return false;
    }
    Shape weight = at.values().get(1).shape();
    return weight.size(Ways.isTransposed(at) ? 1 : 0) == 1;
  }

  /// Whether the axis counts the examples. Where operations rearrange more than axes it is not certain,
  /// and false.
  private static boolean isBatch(NetworkGraph.Node node, int axis) {
    NetworkGraph.Node at = node;
    int found = axis;
    while (found >= 0 && at.operation().isPresent()) {
      NetworkGraph.Node before = at.inputs().getFirst();
      found = before(at, before.shape(), found);
      at = before;
    }
    return found == 0;
  }

  /// The axis of the first input that `axis` of the result is, or -1.
  private static int before(NetworkGraph.Node node, Shape from, int axis) {
    Shape to = node.shape();
    return switch (node.operation().orElse(null)) {
      case Permute p -> p.order()[axis];
      // the batch may be any size; only as the first of more than one axis it is told from others
      case Reshape r -> axis == 0 && from.size(0) == to.size(0) && to.rank() > 1 ? 0 : -1;
      case SqueezeAxis s -> axis < s.axis() ? axis : axis + 1;
      case UnsqueezeAxis u -> axis == u.axis() ? -1 : axis < u.axis() ? axis : axis - 1;
      case Slice s -> s.axis() != axis || from.equals(to) ? axis : -1;
      case Expand e -> -1;
      case Unfold u -> -1;
      case Concat c -> c.axis() == axis ? -1 : axis;
      case Reduce r -> axis == 0 && r.axes().length > 0 && r.axes()[0] > 0 ? 0 : -1;
      case null -> axis;
      default ->
          axis == 0 && from.rank() > 0 && from.size(0) == to.size(0) && rowWise(node) ? 0 : -1;
    };
  }

  /// Whether each row of the result is made of a row of the input.
  private static boolean rowWise(NetworkGraph.Node node) {
    return Ways.isWeighted(node)
        || node.shape().equals(node.inputs().getFirst().shape())
        || Conv.of(node).isPresent();
  }
}
