package octavo.analysis.receptive;

import java.util.List;
import octavo.tensor.Shape;

/// The receptive field of a node.
///
/// @param node the number of the node
/// @param path its layer
/// @param name its operation
/// @param shape the shape of its result
/// @param axes the field along each spatial axis of the input
/// @param notes where the bottom-up calculation may count too much, and why
public record NodeField(
    int node, String path, String name, Shape shape, List<AxisField> axes, List<String> notes) {
  /// Whether some operation on the way reads the whole of every axis.
  public boolean isWhole() {
    return axes.stream().allMatch(AxisField::whole);
  }
}
