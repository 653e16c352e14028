package octavo.analysis.lint;

import java.util.Set;

/// Parameters of which what is minimized does not depend.
record NoGradient() implements Rule {
  @Override
  public String name() {
    return "no-gradient";
  }

  @Override
  public String says() {
    return "the loss does not depend on a parameter";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES, Need.OBJECTIVE);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Slopes slopes = subject.firstStep().slopes();
    if (slopes == null) {
      findings.cannotTell("a loss that takes the first batch");
      return;
    }
    for (Unreached part : Unreached.in(subject, slopes::reaches)) {
      findings.error(
          part.path(),
          "none of its %d numbers gets a gradient from the loss.".formatted(part.numbers()),
          "They stay as they were drawn, and the rest learns around them.",
          part.isRead()
              ? "Look whether forward uses the layer's result, and that nothing on the way to the loss is an argMax, a comparison, a rounding or stopGradient()."
              : "Call it in forward and use its result, or take it out of the layer.");
    }
  }
}
