package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;

/// Windows of a convolution that lie in the padding as a whole.
record PaddingOnly() implements Rule {
  @Override
  public String name() {
    return "padding-only-windows";
  }

  @Override
  public String says() {
    return "a convolution has windows that see nothing but padding";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      if (!Ways.isConvolution(node)) {
        continue;
      }
      for (Conv.Axis axis : Conv.of(node).orElseThrow().axes()) {
        int empty = axis.emptyWindows();
        if (empty > 0) {
          findings.error(
              node,
              "%d of %d windows along the %s lie in the padding: kernel %d, padding %d and %d, dilation %d."
                  .formatted(
                      empty,
                      axis.out(),
                      axis.name(),
                      axis.kernel(),
                      axis.before(),
                      axis.after(),
                      axis.dilation()),
              "There the result is the bias whatever the picture: a frame that grows with every such layer.",
              axis.kernel() % 2 == 1 && axis.stride() == 1
                  ? "Pad by dilation·(kernel - 1)/2, here %d, to keep the size."
                      .formatted((axis.kernel() - 1) / 2 * axis.dilation())
                  : "Pad by less than the kernel covers, %d."
                      .formatted((axis.kernel() - 1) * axis.dilation() + 1));
          break;
        }
      }
    }
  }
}
