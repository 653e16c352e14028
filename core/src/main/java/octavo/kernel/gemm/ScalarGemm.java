package octavo.kernel.gemm;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: three loops, sums in double.
public final class ScalarGemm implements GemmKernels {
  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        int at = c.offset() + i * c.rowStride() + j * c.columnStride();
        double sum = accumulate ? c.storage().getDouble(at) : 0;
        if (bias != null) {
          sum += bias.storage().getDouble(bias.offset() + j);
        }
        for (int k = 0; k < a.columns(); k++) {
          double x = a.storage().getDouble(a.offset() + i * a.rowStride() + k * a.columnStride());
          double y = b.storage().getDouble(b.offset() + k * b.rowStride() + j * b.columnStride());
          sum += x * y;
        }
        c.storage().setDouble(at, sum);
      }
    }
  }

  @Override
  public void multiplyBatch(
      int batch, Matrix a, int aStep, Matrix b, int bStep, Matrix c, int cStep) {
    for (int p = 0; p < batch; p++) {
      multiply(a.shifted(p * aStep), b.shifted(p * bStep), c.shifted(p * cStep), false, null);
    }
  }
}
