package octavo.distribution;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// How a [Support] tells what belongs to it.
sealed interface Members permits IntervalMembers, VectorMembers, ImageMembers, UnionMembers {
  /// The number of axes that make one value.
  int eventRank();

  /// Whether the values are isolated.
  boolean isDiscrete();

  /// What is asked of a value at an index, as in "must be positive".
  String rule(int... index);

  /// What to do about a value that does not belong here, as a sentence after a space; empty if nothing is likely.
  default String wayOut() {
    return "";
  }

  /// The shape of the values in a tensor of this shape.
  Shape contained(Shape value);

  /// A number that no element is below; -∞ if none is known.
  double least();

  /// A number that no element is above; ∞ if none is known.
  double most();

  /// For each value, in row-major order of that shape, whether it belongs to the set.
  boolean[] inside(Tensor value);
}
