package octavo.kernel.ladder;

import octavo.kernel.gemm.Matrix;

/// Rung 1: the definition, `cᵢⱼ = Σₖ aᵢₖ·bₖⱼ`, loops in the order i, j, k.
///
/// The innermost loop walks down a column of `b`: each step jumps a whole row ahead, and of the
/// sixteen numbers that a cache line brings only one is used before it is gone again.
final class NaiveGemm implements GemmRung {
  @Override
  public void multiply(Matrix left, Matrix right, Matrix result) {
    float[] a = left.floats();
    float[] b = right.floats();
    float[] c = result.floats();
    for (int i = 0; i < result.rows(); i++) {
      int ai = left.offset() + i * left.rowStride();
      int ci = result.offset() + i * result.rowStride();
      for (int j = 0; j < result.columns(); j++) {
        int bj = right.offset() + j;
        float sum = 0;
        for (int k = 0; k < left.columns(); k++) {
          sum += a[ai + k] * b[bj + k * right.rowStride()];
        }
        c[ci + j] = sum;
      }
    }
  }
}
