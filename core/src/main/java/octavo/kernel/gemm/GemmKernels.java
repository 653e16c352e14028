package octavo.kernel.gemm;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Products of matrices, `c = a·b`. The columns of `c` lie next to each other; `a` and `b` may have
/// any strides. An empty inner size gives zeros (plus the bias).
///
/// Tolerance of the SIMD twin for float32: `2·ε·√k·Σ|aᵢₖ||bₖⱼ|`. Each element is summed in an order
/// that the shape alone decides.
public interface GemmKernels {
  /// `c = a·b`, plus `bias` on each row if given, plus the old `c` if `accumulate`.
  void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias);

  /// `batch` products; from one to the next the matrices move on by their steps (0 repeats one).
  void multiplyBatch(int batch, Matrix a, int aStep, Matrix b, int bStep, Matrix c, int cStep);
}
