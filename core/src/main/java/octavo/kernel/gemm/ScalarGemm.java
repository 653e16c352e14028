package octavo.kernel.gemm;

import octavo.kernel.conv.Epilogue;
import octavo.storage.View;

/// The oracle: three loops, sums in double.
public final class ScalarGemm implements GemmKernels {
  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, Addition also) {
    View bias = also.bias();
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        int at = c.offset() + i * c.rowStride() + j * c.columnStride();
        double sum = also.accumulate() ? c.storage().getDouble(at) : 0;
        if (bias != null) {
          sum += bias.storage().getDouble(bias.offset() + j);
        }
        for (int k = 0; k < a.columns(); k++) {
          double x = a.storage().getDouble(a.offset() + i * a.rowStride() + k * a.columnStride());
          double y = b.storage().getDouble(b.offset() + k * b.rowStride() + j * b.columnStride());
          sum += x * y;
        }
        Matrix added = also.residual();
        if (added != null) {
          sum +=
              added
                  .storage()
                  .getDouble(added.offset() + i * added.rowStride() + j * added.columnStride());
        }
        Epilogue end = also.epilogue();
        c.storage().setDouble(at, Math.min(Math.max(sum, end.low()), end.high()));
      }
    }
  }

  @Override
  public void multiplyBatch(
      int batch, Matrix a, int aStep, Matrix b, int bStep, Matrix c, int cStep, Epilogue bounds) {
    Addition also = Addition.NONE.bounded(bounds);
    for (int p = 0; p < batch; p++) {
      multiply(a.shifted(p * aStep), b.shifted(p * bStep), c.shifted(p * cStep), also);
    }
  }
}
