package octavo.kernel.pool;

import octavo.storage.View;

/// The mean and the place of the maximum of boxes ([BoxGeometry]), over contiguous views. Among equal
/// numbers the first in row-major order is the largest; a NaN is larger than every number.
///
/// The SIMD twin finds the same places, and means within `n·ε` of the largest number of a box of n.
public interface BoxKernels {
  /// `y = mean` of each box.
  void mean(BoxGeometry g, View x, View y);

  /// `dy` shared out evenly over its box; `dx` is overwritten.
  void spread(BoxGeometry g, View dy, View dx);

  /// Where the maximum of each box lies in its plane (int64).
  void maxIndices(BoxGeometry g, View x, View indices);
}
