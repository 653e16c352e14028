package octavo.format;

import java.util.Arrays;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;

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

  /// The numbers of a row-major view: as they are if the storage has no others, else a copy.
  ///
  /// @throws IllegalArgumentException if the view is not row-major
  public static StoredArray of(View view) {
    if (!view.isContiguous()) {
      throw new IllegalArgumentException(
          "StoredArray: the view must be row-major, but its sizes are %s and its strides %s. Take x.contiguous().view()."
              .formatted(Arrays.toString(view.sizes()), Arrays.toString(view.strides())));
    }
    Storage all = view.storage();
    boolean whole = view.offset() == 0 && all.length() == view.count();
    int from = view.count() == 0 ? 0 : view.offset(); // a flipped view of nothing begins elsewhere
    return new StoredArray(view.sizes().clone(), whole ? all : all.copyOfRange(from, view.count()));
  }

  /// The element type.
  public DType dtype() {
    return storage.dtype();
  }
}
