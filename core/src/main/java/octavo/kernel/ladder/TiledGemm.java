package octavo.kernel.ladder;

import java.util.Arrays;
import octavo.kernel.gemm.Matrix;

/// Rung 3: `c` is cut into tiles of [#ROWS] × [#COLUMNS], and each tile is made from beginning to end
/// in a small buffer before the next one begins.
///
/// The buffer stays in the nearest cache, so a number of `c` travels to memory once instead of once
/// for every k, and the piece of a row of `b` that was loaded serves all rows of the tile.
final class TiledGemm implements GemmRung {
  static final int ROWS = 6;
  static final int COLUMNS = 16;

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    float[] sums = new float[ROWS * COLUMNS];
    for (int i = 0; i < c.rows(); i += ROWS) {
      for (int j = 0; j < c.columns(); j += COLUMNS) {
        int rows = Math.min(ROWS, c.rows() - i);
        int columns = Math.min(COLUMNS, c.columns() - j);
        Arrays.fill(sums, 0);
        if (columns == COLUMNS) {
          wholeColumns(a, b, i, j, rows, sums);
        } else {
          someColumns(a, b, i, j, rows, columns, sums);
        }
        copyOut(sums, c, i, j, rows, columns);
      }
    }
  }

  /// The innermost loop has a fixed number of turns, which the compiler unrolls.
  private static void wholeColumns(Matrix a, Matrix b, int i0, int j0, int rows, float[] sums) {
    float[] x = a.floats();
    float[] y = b.floats();
    for (int k = 0; k < a.columns(); k++) {
      int bk = b.offset() + k * b.rowStride() + j0;
      for (int i = 0; i < rows; i++) {
        float factor = x[a.offset() + (i0 + i) * a.rowStride() + k];
        for (int j = 0; j < COLUMNS; j++) {
          sums[i * COLUMNS + j] += factor * y[bk + j];
        }
      }
    }
  }

  /// A tile at the right edge.
  private static void someColumns(
      Matrix a, Matrix b, int i0, int j0, int rows, int columns, float[] sums) {
    float[] x = a.floats();
    float[] y = b.floats();
    for (int k = 0; k < a.columns(); k++) {
      int bk = b.offset() + k * b.rowStride() + j0;
      for (int i = 0; i < rows; i++) {
        float factor = x[a.offset() + (i0 + i) * a.rowStride() + k];
        for (int j = 0; j < columns; j++) {
          sums[i * COLUMNS + j] += factor * y[bk + j];
        }
      }
    }
  }

  private static void copyOut(float[] sums, Matrix c, int i0, int j0, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int ci = c.offset() + (i0 + i) * c.rowStride() + j0;
      System.arraycopy(sums, i * COLUMNS, c.floats(), ci, columns);
    }
  }
}
