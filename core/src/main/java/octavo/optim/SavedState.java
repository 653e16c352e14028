package octavo.optim;

import java.util.Map;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A state that is about to be loaded.
///
/// @param operation who loads it, for messages
/// @param arrays what was saved
record SavedState(String operation, Map<String, Tensor> arrays) {
  /// An array of this shape.
  ///
  /// @throws IllegalArgumentException if it is missing or of another shape
  Tensor array(String name, Shape shape) {
    Tensor found = arrays.get(name);
    if (found == null || !found.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s: '%s' must be %s, but is %s. Is the state from another optimizer or model?"
              .formatted(operation, name, shape, found == null ? "missing" : found.shape()));
    }
    return found;
  }

  /// A vector of so many numbers.
  Tensor vector(String name, int count) {
    return array(name, Shape.of(count));
  }
}
