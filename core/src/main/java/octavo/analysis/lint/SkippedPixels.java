package octavo.analysis.lint;

import java.util.List;
import java.util.Optional;
import octavo.analysis.NetworkGraph;

/// Numbers of a picture between those that are read, which nothing reads: the step of all windows over it
/// is larger than the kernel. Whatever was computed for them is lost. What is left over at the end is not
/// meant, nor a step of a shortcut beside a branch that reads everything.
record SkippedPixels() implements Rule {
  @Override
  public String name() {
    return "skipped-pixels";
  }

  @Override
  public String says() {
    return "windows step over numbers that nothing else reads";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    NetworkGraph graph = subject.graph();
    for (NetworkGraph.Node node : graph.nodes()) {
      NetworkGraph.Node origin = Ways.origin(node);
      boolean shared = origin != node && graph.readers(origin).size() > 1;
      if (!shared && node != graph.output()) {
        check(graph, node, findings);
      }
    }
  }

  private static void check(NetworkGraph graph, NetworkGraph.Node node, Findings findings) {
    List<NetworkGraph.Node> readers = graph.readers(node);
    if (readers.isEmpty()) {
      return;
    }
    List<Conv.Axis> first = windows(readers.getFirst());
    double share = 1;
    String where = "";
    for (int a = 0; a < first.size(); a++) {
      boolean[] read = first.get(a).read();
      int edge = 1;
      for (NetworkGraph.Node reader : readers) {
        List<Conv.Axis> axes = windows(reader);
        if (axes.size() != first.size() || axes.get(a).in() != read.length) {
          return;
        }
        boolean[] more = axes.get(a).read();
        edge = Math.max(edge, (axes.get(a).kernel() - 1) * axes.get(a).dilation() + 1);
        for (int i = 0; i < read.length; i++) {
          read[i] |= more[i];
        }
      }
      share *= (double) count(read) / read.length;
      if (hasGaps(read, edge)) {
        Conv.Axis axis = first.get(a);
        where =
            "kernel %d, stride %d, dilation %d along the %s"
                .formatted(axis.kernel(), axis.stride(), axis.dilation(), axis.name());
      }
    }
    if (!where.isEmpty()) {
      NetworkGraph.Node reader = readers.getFirst();
      findings.warning(
          reader,
          "%s steps over numbers that nothing reads: %s.".formatted(reader.name(), where),
          "%.0f %% of the %s it is given never reach%s."
              .formatted(
                  100 * (1 - share),
                  node.shape(),
                  node.operation().isPresent()
                      ? " the output, and the work of computing them is lost"
                      : " the network"),
          "Take a kernel of at least the stride, or pool by the stride first.");
    }
  }

  /// None for what is no window over the node.
  private static List<Conv.Axis> windows(NetworkGraph.Node reader) {
    Optional<Conv> windows = Conv.of(reader).filter(conv -> !conv.transposed());
    return windows.map(Conv::axes).orElse(List.of());
  }

  private static int count(boolean[] read) {
    int count = 0;
    for (boolean one : read) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /// Whether some are not read although whole windows lie around them. At the ends a dilated window may
  /// leave some out.
  private static boolean hasGaps(boolean[] read, int edge) {
    for (int i = edge; i < read.length - edge; i++) {
      if (!read[i]) {
        return true;
      }
    }
    return false;
  }
}
