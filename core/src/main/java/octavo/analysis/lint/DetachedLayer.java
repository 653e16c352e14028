package octavo.analysis.lint;

/// Layers that the output depends on, but its gradient does not: behind them stands `stopGradient`, a
/// comparison, a rounding or an argMax.
record DetachedLayer() implements Rule {
  @Override
  public String name() {
    return "detached-layer";
  }

  @Override
  public String says() {
    return "no gradient comes through to a layer that forward uses";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    String reported = null;
    for (Placed placed : subject.layers()) {
      boolean inside = reported != null && Paths.isWithin(placed.path(), reported);
      if (!inside
          && Unreached.isWholly(placed, subject, subject.slopes())
          && UnusedLayer.isRead(placed, subject)) {
        reported = placed.path();
        findings.error(
            placed.path(),
            "forward uses it, but no gradient of the output comes back to its %d numbers."
                .formatted(Unreached.numbers(placed, subject)),
            "They stay as they were drawn, and the rest learns around them.",
            "Look behind it for stopGradient(), argMax, a comparison or a rounding; a hard choice can be trained by octavo.estimator, a smooth one by octavo.nn.smooth.");
      }
    }
  }
}
