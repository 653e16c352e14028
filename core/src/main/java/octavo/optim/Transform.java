package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// One link of an optimizer: changes the gradient on its way to becoming the step.
///
/// There are two kinds. An [ElementwiseTransform] treats every number by itself; a chain of them
/// runs over one block of numbers after the other, so that it costs one sweep over memory however
/// long it is. A [WholeTransform] needs the parameter as a whole: norms of layers, rows and
/// columns, products of matrices.
public sealed interface Transform permits ElementwiseTransform, WholeTransform {
  /// What this transform remembers for a parameter of this shape; nothing unless it says so.
  default List<Slot> slots(Shape shape) {
    return List.of();
  }

  /// Whether the transform reads the norm of all gradients together, which costs one more pass.
  default boolean readsNorm() {
    return false;
  }

  /// Refuses a parameter that the transform cannot update; it takes all unless it says so.
  ///
  /// @throws IllegalArgumentException if the parameter does not fit
  default void requireFit(String name, Shape shape) {}
}
