package octavo.kernel.gemm;

import octavo.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/// How the blocks of a product come to their columns of `b`.
///
/// @param b the operand
/// @param readHere of so many columns, whole panels and perhaps a vector, it is read where it lies
/// @param way where tiles read the other columns
/// @param panels all of it in panels, if it is [Way#PACKED]
/// @param own the panels that threads make, if they are packed [Way#BY_THREAD]
record RightSide(Matrix b, int readHere, Way way, float[] panels, @Nullable OwnPanels own) {
  /// Where tiles read the columns of `b` that they do not read where they lie.
  enum Way {
    /// In panels that were made before.
    PACKED,
    /// In panels of all inner indices that each thread makes of the columns that its blocks need.
    BY_THREAD,
    /// In panels that each block makes of its columns, step by step.
    BY_BLOCK,
    /// In a panel that the first tile of each column of tiles makes while it multiplies.
    BY_TILE
  }

  private static final int NR = SimdMicrokernel.COLUMNS;
  private static final int LINE = Scratch.LINE;

  /// Whether tiles read the first `columns` columns where they lie.
  boolean liesHere(int columns) {
    return columns <= readHere;
  }

  /// For columns from `j0` on and inner indices from `k0` on, where they lie.
  Reading here(int j0, int k0) {
    int first = b.offset() + k0 * b.rowStride() + j0 * b.columnStride();
    return new Reading(b.floats(), first, b.columnStride(), b.rowStride());
  }

  /// For columns `j0 … j0 + n` and inner indices `k0 … k0 + k`, in panels.
  Reading panels(int j0, int n, int k0, int k) {
    return switch (way) {
      case PACKED -> new Reading(panels, LINE + j0 * b.rows() + k0 * NR, b.rows(), NR);
      case BY_THREAD -> {
        float[] made = own == null ? panels : own.of(b, j0, n);
        yield new Reading(made, LINE + k0 * NR, b.rows(), NR);
      }
      case BY_BLOCK -> {
        int beside = Math.clamp(readHere - j0, 0, n);
        float[] made = Scratch.floats(Scratch.RIGHT, LINE + Math.ceilDiv(n - beside, NR) * NR * k);
        SimdPacking.right(b, k0, k, j0 + beside, n - beside, made, LINE, NR * k);
        yield new Reading(made, LINE - beside * k, k, NR);
      }
      case BY_TILE -> new Reading(Scratch.floats(Scratch.RIGHT, LINE + NR * k), LINE, 0, NR);
    };
  }

  /// Packs columns `j … j + n`, fewer than a tile has, in place of the first tile, which would read behind them.
  void packLast(int j, int n, int k0, int k, Reading to) {
    SimdPacking.right(b, k0, k, j, n, to.numbers(), to.first(), NR * k);
  }
}
