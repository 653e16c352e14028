package octavo.kernel.ladder;

import octavo.kernel.Parallel;
import octavo.kernel.gemm.Matrix;

/// Rung 5: the tiles of rung 4, shared out over the threads. The two loops over tiles are one, so that
/// a wide product of few rows has enough tiles too.
///
/// Each tile is made by one thread from beginning to end and the tiles depend on the sizes alone: the
/// result is the same, bit for bit, for any number of threads. For small products handing out the
/// tiles costs more than it saves.
final class SimdParallelGemm implements GemmRung {
  /// Makes the tile of `rows` × `columns` numbers of `c` that begins at `(i, j)`.
  interface Tile {
    /// Does it.
    void make(int i, int j, int rows, int columns);
  }

  /// Shares out the tiles of a result, `height` × `width` each but for those at the edges.
  static void tiles(Matrix c, int height, int width, Tile tile) {
    int down = (c.rows() + height - 1) / height;
    int across = (c.columns() + width - 1) / width;
    Parallel.run(
        down * across,
        task -> {
          int i = task % down * height;
          int j = task / down * width;
          tile.make(i, j, Math.min(height, c.rows() - i), Math.min(width, c.columns() - j));
        });
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    tiles(
        c,
        TiledGemm.ROWS,
        TiledGemm.COLUMNS,
        (i, j, rows, columns) ->
            SimdVectorizedGemm.tile(a, b, c, i, j, rows, columns, new float[rows * columns]));
  }
}
