package octavo.analysis.lint;

import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.data.DataLoader;
import octavo.nn.BatchNorm;

/// Batches, or a last batch, of one example ahead of a batch norm that sees one number of each channel.
record BatchOfOne() implements Rule {
  @Override
  public String name() {
    return "batch-of-one";
  }

  @Override
  public String says() {
    return "a batch norm gets one number of each channel";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    DataLoader batches = subject.training().batches();
    int examples = batches.dataset().size();
    int size = batches.batchSize();
    int last = examples - (batches.batches() - 1) * size;
    int fewest = Math.min(size, last);
    if (fewest != 1) {
      return;
    }
    for (NetworkGraph.Node node : Norms.entries(subject)) {
      int perExample = node.shape().elements() / (node.shape().size(0) * node.shape().size(1));
      if (node.layer() instanceof BatchNorm && perExample == 1) {
        findings.error(
            node,
            size == 1
                ? "the batches are of one example, and each channel has one number."
                : "%d examples in batches of %d leave a last batch of one, and each channel has one number."
                    .formatted(examples, size),
            "A number less its own mean is 0: there is no variance, and the step is refused.",
            size == 1
                ? "Take larger batches, or a LayerNorm."
                : "Call dropLast() on the data loader.");
      }
    }
  }
}
