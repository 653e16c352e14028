package octavo.kernel.row;

import octavo.storage.FloatStorage;
import octavo.storage.Storage;
import octavo.storage.View;

/// A contiguous array seen as rows along one of its axes: element `i` of row `(o, r)` lies at
/// `offset + (o·length + i)·inner + r`.
///
/// @param storage the array
/// @param offset where element 0 of row (0, 0) lies
/// @param outer the product of the sizes before the axis
/// @param length the size of the axis
/// @param inner the product of the sizes after the axis
public record Rows(Storage storage, int offset, int outer, int length, int inner) {
  /// The rows of `x` along `axis`.
  ///
  /// @throws IllegalArgumentException if `x` is not contiguous
  public static Rows along(View x, int axis) {
    return along(x, axis, axis + 1);
  }

  /// The rows of `x` along the axes `from` to `to` (exclusive), taken together as one.
  ///
  /// @throws IllegalArgumentException if `x` is not contiguous
  public static Rows along(View x, int from, int to) {
    if (!x.isContiguous()) {
      throw new IllegalArgumentException("Rows: the view must be contiguous, but is strided.");
    }
    int outer = 1;
    int length = 1;
    int inner = 1;
    for (int a = 0; a < x.rank(); a++) {
      if (a < from) {
        outer *= x.size(a);
      } else if (a < to) {
        length *= x.size(a);
      } else {
        inner *= x.size(a);
      }
    }
    return new Rows(x.storage(), x.offset(), outer, length, inner);
  }

  /// Where element 0 of a row lies; the rows are numbered `o·inner + r`.
  public int start(int row) {
    int o = row / inner;
    return offset + o * length * inner + (row - o * inner);
  }

  /// The number of rows.
  public int count() {
    return outer * inner;
  }

  /// The float32 array.
  public float[] floats() {
    return ((FloatStorage) storage).array();
  }
}
