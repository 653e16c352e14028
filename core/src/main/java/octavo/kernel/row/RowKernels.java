package octavo.kernel.row;

import octavo.storage.View;

/// Functions along the rows of an array. Outputs are fresh and of the layout of `x` unless said
/// otherwise; a view that holds one number per row is contiguous and in row order.
///
/// Sums are taken in an order that the shape alone decides. Tolerance of the SIMD twin for float32:
/// `8·ε·√length` relative to the largest term of a sum.
public interface RowKernels {
  /// `yᵢ = exp(xᵢ - max x) / Σⱼ exp(xⱼ - max x)`. A row of -∞ gives NaN.
  void softmax(Rows x, Rows y);

  /// `dxᵢ = yᵢ (dyᵢ - Σⱼ dyⱼ yⱼ)`.
  void softmaxBackward(Rows y, Rows dy, Rows dx);

  /// `yᵢ = xᵢ - logSumExp x`.
  void logSoftmax(Rows x, Rows y);

  /// `dxᵢ = dyᵢ - exp(yᵢ) Σⱼ dyⱼ`.
  void logSoftmaxBackward(Rows y, Rows dy, Rows dx);

  /// `y = max x + ln Σⱼ exp(xⱼ - max x)`, one number a row; -∞ for a row of -∞ or an empty one, +∞
  /// where one element is.
  void logSumExp(Rows x, View y);

  /// `yᵢ = Σ_{j≤i} xⱼ`; from the other end if `reverse`.
  void cumulativeSum(Rows x, boolean reverse, Rows y);

  /// Sorts each row, stably; `indices` (int64) says where each value came from. NaN counts as
  /// larger than every number.
  void sort(Rows x, boolean descending, Rows values, Rows indices);
}
