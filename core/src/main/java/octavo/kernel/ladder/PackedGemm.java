package octavo.kernel.ladder;

import octavo.kernel.Kernels;
import octavo.kernel.gemm.Matrix;

/// Rung 7: the kernel that the library uses. Before the product both operands are copied into panels,
/// in the order in which the innermost loop will read them, so that it meets every number next to the
/// one before and no two rows compete for a place in the cache. `octavo.kernel.gemm.SimdGemm` is the
/// text.
final class PackedGemm implements GemmRung {
  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    Kernels.GEMM.multiply(a, b, c, false, null);
  }
}
