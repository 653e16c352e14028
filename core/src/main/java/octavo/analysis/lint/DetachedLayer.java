package octavo.analysis.lint;

/// Layers and parameters that the output depends on, but its gradient does not: behind them stands
/// `stopGradient`, a comparison, a rounding or an argMax. Where it is known what is minimized
/// [NoGradient] decides: a codebook behind `stopGradient` may learn from a term of its own.
record DetachedLayer() implements Rule {
  @Override
  public String name() {
    return "detached-layer";
  }

  @Override
  public String says() {
    return "no gradient comes through to a layer or a parameter that forward uses";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.knowsLossSlopes()) {
      return;
    }
    for (Unreached part : Unreached.in(subject, subject.slopes()::reaches)) {
      if (part.isRead()) {
        findings.error(
            part.path(),
            "forward uses it, but no gradient of the output comes back to its %d numbers."
                .formatted(part.numbers()),
            "They stay as they were drawn, and the rest learns around them.",
            "Look behind it for stopGradient(), argMax, a comparison or a rounding; a hard choice can be trained by octavo.estimator, a smooth one by octavo.nn.smooth.");
      }
    }
  }
}
