package octavo.analysis.lint;

import java.util.HashSet;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.Misalignment;
import octavo.analysis.receptive.ReceptiveField;
import octavo.tensor.Shape;

/// Branches that meet although their places do not look at the same places of the input, by their
/// receptive fields.
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
      if (!reported.add(found.node())) {
        continue; // the other axes tell the same
      }
      boolean drift = !found.first().jump().equals(found.second().jump());
      findings.warning(
          graph.nodes().get(found.node()),
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

  private static String branch(Misalignment.Branch branch) {
    return branch.from().isEmpty() ? "one" : branch.from();
  }
}
