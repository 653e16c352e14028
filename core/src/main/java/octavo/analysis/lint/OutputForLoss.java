package octavo.analysis.lint;

import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.elementwise.UnaryFunction;
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
import octavo.op.Arithmetic;
import octavo.op.Elementwise;
import octavo.op.LogSoftmax;
import octavo.op.ShapedElementwise;

/// An output that is not what the loss takes: probabilities for logits, logits for probabilities, logits
/// between such bounds that no answer can be sure.
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

  /// A least loss that is too small to matter.
  private static final double NEGLIGIBLE = 0.1;

  /// The least cross-entropy of logits that differ by at most `width`: `ln(1 + (C - 1)/e^width)`.
  static double floor(int classes, double width) {
    return Math.log1p((classes - 1) * Math.exp(-width));
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Loss loss = Criteria.inner(subject.training());
    NetworkGraph.Node last = Ends.last(subject.graph());
    String name = loss.getClass().getSimpleName();
    Interval range = subject.intervals().at(last);
    int classes =
        Math.max(2, Criteria.classes(subject.training(), subject.graph().output().shape()));
    switch (loss) {
      case CrossEntropy l -> logits(name, last, range, classes, findings);
      case SoftmaxFocal l -> logits(name, last, range, classes, findings);
      case EntmaxLoss l -> logits(name, last, range, classes, findings);
      case BinaryCrossEntropyWithLogits l -> binaryLogits(name, last, range, findings);
      case SigmoidFocal l -> binaryLogits(name, last, range, findings);
      case MultiLabelSoftMargin l -> binaryLogits(name, last, range, findings);
      case BinaryCrossEntropy l -> probabilities(last, range, findings);
      case NegativeLogLikelihood l -> logarithms(name, last, range, findings);
      case KlDivergence l -> logarithms(name, last, range, findings);
      default -> {}
    }
  }

  private static void logits(
      String loss, NetworkGraph.Node last, Interval range, int classes, Findings findings) {
    String way = "Return the logits from forward, and call softmax where probabilities are shown.";
    double floor = floor(classes, range.high() - range.low());
    switch (Ends.of(last)) {
      case SOFTMAX, SIGMOID ->
          findings.error(
              last,
              "the network ends with %s, and %s takes the softmax of that again."
                  .formatted(last.name(), loss),
              "The loss of a perfect answer is %.2f instead of 0, and the gradient passes both softmaxes: training is slow and stops early."
                  .formatted(floor),
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
              "the network ends with %s, and %s takes its result as logits."
                  .formatted(last.name(), loss),
              "No logit is below 0, and a class whose logit is 0 gets no gradient.",
              "Leave out the %s behind the last layer.".formatted(last.name()));
      case LOG_SIGMOID, OTHER -> {
        if (floor > NEGLIGIBLE) { // 0 if the range is endless
          findings.error(
              last,
              "the network ends with %s, whose numbers are from %s to %s, and %s takes them as logits."
                  .formatted(
                      last.name(), Interval.text(range.low()), Interval.text(range.high()), loss),
              "Logits so close to one another cannot say that they are sure: the loss of a perfect answer is %.2f instead of 0."
                  .formatted(floor),
              way);
        }
      }
    }
  }

  private static void binaryLogits(
      String loss, NetworkGraph.Node last, Interval range, Findings findings) {
    boolean probabilities = Ends.of(last) == Ends.SIGMOID || Ends.of(last) == Ends.SOFTMAX;
    if (probabilities) {
      findings.error(
          last,
          "the network ends with %s, and %s takes the sigmoid of that again."
              .formatted(last.name(), loss),
          "The probability that the loss sees is never below 0.5 nor above 0.73: a perfect no costs 0.69 instead of 0.",
          "Return the logits from forward, and call sigmoid where probabilities are shown.");
      return;
    }
    double least = UnaryFunction.SIGMOID.apply(range.low());
    double most = UnaryFunction.SIGMOID.apply(range.high());
    if (Math.max(-Math.log1p(-least), -Math.log(most)) > NEGLIGIBLE) {
      findings.error(
          last,
          "the network ends with %s, and %s takes its result as logits."
              .formatted(last.name(), loss),
          "No logit is %s: no answer can be %s."
              .formatted(
                  least > 0
                      ? "below " + Interval.text(range.low())
                      : "above " + Interval.text(range.high()),
                  least > 0
                      ? "less probable than %.2g".formatted(least)
                      : "more probable than %.2g".formatted(most)),
          "Leave out the %s behind the last layer.".formatted(last.name()));
    }
  }

  /// Whether the result may be any number of its range: it is that of a layer with weights, perhaps behind
  /// an activation. What users compute, such as `x/(1 + x)`, may be bounded in ways that are not seen.
  private static boolean isFree(NetworkGraph.Node node) {
    NetworkGraph.Node at = Ways.origin(node);
    boolean activation =
        Ways.is(at, Elementwise.class)
            || Ways.is(at, ShapedElementwise.class)
            || Ways.is(at, LogSoftmax.class);
    boolean bias =
        at.inputs().size() == 1
            && at.operation().orElse(null) instanceof Arithmetic a
            && a.function() == BinaryFunction.ADD;
    return Ways.isWeighted(at) || ((activation || bias) && isFree(at.inputs().getFirst()));
  }

  private static void probabilities(NetworkGraph.Node last, Interval range, Findings findings) {
    boolean outside = range.high() <= 0 && !range.isPoint();
    if (outside || (!range.isWithin(0, 1) && isFree(last))) {
      findings.error(
          last,
          "BinaryCrossEntropy takes probabilities, but the network ends with %s."
              .formatted(last.name()),
          "Numbers outside 0 to 1 are refused by the first step that meets one.",
          "Take BinaryCrossEntropyWithLogits, which is also more accurate than a sigmoid and a logarithm.");
    }
  }

  private static void logarithms(
      String loss, NetworkGraph.Node last, Interval range, Findings findings) {
    boolean never = range.low() >= 0 && !range.isPoint();
    if (!never && (range.high() <= 0 || !isFree(last))) {
      return;
    }
    boolean probabilities = range.isWithin(0, 1);
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
