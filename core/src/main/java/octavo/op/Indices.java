package octavo.op;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Checks index tensors once, before anything is read through them.
public final class Indices {
  private Indices() {}

  /// `index` in row-major order, if it is int64 and every element is in `[0, size)`.
  ///
  /// @throws IllegalArgumentException if it is of another type; names `operation`
  /// @throws IndexOutOfBoundsException if an element is not; names `operation`
  public static Tensor checked(String operation, Tensor index, int size) {
    if (index.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          operation
              + ": indices must be int64, but are "
              + index.dtype()
              + ". Convert first: x.to(DType.INT64).");
    }
    Tensor flat = index.contiguous();
    long[] values = flat.view().longs();
    int offset = flat.view().offset();
    for (int i = 0; i < flat.elements(); i++) {
      long value = values[offset + i];
      if (value < 0 || value >= size) {
        throw new IndexOutOfBoundsException(
            operation
                + (size == 0
                    ? ": an empty axis has no indices"
                    : ": indices must be in [0, " + (size - 1) + "]")
                + ", but element "
                + i
                + " is "
                + value
                + ".");
      }
    }
    return flat;
  }
}
