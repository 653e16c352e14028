package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Caches;

/// Products of a few rows or columns made as `cᵀ = bᵀ·aᵀ`. Where the columns of `b` are runs of numbers, as in
/// a linear layer, whose weights lie row by row, that spares the weaving of the larger operand: its runs are read where
/// they lie, while the few rows of `a` are woven, and so is the result. Where `c` has few columns it saves what a
/// tile of two vectors of them would compute for nothing.
///
/// Each number is the same chain of multiply-adds either way.
final class SimdTurned {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int NR = SimdMicrokernel.COLUMNS;

  /// So many rows or columns are few: more are worth packing.
  private static final int FEW = 128;

  /// So many multiply-adds take as long as weaving one number.
  private static final int WEAVING = 8;

  /// A multiply-add of a tile that reads rows where they lie takes so much of the time of one of a tall tile.
  private static final double IN_ROWS = Blocks.multipliesTwo(Caches.machine()) ? 1.15 : 1;

  private SimdTurned() {}

  /// Whether `a·b` is faster so.
  static boolean pays(Matrix a, Matrix b, Addition also) {
    int m = a.rows();
    int n = b.columns();
    if (!SimdMicrokernel.MANY_REGISTERS
        || Math.min(m, n) > FEW
        || also.accumulate()
        || also.residual() != null) {
      return false;
    }
    long k = a.columns();
    boolean inPlace = n % (SimdMicrokernel.ROWS / 2) == 0;
    long woven = b.columnStride() == 1 ? 0 : n * k;
    long wovenTurned = (long) m * n + (inPlace ? 0 : n * k);
    long straight = high(m) * wide(n, b.columnStride() == 1) * k + WEAVING * woven;
    long multiplied = high(n) * wide(m, a.rowStride() == 1) * k;
    long turned = (long) (IN_ROWS * multiplied) + WEAVING * wovenTurned;
    return turned < straight;
  }

  /// Rows that are computed for so many: the last tile has all or half of its rows.
  private static long high(int rows) {
    return Math.ceilDiv(rows, SimdMicrokernel.ROWS / 2) * (SimdMicrokernel.ROWS / 2L);
  }

  /// The same of columns: the last tile has two vectors, or one, which takes three quarters of the time unless it is
  /// done `together` with the two before.
  private static int wide(int columns, boolean together) {
    int over = columns % NR;
    int last = over == 0 ? 0 : over == LANES && together ? LANES : over <= LANES ? NR * 3 / 4 : NR;
    return columns - over + last;
  }

  /// Writes `m` rows and `n` columns that lie at `at`, rows `width` apart, to `c`, whose rows are neighbors. What
  /// lies behind them, up to whole squares, is read too.
  static void finish(
      float[] block, int at, int width, int m, int n, Matrix c, int row, int column) {
    float[] to = c.floats();
    int step = c.columnStride();
    int start = c.offset() + row + column * step;
    int whole = n / LANES * LANES;
    for (int i = 0; i < m; i += LANES) {
      if (i + LANES <= m && whole > 0) {
        SimdRowWeave.sixteen(
            block, at + i * width, /* step= */ width, whole, to, start + i, /* width= */ step);
      }
      int first = i + LANES <= m ? whole : 0;
      if (first < n) {
        part(block, at + i * width, width, Math.min(LANES, m - i), first, n, to, start + i, step);
      }
    }
  }

  /// The columns from `first` on of a vector of rows or fewer, through a square of their own.
  private static void part(
      float[] block, int at, int width, int m, int first, int n, float[] to, int start, int step) {
    float[] square = new float[LANES * LANES];
    VectorMask<Float> rows = S.indexInRange(0, m);
    for (int j = first; j < n; j += LANES) {
      SimdRowWeave.sixteen(block, at + j, /* step= */ width, LANES, square, 0, /* width= */ LANES);
      for (int p = 0; p < Math.min(LANES, n - j); p++) {
        FloatVector.fromArray(S, square, p * LANES).intoArray(to, start + (j + p) * step, rows);
      }
    }
  }
}
