package octavo.kernel.pool;

import octavo.storage.View;

/// Two-dimensional pooling over contiguous views. Padding is -∞ for the maximum. Among equal
/// numbers the first of the window in row-major order wins; a NaN wins over every number.
///
/// The SIMD twin gives the same bits for the maximum, save that of 0 and -0 it gives 0 wherever they
/// stand, and `4·ε` relative for the average.
public interface PoolKernels {
  /// `y = max` of each window.
  void maxForward(PoolGeometry g, View x, View y);

  /// Where each maximum lies in its plane (int64, `row·inWidth + column`).
  void maxIndices(PoolGeometry g, View x, View indices);

  /// Each `dy` added to the place of its window's maximum; `dx` is overwritten.
  void maxBackward(PoolGeometry g, View x, View dy, View dx);

  /// `y = u` at the place of each window's maximum of `x`: the adjoint of [#maxBackward].
  void maxGather(PoolGeometry g, View x, View u, View y);

  /// `y = mean` of each window; padding counts as zeros if `countPadding`, else not at all.
  void averageForward(PoolGeometry g, boolean countPadding, View x, View y);

  /// `dy` shared out evenly over its window; `dx` is overwritten.
  void averageBackward(PoolGeometry g, boolean countPadding, View dy, View dx);
}
