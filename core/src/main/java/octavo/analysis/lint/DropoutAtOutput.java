package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;
import octavo.op.Entmax;
import octavo.op.LogSoftmax;
import octavo.op.Softmax;

/// Dropout of the network's output.
record DropoutAtOutput() implements Rule {
  @Override
  public String name() {
    return "dropout-at-output";
  }

  @Override
  public String says() {
    return "dropout of the network's output";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    NetworkGraph.Node node = Ends.last(subject.graph());
    if (Ways.is(node, Softmax.class)
        || Ways.is(node, LogSoftmax.class)
        || Ways.is(node, Entmax.class)) {
      node = Ways.origin(node.inputs().getFirst());
    }
    double p = Ways.dropped(node).orElse(0.0);
    if (p > 0) {
      findings.error(
          node,
          "the output itself is dropped, each number with probability %s.".formatted(p),
          "In training %.0f %% of the answers are 0 whatever the network says: the loss cannot get small, and these numbers get no gradient."
              .formatted(100 * p),
          "Put dropout ahead of the last layer.");
    }
  }
}
