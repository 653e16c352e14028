package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;

/// A softmax of a softmax within the network.
record SoftmaxTwice() implements Rule {
  @Override
  public String name() {
    return "softmax-twice";
  }

  @Override
  public String says() {
    return "a softmax of what a softmax gave";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      Ends kind = Ends.of(node);
      if (kind != Ends.SOFTMAX && kind != Ends.LOG_SOFTMAX) {
        continue;
      }
      NetworkGraph.Node before = Ways.origin(node.inputs().getFirst());
      if (Ends.of(before) == Ends.SOFTMAX) {
        findings.error(
            node,
            "%s gets the probabilities of another %s%s."
                .formatted(
                    node.name(),
                    before.name(),
                    before.path().isEmpty() ? "" : ", of '" + before.path() + "'"),
            "Numbers from 0 to 1 differ by a factor of at most e = 2.72 afterwards: however sure the first is, the second is not.",
            "Leave out one of the two.");
      }
    }
  }
}
