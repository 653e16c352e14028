package octavo.analysis.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.nn.BatchNorm;
import org.jspecify.annotations.Nullable;

/// Dropout ahead of a batch norm, with no other norm between: in training the norm's running statistics
/// are taken of numbers whose variance is larger than in inference (Li et al., "Understanding the
/// disharmony between dropout and batch normalization by variance shift", 2018).
record DropoutBeforeNorm() implements Rule {
  @Override
  public String name() {
    return "dropout-before-batch-norm";
  }

  @Override
  public String says() {
    return "dropout ahead of a batch norm, whose statistics then do not fit inference";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Set<NetworkGraph.Node> reported = new HashSet<>();
    for (NetworkGraph.Node norm : Norms.entries(subject)) {
      if (norm.layer() instanceof BatchNorm batch && batch.runningMean() != null) {
        NetworkGraph.Node dropout = ahead(norm);
        if (dropout != null && reported.add(dropout)) {
          report(dropout, norm, findings);
        }
      }
    }
  }

  private static NetworkGraph.@Nullable Node ahead(NetworkGraph.Node norm) {
    Deque<NetworkGraph.Node> next = new ArrayDeque<>(norm.inputs());
    Set<NetworkGraph.Node> seen = new HashSet<>();
    while (!next.isEmpty()) {
      NetworkGraph.Node node = next.poll();
      if (!seen.add(node) || Norms.isNorm(node.layer())) {
        continue;
      }
      Optional<Double> p = Ways.dropped(node);
      if (p.isPresent() && p.get() < 1) {
        return node;
      }
      next.addAll(node.inputs());
    }
    return null;
  }

  private static void report(NetworkGraph.Node dropout, NetworkGraph.Node norm, Findings findings) {
    double p = Ways.dropped(dropout).orElseThrow();
    findings.warning(
        dropout,
        "dropout of %s stands ahead of the batch norm %s.".formatted(p, Paths.quoted(norm.path())),
        "What is kept is divided by %s: of numbers around 0 the variance is %.2f times as large in training as in inference, and the running statistics are those of training."
            .formatted(1 - p, 1 / (1 - p)),
        "Put dropout behind the last batch norm, ahead of the classifier, or leave it out.");
  }
}
