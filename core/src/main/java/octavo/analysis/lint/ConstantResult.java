package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.op.Clamp;
import octavo.op.Elementwise;
import octavo.op.ShapedElementwise;

/// Results that are one number whatever enters, such as a ReLU of log-probabilities.
record ConstantResult() implements Rule {
  @Override
  public String name() {
    return "constant-result";
  }

  @Override
  public String says() {
    return "an operation gives one number whatever enters";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Intervals intervals = subject.intervals();
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      Interval y = intervals.at(node);
      boolean first = node.inputs().stream().noneMatch(input -> intervals.at(input).isPoint());
      if (y.isPoint() && first && bends(node)) {
        Interval x = intervals.at(node.inputs().getFirst());
        findings.error(
            node,
            "%s gives %s for every input, since what it gets is %s."
                .formatted(node.name(), Interval.text(y.low()), got(x)),
            "The network's output does not depend on what is ahead of it, which gets no gradient.",
            "Take out one of the two activations, or the sign between them.");
      }
    }
  }

  /// Whether it is an activation. A product with 0 is a state of zeros that is made on purpose, and of
  /// dropout and softmax other rules tell more.
  private static boolean bends(NetworkGraph.Node node) {
    return Ways.is(node, Elementwise.class)
        || Ways.is(node, ShapedElementwise.class)
        || Ways.is(node, Clamp.class);
  }

  private static String got(Interval x) {
    if (x.high() == 0) {
      return "never above 0";
    }
    return x.low() == 0 && Double.isInfinite(x.high())
        ? "never below 0"
        : "from %s to %s".formatted(Interval.text(x.low()), Interval.text(x.high()));
  }
}
