package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;
import octavo.kernel.conv.SimdEpilogue;
import octavo.storage.View;

/// A block of `c` while it is made. Between two steps of inner indices its sums lie in a buffer, tile after tile in the
/// order of their columns, so that a block that is too large for the caches is read in one run. The last step writes
/// tiles that are whole to `c` itself; [#finish] copies what is left at the edges.
///
/// @param c the result, whose columns or rows are neighbors
/// @param sums the buffer
/// @param i0 the first row
/// @param j0 the first column
/// @param m how many rows
/// @param n how many columns
/// @param height how many rows whole tiles have
/// @param width how many columns whole tiles have
/// @param mr rows of a tile
/// @param three whether the last tile has three vectors of columns
/// @param wholeColumns of so many columns tiles have all of theirs
record SimdBlock(
    Matrix c,
    float[] sums,
    int i0,
    int j0,
    int m,
    int n,
    int height,
    int width,
    int mr,
    boolean three,
    int wholeColumns) {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int NR = SimdMicrokernel.COLUMNS;
  private static final int LINE = Scratch.LINE;

  /// Columns of a tile of three vectors.
  static final int WIDE = NR + LANES;

  /// The block with the first row `i0` and the first column `j0`.
  ///
  /// @param here whether all its columns of `b` are read where they lie
  static SimdBlock of(Matrix c, Blocks blocks, int i0, int j0, GemmTiles tiles, boolean here) {
    int m = Math.min(blocks.mc(), c.rows() - i0);
    int n = Math.min(blocks.nc(), c.columns() - j0);
    int mr = blocks.mr();
    int height = Math.ceilDiv(m, mr) * mr;
    int width = Math.ceilDiv(n, NR) * NR;
    // SimdTurned.finish reads whole squares
    int room = height * width + (c.columnStride() == 1 ? 1 : LANES * NR);
    float[] sums = Scratch.floats(Scratch.RESULT, LINE + room);
    boolean three = tiles.endsWide(n, here);
    int whole = tiles.wholeColumns(n, here);
    return new SimdBlock(c, sums, i0, j0, m, n, height, width, mr, three, whole);
  }

  /// How many tiles lie side by side.
  int across() {
    return width / NR - (three ? 1 : 0);
  }

  /// Whether the tile whose first column is `j` has three vectors of columns.
  boolean wide(int j) {
    return three && n - j < 2 * NR;
  }

  /// From one row of its sums to the next.
  private int pitch(int j) {
    return wide(j) ? WIDE : NR;
  }

  /// Where the sums of the tile begin whose first row is `i` and whose first column is `j`.
  int at(int i, int j, int pitch) {
    return LINE + j * height + i * pitch;
  }

  /// Whether the tile's sums can be written to `c`.
  boolean whole(int i, int j) {
    return c.columnStride() == 1 && i + mr <= m && Math.min(j + NR, n) <= wholeColumns;
  }

  /// Where they belong there.
  int target(int i, int j) {
    return c.offset() + (i0 + i) * c.rowStride() + j0 + j;
  }

  /// Begins with the old `c`, plus the bias if there is one.
  ///
  /// @param column the first column of `c` in the whole product, where the bias begins
  void begin(Addition also, int column) {
    Arrays.fill(sums, LINE, LINE + height * width, 0);
    View bias = also.bias();
    float[] old = c.floats();
    for (int j = 0; j < n; j += pitch(j)) {
      int pitch = pitch(j);
      int count = Math.min(pitch, n - j);
      for (int i = 0; i < m; i++) {
        int to = at(i, j, pitch);
        int from = target(i, j);
        if (bias != null) {
          int first = bias.offset() + column + j0 + j;
          System.arraycopy(bias.floats(), first, sums, to, count);
        }
        int p = 0;
        for (; p < S.loopBound(count); p += LANES) {
          FloatVector.fromArray(S, sums, to + p)
              .add(FloatVector.fromArray(S, old, from + p))
              .intoArray(sums, to + p);
        }
        for (; p < count; p++) {
          sums[to + p] += old[from + p];
        }
      }
    }
  }

  /// Reads panels of `a` once, so that they are in the second-level cache when tiles need them: from the third level a
  /// tile, which reads its panel half a line a turn, was measured to take twice the time, while this costs a
  /// third of what it saves.
  void fetch(Reading rows, int k) {
    FloatVector sum = FloatVector.zero(S);
    for (int i = 0; i < height; i += mr) {
      int from = rows.at(i);
      for (int p = 0; p < S.loopBound(k * mr); p += LANES) {
        sum = sum.add(FloatVector.fromArray(S, rows.numbers(), from + p));
      }
    }
    sums[LINE + height * width] = sum.lane(0); // lest the compiler leave the loop out
  }

  /// Brings what is in the buffer to `c`, and ends with bounds and a residual.
  void finish(Addition also, int column) {
    boolean turned = c.columnStride() != 1;
    int wholeRows = m / mr * mr;
    for (int j = 0; j < n; j += pitch(j)) {
      int pitch = pitch(j);
      int count = Math.min(pitch, n - j);
      if (turned) {
        SimdTurned.finish(sums, at(0, j, pitch), pitch, m, count, c, i0, j0 + j);
      } else {
        for (int i = j + count <= wholeColumns ? wholeRows : 0; i < m; i++) {
          System.arraycopy(sums, at(i, j, pitch), c.floats(), target(i, j), count);
        }
      }
    }
    if (also.ends()) {
      end(also, column);
    }
  }

  /// The epilogue of the block, whose numbers are still in the cache.
  private void end(Addition also, int column) {
    Matrix residual = also.residual();
    for (int i = 0; i < m; i++) {
      SimdEpilogue.apply(
          also.epilogue(),
          residual == null ? null : residual.floats(),
          residual == null ? 0 : residual.offset() + (i0 + i) * residual.rowStride() + column + j0,
          c.floats(),
          target(i, 0),
          n);
    }
  }
}
