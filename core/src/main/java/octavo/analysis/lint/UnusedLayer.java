package octavo.analysis.lint;

/// Layers and parameters that are no part of the output: declared, but not called in `forward`, or
/// called for nothing. Where it is known what is minimized [NoGradient] decides, since a loss may read
/// more than the output.
record UnusedLayer() implements Rule {
  @Override
  public String name() {
    return "unused-layer";
  }

  @Override
  public String says() {
    return "forward does not use a layer or a parameter";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.knowsLossSlopes()) {
      return;
    }
    for (Unreached part : Unreached.in(subject, subject.slopes()::reaches)) {
      if (!part.isRead()) {
        findings.warning(
            part.path(),
            part.isLayer()
                ? "the output does not depend on it: forward does not call it, or drops its result."
                : "the output does not depend on it: forward does not read it, or only where no gradient passes.",
            "Its %d numbers take %d bytes, are saved with the network and never learn."
                .formatted(part.numbers(), 4 * part.numbers()),
            part.isLayer()
                ? "Call it in forward, or take it out of the layer."
                : "Read it in forward, or take it out of the layer.");
      }
    }
  }
}
