package octavo.kernel.pool;

import octavo.storage.View;

/// Pooling over contiguous views, one plane (or volume) for each channel of each image. Padding is
/// -∞ for the maximum. Among equal numbers the first of the window in row-major order wins; a NaN
/// wins over every number.
///
/// The SIMD twin gives the same bits for the maximum, save that of 0 and -0 it gives 0 wherever they
/// stand, and `4·ε` relative for the average.
public interface PoolKernels {
  /// `y = max` of each window.
  void maxForward(PoolGeometry g, View x, View y);

  /// `y = max` of each window, and where it lies in its plane (int64, `(slice·height + row)·width +
  /// column`); -1 for a window that sees only padding.
  void maxWithIndices(PoolGeometry g, View x, View y, View indices);

  /// Each `dy` added to the place of its window's maximum; `dx` is overwritten.
  void maxBackward(PoolGeometry g, View x, View dy, View dx);

  /// `y = u` at the place of each window's maximum of `x`: the adjoint of [#maxBackward].
  void maxGather(PoolGeometry g, View x, View u, View y);

  /// `y = Σ / divisor` of each window.
  void averageForward(PoolGeometry g, PoolDivisor divisor, View x, View y);

  /// `dy / divisor` added to each number of its window; `dx` is overwritten.
  void averageBackward(PoolGeometry g, PoolDivisor divisor, View dy, View dx);

  /// The numbers of each window, `y [planes, windows, windowSize]`; padding is `fill`.
  void windows(PoolGeometry g, double fill, View x, View y);

  /// The numbers of windows added to where they come from: the adjoint of [#windows]; `dx` is
  /// overwritten.
  void windowsBackward(PoolGeometry g, View dy, View dx);
}
