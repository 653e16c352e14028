package octavo.analysis.lint;

import java.util.Optional;
import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.nn.DropConnect;
import octavo.nn.DropPath;
import octavo.op.Cast;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import octavo.op.Copy;
import octavo.op.Dropout;
import octavo.op.Elementwise;
import octavo.op.LinearMap;
import octavo.op.Operation;
import octavo.op.Permute;
import octavo.op.Reshape;
import octavo.op.Slice;
import octavo.op.SqueezeAxis;
import octavo.op.UnsqueezeAxis;

/// What kind of operation a node is, and the way back over those that change no number.
final class Ways {
  private Ways() {}

  /// Whether the operation only renames axes, copies or changes the type.
  static boolean isRenaming(NetworkGraph.Node node) {
    return switch (node.operation().orElse(null)) {
      case Reshape r -> true;
      case Permute p -> true;
      case SqueezeAxis s -> true;
      case UnsqueezeAxis u -> true;
      case Copy c -> true;
      case Cast c -> true;
      // squeeze takes a slice of everything on its way
      case Slice s -> s.step() == 1 && node.shape().equals(node.inputs().getFirst().shape());
      case null, default -> false;
    };
  }

  /// The node whose numbers `node` shows in another shape, or itself.
  static NetworkGraph.Node origin(NetworkGraph.Node node) {
    NetworkGraph.Node at = node;
    while (isRenaming(at)) {
      at = at.inputs().getFirst();
    }
    return at;
  }

  static boolean is(NetworkGraph.Node node, Class<? extends Operation> kind) {
    return node.operation().filter(kind::isInstance).isPresent();
  }

  static boolean is(NetworkGraph.Node node, UnaryFunction function) {
    return node.operation().orElse(null) instanceof Elementwise e && e.function() == function;
  }

  static boolean isConvolution(NetworkGraph.Node node) {
    return is(node, Conv2d.class) || is(node, Conv3d.class);
  }

  static boolean isTransposed(NetworkGraph.Node node) {
    return is(node, Conv2dInputGradient.class) || is(node, Conv3dInputGradient.class);
  }

  /// Whether it is linear with weights.
  static boolean isWeighted(NetworkGraph.Node node) {
    return is(node, LinearMap.class) || isConvolution(node) || isTransposed(node);
  }

  /// The probability with which the node drops numbers of its input, if it does; that of a whole branch
  /// or of weights does not count.
  static Optional<Double> dropped(NetworkGraph.Node node) {
    if (node.operation().isEmpty()
        || node.layer() instanceof DropPath
        || node.layer() instanceof DropConnect) {
      return Optional.empty();
    }
    if (node.operation().get() instanceof Dropout dropout) {
      return Optional.of(dropout.p());
    }
    double p = DropsEverything.probability(node.layer());
    return p > 0 ? Optional.of(p) : Optional.empty();
  }
}
