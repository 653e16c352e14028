package octavo.kernel.factor;

import octavo.storage.View;

/// Cholesky's factorization and triangular systems, for batches of small dense matrices. Views are contiguous float32
/// or float64.
///
/// There is no SIMD twin: each number waits for the one before, and the matrices are those of normal
/// distributions, a few dozen rows at most.
public interface FactorKernels {
  /// The lower triangular `L` with positive diagonal and `L·Lᵀ = x`, for each matrix of `[batch, n, n]`. Of `x` the
  /// lower triangle alone is read; `y` holds zeros.
  ///
  /// @return the number of the first matrix that has none since it is not positive definite, or -1
  int cholesky(View x, View y);

  /// The `y` with `a·y = b`, for matrices `a` `[batch, n, n]` and right sides `[batch, n, k]`. Of `a` one triangle
  /// alone is read. A diagonal with a zero gives infinities or NaN.
  ///
  /// @param lower whether `a` is lower triangular, else upper
  void solve(boolean lower, View a, View b, View y);
}
