package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.op.LinearMap;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Two linear or two convolutional layers with no function between that bends, where one would do. Not
/// meant are those that factor one layer into two smaller ones: through fewer channels than either side
/// has, groups, or kernels along different axes.
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
    NetworkGraph.Node at = second.inputs().getFirst();
    while (Ways.isRenaming(at) && graph.readers(at).size() == 1) {
      at = at.inputs().getFirst();
    }
    boolean same =
        Ways.is(second, LinearMap.class) ? Ways.is(at, LinearMap.class) : Ways.isConvolution(at);
    return same && graph.readers(at).size() == 1 && at.values().size() > 1 ? at : null;
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
