package octavo.analysis.lint;

import java.util.Arrays;
import octavo.analysis.NetworkGraph;
import octavo.op.LinearMap;
import octavo.op.Permute;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Two linear or two convolutional layers with no function between that bends, where one would do. Not
/// meant are those that factor one layer into two smaller ones: through fewer channels than either side
/// has, groups, kernels along different axes, or features mixed first along one axis and then, behind a
/// transposition, along another.
record LinearAfterLinear() implements Rule {
  @Override
  public String name() {
    return "linear-after-linear";
  }

  @Override
  public String says() {
    return "a linear layer right behind another, which together are one linear layer";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    NetworkGraph graph = subject.graph();
    for (NetworkGraph.Node second : graph.nodes()) {
      if (!Ways.is(second, LinearMap.class) && !Ways.isConvolution(second)) {
        continue;
      }
      NetworkGraph.Node first = before(graph, second);
      if (first != null
          && subject.parameter(second.values().get(1)).isPresent()
          && isWasted(first, second)) {
        report(first, second, findings);
      }
    }
  }

  /// The linear operation of the same kind whose result nobody else reads, or null.
  private static NetworkGraph.@Nullable Node before(NetworkGraph graph, NetworkGraph.Node second) {
    boolean dense = Ways.is(second, LinearMap.class);
    NetworkGraph.Node at = second.inputs().getFirst();
    while (Ways.isRenaming(at) && graph.readers(at).size() == 1 && keepsFeatures(at, dense)) {
      at = at.inputs().getFirst();
    }
    boolean same = dense ? Ways.is(at, LinearMap.class) : Ways.isConvolution(at);
    return same && graph.readers(at).size() == 1 && at.values().size() > 1 ? at : null;
  }

  /// Whether the features of a linear layer are still those of the last axis; of a convolution, whether all
  /// axes but such of one number are still the same.
  private static boolean keepsFeatures(NetworkGraph.Node node, boolean dense) {
    int[] from = node.inputs().getFirst().shape().toArray();
    int[] to = node.shape().toArray();
    if (node.operation().orElse(null) instanceof Permute permute) {
      int last = permute.order().length - 1;
      return dense && permute.order()[last] == last;
    }
    return dense
        ? from.length > 0 && to.length > 0 && from[from.length - 1] == to[to.length - 1]
        : Arrays.equals(withoutOnes(from), withoutOnes(to));
  }

  private static int[] withoutOnes(int[] sizes) {
    return Arrays.stream(sizes).filter(size -> size != 1).toArray();
  }

  private static boolean isWasted(NetworkGraph.Node first, NetworkGraph.Node second) {
    Shape a = first.values().get(1).shape();
    Shape b = second.values().get(1).shape();
    if (a.rank() != b.rank()) {
      return false;
    }
    int channels = second.values().get(0).shape().size(1);
    int in = first.values().get(0).shape().size(1);
    boolean groups = a.size(1) != in || b.size(1) != channels;
    boolean narrow = a.size(0) < Math.min(a.size(1), b.size(0));
    return !groups && !narrow && !isSeparable(a, b) && in > 0;
  }

  /// Whether each looks along an axis that the other does not.
  private static boolean isSeparable(Shape a, Shape b) {
    boolean first = false;
    boolean second = false;
    for (int axis = 2; axis < a.rank(); axis++) {
      first |= a.size(axis) > 1 && b.size(axis) == 1;
      second |= b.size(axis) > 1 && a.size(axis) == 1;
    }
    return first && second;
  }

  private static void report(NetworkGraph.Node first, NetworkGraph.Node second, Findings findings) {
    Shape a = first.values().get(1).shape();
    Shape b = second.values().get(1).shape();
    boolean dense = a.rank() == 2;
    long both = (long) a.elements() + b.elements();
    findings.warning(
        second,
        "%s follows %s of %s with no function between."
            .formatted(second.name(), first.name(), Paths.quoted(first.path())),
        dense
            ? "A product of two matrices is a matrix: the %d weights of both can do no more than the %d of one."
                .formatted(both, (long) a.size(1) * b.size(0))
            : "Two convolutions are one: the second adds nothing that one with a larger kernel could not do, and no depth.",
        "Put an activation between, or leave one of them out.");
  }
}
