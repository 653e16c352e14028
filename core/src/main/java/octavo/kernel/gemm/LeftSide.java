package octavo.kernel.gemm;

import octavo.kernel.Scratch;

/// How the blocks of a product come to their rows of `a`.
///
/// @param a the operand
/// @param way where the tiles read it
/// @param panels all of it in panels, if it is [Way#PACKED]
/// @param mr rows of a tile
/// @param far whether the panels are too large to lie in the second-level cache still
record LeftSide(Matrix a, Way way, float[] panels, int mr, boolean far) {
  /// Where tiles read `a`.
  enum Way {
    /// Where it lies: its rows or its columns are neighbors.
    HERE,
    /// In panels that were made before.
    PACKED,
    /// In panels that each block makes of its rows, step by step.
    BY_BLOCK
  }

  /// For rows `i0 … i0 + m` and inner indices `k0 … k0 + k`.
  Reading step(int i0, int m, int k0, int k) {
    return switch (way) {
      case HERE -> {
        int row = a.rowStride();
        int column = a.columnStride();
        int first = a.offset() + i0 * row + k0 * column;
        yield new Reading(a.floats(), first, /* each= */ row, row == 1 ? column : row);
      }
      case PACKED -> new Reading(panels, i0 * a.columns() + k0 * mr, a.columns(), mr / 2);
      case BY_BLOCK -> new Reading(pack(i0, m, k0, k), 0, k, mr / 2);
    };
  }

  /// For the last rows of such a step where they are fewer than a tile has: of those that lie here there is a copy, for
  /// behind them there may be nothing to read.
  Reading end(Reading step, int i0, int m, int k0, int k) {
    int from = m / mr * mr;
    if (from == m || way != Way.HERE || a.columnStride() != 1 || SimdMicrokernel.MANY_REGISTERS) {
      return step;
    }
    float[] to = Scratch.floats(Scratch.LEFT, mr * k);
    for (int i = from; i < m; i++) {
      int row = a.offset() + (i0 + i) * a.rowStride() + k0;
      System.arraycopy(a.floats(), row, to, (i - from) * k, k);
    }
    return new Reading(to, -from * k, k, k);
  }

  private float[] pack(int i0, int m, int k0, int k) {
    float[] to = Scratch.floats(Scratch.LEFT, Math.ceilDiv(m, mr) * mr * k);
    for (int i = SimdNeighbors.left(a, i0, m, k0, k, to, mr); i < m; i += mr) {
      SimdPacking.left(a, i0 + i, Math.min(mr, m - i), k0, k, to, i * k, mr);
    }
    return to;
  }
}
