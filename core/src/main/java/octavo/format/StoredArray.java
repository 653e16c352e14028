package octavo.format;

import octavo.storage.DType;
import octavo.storage.Storage;

/// An array as a file holds it: row-major, contiguous from index 0.
///
/// @param shape the sizes
/// @param storage the numbers
public record StoredArray(int[] shape, Storage storage) {
  /// The element type.
  public DType dtype() {
    return storage.dtype();
  }
}
