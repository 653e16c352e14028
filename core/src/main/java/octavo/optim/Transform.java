package octavo.optim;

import octavo.storage.Storage;

/// One link of an optimizer: changes a block of the gradient on its way to becoming the step.
///
/// Transforms are applied in order to one block of a parameter after the other, in place.
public interface Transform {
  /// The names of the arrays, as long as the parameter, that this transform remembers for each
  /// parameter, for example `exp_avg`. They begin as zeros.
  default String[] slots() {
    return new String[0];
  }

  /// Changes the block.
  void apply(Block block);

  /// A block of one parameter during one step.
  ///
  /// @param u the gradient on its way, `size` elements from index 0
  /// @param parameter the parameter's numbers; the block begins at `from`
  /// @param slots this transform's arrays; the block begins at `from`
  /// @param from where the block begins
  /// @param size its number of elements
  /// @param step the number of this step, from 1
  /// @param norm the norm of all gradients together; NaN unless a transform asks for it
  record Block(
      Storage u, Storage parameter, Storage[] slots, int from, int size, long step, double norm) {}

  /// Whether the transform reads the norm of all gradients together, which costs one more pass.
  default boolean readsNorm() {
    return false;
  }
}
