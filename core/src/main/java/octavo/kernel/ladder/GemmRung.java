package octavo.kernel.ladder;

import octavo.kernel.gemm.Matrix;

/// One way to compute `c = a·b` in float32. In each of the three matrices the numbers of a row lie
/// next to each other (a column stride of 1).
///
/// Tolerance: `2·ε·√k·Σ|aᵢₖ||bₖⱼ|`, as of all float32 products of the library. What is computed
/// where depends on the sizes alone.
public interface GemmRung {
  /// `c = a·b`; what `c` held before is not read.
  void multiply(Matrix a, Matrix b, Matrix c);
}
