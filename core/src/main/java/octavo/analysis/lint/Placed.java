package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Layer;

/// A layer and where it is in its network.
///
/// @param path the dotted path, empty for the network itself
/// @param layer the layer
public record Placed(String path, Layer layer) {
  /// The network and all layers in it, each ahead of its parts.
  static List<Placed> in(Layer network) {
    List<Placed> found = new ArrayList<>();
    collect("", network, found);
    return List.copyOf(found);
  }

  private static void collect(String path, Object member, List<Placed> found) {
    if (member instanceof Layer layer) {
      found.add(new Placed(path, layer));
      layer.members().forEach((name, part) -> collect(below(path, name), part, found));
    } else if (member instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(below(path, Integer.toString(i)), list.get(i), found);
      }
    }
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
