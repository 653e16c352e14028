package octavo.kernel.ladder;

import java.util.Arrays;
import octavo.kernel.gemm.Matrix;

/// Rung 3: `c` is cut into tiles of [#ROWS] × [#COLUMNS], and each tile is made from beginning to end
/// in small buffers before the next one begins.
///
/// The buffers stay in the nearest cache, so a number of `c` travels to memory once instead of once
/// for every k, and the piece of a row of `b` that was copied serves all rows of the tile. And since
/// each row of the tile is an array of its own, the compiler can tell that it does not overlap with the
/// piece of `b`: it takes several numbers at a time by itself.
final class TiledGemm implements GemmRung {
  static final int ROWS = 24;
  static final int COLUMNS = 128;

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    float[] line = new float[COLUMNS];
    float[][] sums = new float[ROWS][COLUMNS];
    for (int i = 0; i < c.rows(); i += ROWS) {
      for (int j = 0; j < c.columns(); j += COLUMNS) {
        int rows = Math.min(ROWS, c.rows() - i);
        int columns = Math.min(COLUMNS, c.columns() - j);
        tile(a, b, i, j, rows, columns, line, sums);
        for (int r = 0; r < rows; r++) {
          int to = c.offset() + (i + r) * c.rowStride() + j;
          System.arraycopy(sums[r], 0, c.floats(), to, columns);
        }
      }
    }
  }

  private static void tile(
      Matrix a, Matrix b, int i0, int j0, int rows, int columns, float[] line, float[][] sums) {
    for (float[] row : sums) {
      Arrays.fill(row, 0);
    }
    for (int k = 0; k < a.columns(); k++) {
      System.arraycopy(b.floats(), b.offset() + k * b.rowStride() + j0, line, 0, columns);
      for (int i = 0; i < rows; i++) {
        float x = a.floats()[a.offset() + (i0 + i) * a.rowStride() + k];
        addMultiple(x, line, sums[i], columns);
      }
    }
  }

  /// `sums += x·line` for `count` numbers.
  static void addMultiple(float x, float[] line, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] += x * line[j];
    }
  }
}
