package octavo.analysis.lint;

import java.util.Set;

/// A loss that does not take what the network gives for the first batch, or its targets.
record RefusedBatch() implements Rule {
  @Override
  public String name() {
    return "refused-batch";
  }

  @Override
  public String says() {
    return "the loss refuses the first batch";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES, Need.OBJECTIVE);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    String refusal = subject.firstStep().refusal();
    if (!refusal.isEmpty()) {
      findings.error(
          "",
          "the loss of the first batch fails: %s".formatted(refusal),
          "The training ends at its first step, and whether every parameter gets a gradient cannot be told.",
          "Make the network's output %s and the targets %s what the loss takes."
              .formatted(subject.graph().output().shape(), subject.batch().targets().shape()));
    }
  }
}
