package octavo.kernel.reduce;

import octavo.kernel.row.Rows;
import octavo.storage.View;

/// Reductions along the rows of an array; the result holds one number a row, contiguous.
///
/// Sums of float32 are added in an order that the shape alone decides, with an error of at most
/// `(64 + n/64)·ε·Σ|x|`; int64 is exact (wrapping around). An extremum of no elements is refused by
/// the caller.
public interface ReduceKernels {
  /// One number a row. `y` has the type of `x`, and is bool for [Reduction#ANY] and
  /// [Reduction#ALL].
  void reduce(Reduction r, Rows x, View y);

  /// The index of the largest or smallest element (int64): the first of equals, the first NaN if
  /// there is one.
  void arg(boolean maximum, Rows x, View y);
}
