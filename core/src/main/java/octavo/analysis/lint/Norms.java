package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import octavo.analysis.NetworkGraph;
import octavo.nn.ChannelNorm;
import octavo.nn.GroupNorm;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.RmsNorm;

/// Normalizations of a graph.
final class Norms {
  private Norms() {}

  static boolean isNorm(Layer layer) {
    return layer instanceof ChannelNorm
        || layer instanceof LayerNorm
        || layer instanceof GroupNorm
        || layer instanceof RmsNorm;
  }

  /// The first operation of each norm: the one that reads what is normalized.
  static List<NetworkGraph.Node> entries(Subject subject) {
    List<NetworkGraph.Node> found = new ArrayList<>();
    for (NetworkGraph.Node node : subject.graph().nodes()) {
      if (!node.inputs().isEmpty() && isEntry(node, node.inputs().getFirst())) {
        found.add(node);
      }
    }
    return found;
  }

  /// Whether `reader` is the first operation of a norm and normalizes `from`.
  static boolean isEntry(NetworkGraph.Node reader, NetworkGraph.Node from) {
    boolean own = from.path().equals(reader.path());
    boolean fromOutside = from.operation().isEmpty() || !own;
    return reader.operation().isPresent()
        && isNorm(reader.layer())
        && fromOutside
        && reader.inputs().getFirst() == from;
  }
}
