package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;

/// A softmax as the end of a network whose loss is not known. With the loss [OutputForLoss] decides.
record SoftmaxOutput() implements Rule {
  @Override
  public String name() {
    return "softmax-output";
  }

  @Override
  public String says() {
    return "the network ends with a softmax, which the cross-entropy takes itself";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    NetworkGraph.Node last = Ends.last(subject.graph());
    if (subject.hasLoss() || Ends.of(last) != Ends.SOFTMAX) {
      return;
    }
    int classes = last.shape().size(SoftmaxAxis.axis(last.operation().orElse(null)));
    findings.warning(
        last,
        "the output is probabilities: the last operation is %s.".formatted(last.name()),
        "CrossEntropy, SoftmaxFocal and EntmaxLoss take the softmax themselves: of probabilities of %d classes the cross-entropy cannot fall below %.2f. NegativeLogLikelihood and KlDivergence want logarithms."
            .formatted(classes, OutputForLoss.floor(classes, 1)),
        "Return the logits from forward and call softmax where probabilities are shown; or end with logSoftmax and take NegativeLogLikelihood.");
  }
}
