package octavo.kernel.ladder;

import octavo.kernel.Parallel;
import octavo.kernel.gemm.Matrix;

/// Rung 5: the vector loop of rung 4 over larger tiles, which are shared out over the threads. The
/// two loops over tiles are one, so that a wide product of few rows has enough of them too.
///
/// Each tile is made by one thread from beginning to end and the tiles depend on the sizes alone: the
/// result is the same, bit for bit, for any number of threads. For small products handing out the
/// tiles costs more than it saves.
final class SimdParallelGemm implements GemmRung {
  static final int ROWS = 24;
  static final int COLUMNS = 32;

  /// Makes the tile of `rows` × `columns` numbers of `c` that begins at `(i, j)`.
  interface Tile {
    /// Does it.
    void make(int i, int j, int rows, int columns);
  }

  /// Shares out the tiles of a result.
  static void tiles(Matrix c, Tile tile) {
    int down = (c.rows() + ROWS - 1) / ROWS;
    int across = (c.columns() + COLUMNS - 1) / COLUMNS;
    Parallel.run(
        down * across,
        task -> {
          int i = task % down * ROWS;
          int j = task / down * COLUMNS;
          tile.make(i, j, Math.min(ROWS, c.rows() - i), Math.min(COLUMNS, c.columns() - j));
        });
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    tiles(
        c,
        (i, j, rows, columns) ->
            SimdVectorizedGemm.tile(a, b, c, i, j, rows, columns, new float[rows * columns]));
  }
}
