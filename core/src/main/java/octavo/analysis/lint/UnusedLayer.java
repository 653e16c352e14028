package octavo.analysis.lint;

import octavo.autograd.Trace;

/// Layers whose result is no part of the output: declared, but not called in `forward`, or called for
/// nothing.
record UnusedLayer() implements Rule {
  @Override
  public String name() {
    return "unused-layer";
  }

  @Override
  public String says() {
    return "forward does not use a layer that has parameters";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    String reported = null;
    for (Placed placed : subject.layers()) {
      boolean inside = reported != null && Paths.isWithin(placed.path(), reported);
      if (inside
          || !Unreached.isWholly(placed, subject, subject.slopes())
          || isRead(placed, subject)) {
        continue;
      }
      reported = placed.path();
      long numbers = Unreached.numbers(placed, subject);
      findings.warning(
          placed.path(),
          "the output does not depend on it: forward does not call it, or drops its result.",
          "Its %d numbers take %d bytes, are saved with the network and never learn."
              .formatted(numbers, 4 * numbers),
          "Call it in forward, or take it out of the layer.");
    }
  }

  /// Whether an operation of the graph is the layer's or reads one of its parameters.
  static boolean isRead(Placed placed, Subject subject) {
    return subject.graph().nodes().stream()
        .anyMatch(node ->
            (node.operation().isPresent()
                    && !placed.path().isEmpty()
                    && Paths.isWithin(node.path(), placed.path()))
                || node.values().stream().anyMatch(value -> reads(value, placed, subject)));
  }

  private static boolean reads(Trace.Value value, Placed placed, Subject subject) {
    return subject.parameter(value).filter(name -> Paths.isWithin(name, placed.path())).isPresent();
  }
}
