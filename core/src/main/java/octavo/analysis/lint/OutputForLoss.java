package octavo.analysis.lint;

import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.nn.loss.BinaryCrossEntropy;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.EntmaxLoss;
import octavo.nn.loss.KlDivergence;
import octavo.nn.loss.Loss;
import octavo.nn.loss.MultiLabelSoftMargin;
import octavo.nn.loss.NegativeLogLikelihood;
import octavo.nn.loss.SigmoidFocal;
import octavo.nn.loss.SoftmaxFocal;

/// An output that is not what the loss takes: probabilities for logits, logits for probabilities.
record OutputForLoss() implements Rule {
  @Override
  public String name() {
    return "output-for-loss";
  }

  @Override
  public String says() {
    return "the loss takes logits, probabilities or logarithms, and the network gives something else";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES, Need.LOSS);
  }

  /// The least cross-entropy of a softmax of numbers from 0 to 1: `ln(1 + (C - 1)/e)`.
  static double floor(int classes) {
    return Math.log1p((classes - 1) / Math.E);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Loss loss = Criteria.inner(subject.training());
    NetworkGraph.Node last = Ends.last(subject.graph());
    String name = loss.getClass().getSimpleName();
    Interval range = subject.intervals().at(last);
    switch (loss) {
      case CrossEntropy l -> logits(name, last, findings);
      case SoftmaxFocal l -> logits(name, last, findings);
      case EntmaxLoss l -> logits(name, last, findings);
      case BinaryCrossEntropyWithLogits l -> binaryLogits(name, last, findings);
      case SigmoidFocal l -> binaryLogits(name, last, findings);
      case MultiLabelSoftMargin l -> binaryLogits(name, last, findings);
      case BinaryCrossEntropy l when !range.isWithin(0, 1) -> probabilities(last, findings);
      case NegativeLogLikelihood l when range.high() > 0 -> logarithms(name, last, findings);
      case KlDivergence l when range.high() > 0 -> logarithms(name, last, findings);
      default -> {}
    }
  }

  private static void logits(String loss, NetworkGraph.Node last, Findings findings) {
    int classes = Math.max(2, last.shape().size(last.shape().rank() > 1 ? 1 : 0));
    String way = "Return the logits from forward, and call softmax where probabilities are shown.";
    switch (Ends.of(last)) {
      case SOFTMAX, SIGMOID ->
          findings.error(
              last,
              "the network ends with %s, and %s takes the softmax of that again."
                  .formatted(last.name(), loss),
              "The loss of a perfect answer is %.2f instead of 0, and the gradient passes both softmaxes: training is slow and stops early."
                  .formatted(floor(classes)),
              way);
      case LOG_SOFTMAX ->
          findings.warning(
              last,
              "the network ends with logSoftmax, and %s takes it again.".formatted(loss),
              "A second one changes nothing but the time.",
              "Return the logits from forward, or take NegativeLogLikelihood.");
      case RELU ->
          findings.error(
              last,
              "the network ends with relu, and %s takes its result as logits.".formatted(loss),
              "No logit is below 0, and a class whose logit is 0 gets no gradient.",
              "Leave out the relu behind the last layer.");
      case LOG_SIGMOID, OTHER -> {}
    }
  }

  private static void binaryLogits(String loss, NetworkGraph.Node last, Findings findings) {
    switch (Ends.of(last)) {
      case SIGMOID, SOFTMAX ->
          findings.error(
              last,
              "the network ends with %s, and %s takes the sigmoid of that again."
                  .formatted(last.name(), loss),
              "The probability that the loss sees is never below 0.5 nor above 0.73: a perfect no costs 0.69 instead of 0.",
              "Return the logits from forward, and call sigmoid where probabilities are shown.");
      case RELU ->
          findings.error(
              last,
              "the network ends with relu, and %s takes its result as logits.".formatted(loss),
              "No logit is below 0: no answer can be less probable than 0.5.",
              "Leave out the relu behind the last layer.");
      case LOG_SOFTMAX, LOG_SIGMOID, OTHER -> {}
    }
  }

  private static void probabilities(NetworkGraph.Node last, Findings findings) {
    findings.error(
        last,
        "BinaryCrossEntropy takes probabilities, but the network ends with %s."
            .formatted(last.name()),
        "Numbers outside 0 to 1 are refused by the first step that meets one.",
        "Take BinaryCrossEntropyWithLogits, which is also more accurate than a sigmoid and a logarithm.");
  }

  private static void logarithms(String loss, NetworkGraph.Node last, Findings findings) {
    boolean probabilities = Ends.of(last) == Ends.SOFTMAX || Ends.of(last) == Ends.SIGMOID;
    findings.error(
        last,
        "%s takes logarithms of probabilities, but the network ends with %s."
            .formatted(loss, last.name()),
        probabilities
            ? "The loss is -p instead of -ln p: of a sure mistake the gradient vanishes, where it should be largest."
            : "The loss has no least value: raising all numbers lowers it without end.",
        loss.equals("KlDivergence")
            ? "End the network with logSoftmax."
            : "End the network with logSoftmax, or return logits and take CrossEntropy.");
  }
}
