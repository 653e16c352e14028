package octavo.format;

import java.util.Arrays;
import octavo.storage.DType;
import octavo.storage.Storage;

/// An array as a file holds it: row-major, contiguous from index 0.
///
/// @param shape the sizes; empty for a single number
/// @param storage the numbers
public record StoredArray(int[] shape, Storage storage) {
  /// Checks that the sizes fit the numbers.
  ///
  /// @throws IllegalArgumentException if they do not
  public StoredArray {
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "StoredArray: sizes must not be negative, but the shape is "
                + Arrays.toString(shape)
                + ".");
      }
      count = Math.min(count * size, 1L << 32); // no overflow: both factors are below 2^32
    }
    if (count != storage.length()) {
      throw new IllegalArgumentException(
          "StoredArray: the shape must have as many elements as the storage, but %s has %s and the storage %d."
              .formatted(
                  Arrays.toString(shape),
                  count == 1L << 32 ? "too many" : Long.toString(count),
                  storage.length()));
    }
  }

  /// The element type.
  public DType dtype() {
    return storage.dtype();
  }
}
