package octavo.kernel.gemm;

import octavo.kernel.conv.Epilogue;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Products of matrices, `c = a·b`. The columns of `c` lie next to each other; `a` and `b` may have
/// any strides. An empty inner size gives zeros (plus what is added).
///
/// Tolerance of the SIMD twin for float32: `2·ε·√k·Σ|aᵢₖ||bₖⱼ|`. Each element is summed in an order
/// that the shape alone decides.
public interface GemmKernels {
  /// `c = a·b` and what is said besides.
  void multiply(Matrix a, Matrix b, Matrix c, Addition also);

  /// `c = a·weights` and what is said besides, to the same bits. What is made of the weights may be kept for
  /// later calls, until their numbers change.
  default void multiplyWeights(Matrix a, Matrix weights, Matrix c, Addition also) {
    multiply(a, weights, c, also);
  }

  /// `c = a·b`, plus `bias` on each row if given, plus the old `c` if `accumulate`.
  default void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias) {
    multiply(a, b, c, Addition.of(accumulate, bias));
  }

  /// `batch` products; from one to the next the matrices move on by their steps (0 repeats one). Each
  /// ends with the bounds of the epilogue, which has no residual.
  void multiplyBatch(
      int batch, Matrix a, int aStep, Matrix b, int bStep, Matrix c, int cStep, Epilogue bounds);
}
