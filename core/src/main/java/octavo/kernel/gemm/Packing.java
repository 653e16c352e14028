package octavo.kernel.gemm;

import java.util.Arrays;

/// Brings parts of matrices into the order in which the micro-kernel reads them.
final class Packing {
  private Packing() {}

  /// Rows `i0 … i0+m` and inner indices `k0 … k0+k` of `a`, in panels of `mr` rows: for each panel
  /// the `mr` numbers of one k after those of the last. Rows beyond `m` are zeros.
  static void left(Matrix a, int i0, int m, int k0, int k, int mr, float[] to) {
    float[] from = a.floats();
    int at = 0;
    for (int panel = 0; panel < m; panel += mr) {
      int rows = Math.min(mr, m - panel);
      int start = a.offset() + (i0 + panel) * a.rowStride() + k0 * a.columnStride();
      if (rows < mr) {
        Arrays.fill(to, at, at + mr * k, 0);
      }
      if (a.rowStride() == 1) {
        for (int p = 0; p < k; p++) {
          System.arraycopy(from, start + p * a.columnStride(), to, at + p * mr, rows);
        }
      } else {
        transpose(from, start, a.rowStride(), a.columnStride(), rows, k, to, at, mr);
      }
      at += mr * k;
    }
  }

  /// Inner indices `0 … k` and columns `j0 … j0+n` of `b`, in panels of `nr` columns: for each
  /// panel the `nr` numbers of one k after those of the last. Columns beyond `n` are zeros.
  static void right(Matrix b, int j0, int n, int nr, float[] to, int at) {
    left(b.transpose(), j0, n, b.rows(), nr, to, at);
  }

  private static void left(Matrix t, int j0, int n, int k, int nr, float[] to, int start) {
    float[] from = t.floats();
    int columns = Math.min(nr, n);
    int first = t.offset() + j0 * t.rowStride();
    if (columns < nr) {
      Arrays.fill(to, start, start + nr * k, 0);
    }
    if (t.rowStride() == 1) {
      for (int p = 0; p < k; p++) {
        System.arraycopy(from, first + p * t.columnStride(), to, start + p * nr, columns);
      }
    } else {
      transpose(from, first, t.rowStride(), t.columnStride(), columns, k, to, start, nr);
    }
  }

  /// `to[p·width + i] = from[i·rowStride + p·columnStride]`, in squares that fit the cache.
  private static void transpose(
      float[] from,
      int start,
      int rowStride,
      int columnStride,
      int rows,
      int k,
      float[] to,
      int at,
      int width) {
    for (int p0 = 0; p0 < k; p0 += 16) {
      int end = Math.min(k, p0 + 16);
      for (int i = 0; i < rows; i++) {
        int source = start + i * rowStride;
        for (int p = p0; p < end; p++) {
          to[at + p * width + i] = from[source + p * columnStride];
        }
      }
    }
  }
}
