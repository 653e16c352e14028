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
    Slopes slopes = Slopes.ofObjective(subject);
    String reported = null;
    for (Placed placed : subject.layers()) {
      boolean inside = reported != null && Paths.isWithin(placed.path(), reported);
      if (!inside && Unreached.isWholly(placed, subject, slopes)) {
        reported = placed.path();
        findings.error(
            placed.path(),
            "none of its %d numbers gets a gradient from the loss."
                .formatted(Unreached.numbers(placed, subject)),
            "They stay as they were drawn, and the rest learns around them.",
            "Look whether forward uses the layer's result, and that nothing on the way to the loss is an argMax, a comparison, a rounding or stopGradient().");
      }
    }
  }
}
