package octavo.analysis.lint;

import octavo.analysis.NetworkGraph;

/// Two normalizations with nothing between. Not meant is a norm whose result is also read elsewhere, as
/// that of the embedding ahead of blocks with a norm of their own and a shortcut around it (BLOOM, CLIP).
record NormAfterNorm() implements Rule {
  @Override
  public String name() {
    return "norm-after-norm";
  }

  @Override
  public String says() {
    return "a norm right behind another norm";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (NetworkGraph.Node norm : Norms.entries(subject)) {
      NetworkGraph.Node before = outside(norm);
      if (before.operation().isPresent()
          && Norms.isNorm(before.layer())
          && isReadOnce(subject.graph(), norm)) {
        boolean same = before.layer().getClass() == norm.layer().getClass();
        findings.warning(
            norm,
            "the %s gets what the %s %s gave, with nothing between."
                .formatted(kind(norm), kind(before), Paths.quoted(before.path())),
            same
                ? "The second takes off the scale and shift that the first has learned."
                : "Each undoes a part of the other; two passes over the numbers do the work of one.",
            "Keep one of them, or put the layer between that was forgotten.");
      }
    }
  }

  /// What the norm reads, behind views on the way.
  private static NetworkGraph.Node outside(NetworkGraph.Node norm) {
    NetworkGraph.Node at = norm.inputs().getFirst();
    while (Ways.isRenaming(at) && !Norms.isNorm(at.layer())) {
      at = at.inputs().getFirst();
    }
    return at;
  }

  /// Whether the views on the way, and the norm ahead of them, have no other reader.
  private static boolean isReadOnce(NetworkGraph graph, NetworkGraph.Node norm) {
    NetworkGraph.Node at = norm.inputs().getFirst();
    while (Ways.isRenaming(at) && !Norms.isNorm(at.layer())) {
      if (graph.readers(at).size() > 1) {
        return false;
      }
      at = at.inputs().getFirst();
    }
    return graph.readers(at).size() == 1;
  }

  private static String kind(NetworkGraph.Node node) {
    return node.layer().getClass().getSimpleName();
  }
}
