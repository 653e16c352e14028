package octavo.kernel.ladder;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.Matrix;

/// Rung 4: the tiles of rung 3, but with the vector instructions written out: one fused multiply-add
/// takes a whole vector of neighbors in a row, wherever they lie, and nothing depends any more on what
/// the compiler can prove.
///
/// What limits it: the sums lie in a buffer, so each multiply-add comes with two loads and a store.
final class SimdVectorizedGemm implements GemmRung {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    float[] sums = new float[TiledGemm.ROWS * TiledGemm.COLUMNS];
    for (int i = 0; i < c.rows(); i += TiledGemm.ROWS) {
      for (int j = 0; j < c.columns(); j += TiledGemm.COLUMNS) {
        int rows = Math.min(TiledGemm.ROWS, c.rows() - i);
        int columns = Math.min(TiledGemm.COLUMNS, c.columns() - j);
        tile(a, b, c, i, j, rows, columns, sums);
      }
    }
  }

  /// One tile of `c`: `rows` × `columns` numbers, the first of which is `(i0, j0)`; `sums` has room
  /// for them.
  static void tile(
      Matrix a, Matrix b, Matrix c, int i0, int j0, int rows, int columns, float[] sums) {
    float[] x = a.floats();
    float[] y = b.floats();
    int whole = SPECIES.loopBound(columns);
    Arrays.fill(sums, 0, rows * columns, 0);
    for (int k = 0; k < a.columns(); k++) {
      int bk = b.offset() + k * b.rowStride() + j0;
      for (int i = 0; i < rows; i++) {
        float factor = x[a.offset() + (i0 + i) * a.rowStride() + k];
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        int at = i * columns;
        for (int j = 0; j < whole; j += SPECIES.length()) {
          FloatVector.fromArray(SPECIES, y, bk + j)
              .fma(factors, FloatVector.fromArray(SPECIES, sums, at + j))
              .intoArray(sums, at + j);
        }
        for (int j = whole; j < columns; j++) {
          sums[at + j] = Math.fma(factor, y[bk + j], sums[at + j]);
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      int ci = c.offset() + (i0 + i) * c.rowStride() + j0;
      System.arraycopy(sums, i * columns, c.floats(), ci, columns);
    }
  }
}
