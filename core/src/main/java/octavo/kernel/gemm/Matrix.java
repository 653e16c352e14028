package octavo.kernel.gemm;

import octavo.storage.FloatStorage;
import octavo.storage.Storage;

/// A strided matrix in an array: element `(i, j)` lies at `offset + i·rowStride + j·columnStride`.
///
/// @param storage the array
/// @param offset where element (0, 0) lies
/// @param rows the number of rows
/// @param columns the number of columns
/// @param rowStride the distance of two rows
/// @param columnStride the distance of two columns
public record Matrix(
    Storage storage, int offset, int rows, int columns, int rowStride, int columnStride) {
  /// Rows one after the other from the start of `storage`.
  public static Matrix of(Storage storage, int rows, int columns) {
    return new Matrix(storage, 0, rows, columns, columns, 1);
  }

  /// Rows and columns exchanged, without a copy.
  public Matrix transpose() {
    return new Matrix(storage, offset, columns, rows, columnStride, rowStride);
  }

  /// The same matrix `distance` elements further on.
  public Matrix shifted(int distance) {
    return new Matrix(storage, offset + distance, rows, columns, rowStride, columnStride);
  }

  /// The float32 array.
  public float[] floats() {
    return ((FloatStorage) storage).array();
  }
}
