package octavo.analysis.lint;

import java.util.Optional;
import octavo.analysis.NetworkGraph;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.op.Clamp;
import octavo.op.Elementwise;
import octavo.op.PRelu;
import octavo.op.ShapedElementwise;

/// Activations that give back what they get, since what they get is never where they bend.
record IdleActivation() implements Rule {
  @Override
  public String name() {
    return "idle-activation";
  }

  @Override
  public String says() {
    return "an activation behind another that leaves it nothing to do";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Intervals intervals = subject.intervals();
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      Optional<Interval> unchanged = unchanged(node);
      if (unchanged.isEmpty()) {
        continue;
      }
      NetworkGraph.Node from = node.inputs().getFirst();
      Interval x = intervals.at(from);
      if (x.isWithin(unchanged.get().low(), unchanged.get().high())) {
        NetworkGraph.Node before = Ways.origin(from);
        findings.warning(
            node,
            "%s gets numbers from %s to %s, made by %s%s, and gives them back as they are."
                .formatted(
                    node.name(),
                    Interval.text(x.low()),
                    Interval.text(x.high()),
                    before.name(),
                    before.path().isEmpty() ? "" : " of '" + before.path() + "'"),
            "It costs a pass over %d numbers and adds nothing that the network could not do without."
                .formatted(node.shape().elements()),
            "Take it out, or put between the two the layer that was forgotten.");
      }
    }
  }

  /// The numbers that an activation gives back; none of an operation that is no activation.
  private static Optional<Interval> unchanged(NetworkGraph.Node node) {
    return switch (node.operation().orElse(null)) {
      case Elementwise e when e.function() == UnaryFunction.RELU ->
          Optional.of(Interval.NOT_NEGATIVE);
      case Elementwise e when e.function() == UnaryFunction.RELU6 ->
          Optional.of(new Interval(0, 6));
      case PRelu p -> Optional.of(Interval.NOT_NEGATIVE);
      case Clamp c -> Optional.of(new Interval(c.low(), c.high()));
      case ShapedElementwise e ->
          switch (e.function()) {
            case LEAKY_RELU, ELU, CELU -> Optional.of(Interval.NOT_NEGATIVE);
            case HARD_TANH -> Optional.of(new Interval(e.a(), e.b()));
            default -> Optional.empty();
          };
      case null, default -> Optional.empty();
    };
  }
}
