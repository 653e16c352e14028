package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import octavo.tensor.Shape;

/// The axes of a tensor, each made of parts one inside the other: what was flattened is remembered, so that a
/// picture `[batch, channels, height·width]` still has rows and columns.
///
/// @param parts the sizes of the parts of each axis, outermost first; at least one for each axis
record Layout(List<List<Integer>> parts) {
  static Layout of(Shape shape) {
    return new Layout(WindowRules.single(shape));
  }

  /// The number of an axis's first part, counted through all axes.
  int first(int axis) {
    int count = 0;
    for (int a = 0; a < axis; a++) {
      count += parts.get(a).size();
    }
    return count;
  }

  /// The sizes of all parts.
  List<Integer> sizes() {
    List<Integer> all = new ArrayList<>();
    parts.forEach(all::addAll);
    return all;
  }

  Layout with(int axis, List<Integer> other) {
    List<List<Integer>> changed = new ArrayList<>(parts);
    changed.set(axis, other);
    return new Layout(changed);
  }
}
