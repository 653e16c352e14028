package octavo.kernel.ladder;

import java.util.Arrays;
import octavo.kernel.gemm.Matrix;

/// Rung 2: the same sums with the two inner loops exchanged, in the order i, k, j.
///
/// Now the innermost loop walks along a row of `b` and a row of `c`: every number of a cache line is
/// used, the processor fetches the next line ahead, and no addition waits for the one before. The price:
/// each number of `c` is loaded and stored once for every k. And a compiler that cannot rule out that
/// the two rows overlap must take the numbers one by one.
final class ReorderedGemm implements GemmRung {
  @Override
  public void multiply(Matrix left, Matrix right, Matrix result) {
    float[] a = left.floats();
    float[] b = right.floats();
    float[] c = result.floats();
    int n = result.columns();
    for (int i = 0; i < result.rows(); i++) {
      int ai = left.offset() + i * left.rowStride();
      int ci = result.offset() + i * result.rowStride();
      Arrays.fill(c, ci, ci + n, 0);
      for (int k = 0; k < left.columns(); k++) {
        addMultiple(a[ai + k], b, right.offset() + k * right.rowStride(), c, ci, n);
      }
    }
  }

  /// `c += x·b` for `n` numbers.
  private static void addMultiple(float x, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] += x * b[bo + j];
    }
  }
}
