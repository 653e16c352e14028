package octavo.data;

import octavo.tensor.Tensor;

/// Some examples together.
///
/// @param inputs `[batch, …]`
/// @param targets `[batch, …]`
public record Batch(Tensor inputs, Tensor targets) {
  /// The number of examples.
  public int size() {
    return inputs.size(0);
  }
}
