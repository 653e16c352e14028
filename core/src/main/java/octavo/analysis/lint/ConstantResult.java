package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.op.Dropout;
import octavo.op.Softmax;

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
      // of these other rules tell more
      boolean told = Ways.is(node, Dropout.class) || Ways.is(node, Softmax.class);
      if (y.isPoint() && first && !told) {
        Interval x = intervals.at(node.inputs().getFirst());
        findings.error(
            node,
            "%s gives %s for every input, since what it gets is never %s 0."
                .formatted(
                    node.name(),
                    y.low() == 0 ? "0" : Double.toString(y.low()),
                    x.high() <= 0 ? "above" : "below"),
            "The network's output does not depend on what is ahead of it, which gets no gradient.",
            "Take out one of the two activations, or the sign between them.");
      }
    }
  }
}
