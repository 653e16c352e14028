package octavo.analysis.lint;

import java.util.HashSet;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.Misalignment;
import octavo.analysis.receptive.ReceptiveField;
import octavo.op.Affine;
import octavo.op.Arithmetic;
import octavo.op.BorderPad;
import octavo.op.Cast;
import octavo.op.Concat;
import octavo.op.Copy;
import octavo.op.Dropout;
import octavo.op.Elementwise;
import octavo.op.ShapedElementwise;
import octavo.op.SliceScatter;
import octavo.op.ViewOp;
import octavo.tensor.Shape;

/// Branches that meet although their places do not look at the same places of the input, by their
/// receptive fields. Not meant are slices and shifts of one result that are joined on purpose, as neighbors
/// in time or the four phases of a picture.
record MisalignedBranches() implements Rule {
  @Override
  public String name() {
    return "misaligned-branches";
  }

  @Override
  public String says() {
    return "branches meet that look at different places of the input";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    NetworkGraph graph = subject.graph();
    Shape input = graph.input().shape();
    if (!graph.input().dtype().isFloating() || input.rank() < 3) {
      return; // no axis of space
    }
    ReceptiveField field;
    try {
      field = ReceptiveField.of(graph);
    } catch (IllegalArgumentException e) {
      findings.cannotTell("receptive fields (" + e.getMessage() + ")");
      return;
    }
    Set<Integer> reported = new HashSet<>();
    for (Misalignment found : field.misalignments()) {
      NetworkGraph.Node join = graph.nodes().get(found.node());
      if (!reported.add(found.node()) || isShift(join)) {
        continue; // the other axes tell the same
      }
      boolean drift = !found.first().jump().equals(found.second().jump());
      findings.warning(
          join,
          "%s joins branches that look at different places along axis %d of the input: %s has jump %s and center %s, %s has jump %s and center %s."
              .formatted(
                  found.name(),
                  found.axis(),
                  branch(found.first()),
                  found.first().jump().text(),
                  found.first().center().text(),
                  branch(found.second()),
                  found.second().jump().text(),
                  found.second().center().text()),
          "What the two say of one object stands at different places of the result: edges double, and the next layer must learn to undo the shift.",
          drift
              ? "Give both branches the same product of strides."
              : "Pad both so that their centers agree: (kernel - 1)/2 in front of an odd kernel.");
    }
  }

  /// Whether all that is joined is one result, whole, sliced or padded.
  private static boolean isShift(NetworkGraph.Node join) {
    Set<NetworkGraph.Node> sources = new HashSet<>();
    join.inputs().forEach(input -> collectSources(input, sources));
    return sources.size() == 1;
  }

  private static void collectSources(NetworkGraph.Node node, Set<NetworkGraph.Node> sources) {
    boolean local =
        switch (node.operation().orElse(null)) {
          case ViewOp v -> true;
          case SliceScatter s -> true;
          case BorderPad p -> true;
          case Copy c -> true;
          case Cast c -> true;
          case Affine a -> true;
          case Elementwise e -> true;
          case ShapedElementwise e -> true;
          case Dropout d -> true;
          case Arithmetic a -> true;
          case Concat c -> true;
          case null, default -> false;
        };
    if (local) {
      node.inputs().forEach(input -> collectSources(input, sources));
    } else {
      sources.add(node);
    }
  }

  private static String branch(Misalignment.Branch branch) {
    return branch.from().isEmpty() ? "one" : branch.from();
  }
}
