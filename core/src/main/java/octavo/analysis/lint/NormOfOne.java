package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.op.GroupNorm;
import octavo.op.LayerNorm;
import octavo.op.RmsNorm;
import octavo.tensor.Shape;

/// Norms over a single number, which is then its own mean.
record NormOfOne() implements Rule {
  @Override
  public String name() {
    return "norm-of-one";
  }

  @Override
  public String says() {
    return "a norm over a single number, which gives its bias whatever enters";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      long together = together(node);
      if (together == 1) {
        boolean root = Ways.is(node, RmsNorm.class);
        findings.error(
            node,
            "%s runs over one number at a time: its input is %s."
                .formatted(node.name(), node.inputs().getFirst().shape()),
            root
                ? "Only the sign of the number is left."
                : "A number less its own mean is 0: the result is the bias whatever enters, and nothing ahead of it gets a gradient.",
            "Give it the features of an example together; of a GroupNorm take fewer groups.");
      }
    }
  }

  /// How many numbers are normalized together, 0 if the node is no norm.
  private static long together(NetworkGraph.Node node) {
    Shape x = node.inputs().isEmpty() ? Shape.SCALAR : node.inputs().getFirst().shape();
    return switch (node.operation().orElse(null)) {
      case LayerNorm n -> x.size(-1);
      case RmsNorm n -> x.size(-1);
      case GroupNorm n when x.size(0) > 0 -> (long) x.elements() / x.size(0) / n.groups();
      case null, default -> 0;
    };
  }
}
