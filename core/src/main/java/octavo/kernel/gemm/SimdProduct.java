package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.conv.SimdEpilogue;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// One product of float32, made block by block; blocks can be made in any order by any thread.
///
/// @param a the left operand
/// @param b the right operand
/// @param c the result, whose columns or rows lie next to each other
/// @param left `a` in panels; empty if it is read where it lies or each block packs its own rows
/// @param leftInPlace whether `a`, whose rows or columns are neighbors then, is read where it lies
/// @param readHere of so many columns, whole panels and perhaps a vector, `b` is read where it lies
/// @param right the other columns of `b` in panels; empty if each thread or block packs its own
/// @param own the panels of `b` that threads make, or null
/// @param far whether `left` is too large to lie in the second-level cache still
/// @param starts added to row `i`, padded to whole tiles; one tile of zeros for none
/// @param row the row that all rows begin with, padded to whole panels; empty for none
/// @param also what is added besides and how it ends
/// @param column the first column of `c` in the whole product, where the bias begins
/// @param blocks the block sizes
record SimdProduct(
    Matrix a,
    Matrix b,
    Matrix c,
    float[] left,
    boolean leftInPlace,
    int readHere,
    float[] right,
    @Nullable OwnPanels own,
    boolean far,
    float[] starts,
    float[] row,
    Addition also,
    int column,
    Blocks blocks) {
  private static final int NR = SimdMicrokernel.COLUMNS;
  private static final int LINE = Scratch.LINE;

  /// Of so few numbers of `b`, 32 KB, the tiles of a block are made row by row: what is written then lies in long
  /// runs, while `b` stays in the first level. Otherwise they are made column by column, so that a panel of `b`
  /// stays there.
  private static final int NEAR = 8 << 10;

  /// From so many panels of `b` on it pays to fetch those of `a` first.
  private static final int FETCHED_FOR = 4;

  /// The inner indices of a step: about as many as [Blocks#kc], and as many in each step.
  private int step() {
    int k = a.columns();
    int steps = Math.max(1, (int) Math.ceil(k / (1.125 * blocks.kc())));
    return Math.ceilDiv(k, steps);
  }

  /// How many blocks lie below each other.
  int down() {
    return (c.rows() + blocks.mc() - 1) / blocks.mc();
  }

  /// How many blocks lie side by side.
  int across() {
    return (c.columns() + blocks.nc() - 1) / blocks.nc();
  }

  /// All blocks of `c`, shared out if `spread`.
  void compute(boolean spread) {
    int count = down() * across();
    if (spread) {
      Parallel.run(count, this::block);
    } else {
      for (int block = 0; block < count; block++) {
        block(block);
      }
    }
  }

  /// One block of `c`: rows `row·mc …`, columns `column·nc …`.
  void block(int index) {
    int i0 = index % down() * blocks.mc();
    int j0 = index / down() * blocks.nc();
    int m = Math.min(blocks.mc(), c.rows() - i0);
    int n = Math.min(blocks.nc(), c.columns() - j0);
    int k = a.columns();
    int mr = blocks.mr();
    int height = (m + mr - 1) / mr * mr;
    int width = (n + NR - 1) / NR * NR;
    boolean turned = c.columnStride() != 1;
    int room = turned ? (height + SimdMicrokernel.LANES) * width : height * width;
    float[] block = Scratch.floats(Scratch.RESULT, LINE + room + 1);
    boolean begun = also.accumulate();
    if (begun) {
      begin(block, i0, m, j0, n);
    }
    float[] kept = own == null ? right : own.of(b, j0, n);
    int keptFrom = own == null ? readHere : j0;
    boolean ownRight = kept.length == 0 && j0 + n > readHere;
    GemmTiles tiles =
        leftInPlace
            ? GemmTiles.leftHere(a.rowStride() == 1)
            : GemmTiles.packed(mr, /* rightHere= */ readHere > 0);
    boolean keeps = ownRight && tiles.keeps() && b.columnStride() == 1 && m > mr;
    // the lowest tile of a column packs it: often it has fewer rows, so that more of what it waits
    // for is under way
    int lowest = height - mr;
    boolean ownLeft = left.length == 0 && !leftInPlace;
    int leftStep = !leftInPlace ? mr / 2 : a.rowStride() == 1 ? a.columnStride() : a.rowStride();
    boolean lastHere = j0 + n <= readHere;
    GemmTile most = tiles.most();
    GemmTile lastColumns = lastHere ? tiles.lastHere() : tiles.lastPacked();
    GemmTile wide = tiles.wide();
    // where a vector of columns is left, and there are whole panels that lie here too
    boolean three = wide != null && lastHere && n % NR == SimdMicrokernel.LANES && n > NR;
    boolean narrow = n % NR == SimdMicrokernel.LANES && !lastColumns.equals(most);
    int wholeColumns = narrow ? n : n / NR * NR;
    int step = step();
    for (int k0 = 0; k0 < k; k0 += step) {
      int kc = Math.min(step, k - k0);
      float[] as = leftInPlace ? a.floats() : ownLeft ? packLeft(i0, m, k0, kc) : left;
      float[] panels = keeps ? near(kc) : ownRight ? packRight(j0, n, k0, kc) : kept;
      if (far && width >= FETCHED_FOR * NR) {
        block[LINE + height * width] = fetch(i0, height, k0, kc);
      }
      boolean rowByRow = !keeps && width * kc <= NEAR;
      boolean onRow = k0 == 0 && row.length > 0;
      int count = height / mr * (width / NR - (three ? 1 : 0));
      for (int t = 0, i = keeps ? lowest : 0, j = 0; t < count; t++) {
        int at = LINE + i * width + j;
        boolean packs = keeps && i == lowest;
        if (packs && n - j < NR) {
          SimdPacking.right(b, k0, kc, j0 + j, n - j, panels, LINE, NR * kc);
          packs = false;
        }
        boolean here = packs || j0 + j < readHere;
        boolean all = three && n - j < 2 * NR;
        GemmTile tile =
            packs
                ? tiles.keeping(m - i)
                : m - i <= mr - 4
                    ? tiles.of(m - i)
                    : all && wide != null
                        ? wide
                        : n - j <= SimdMicrokernel.LANES ? lastColumns : most;
        boolean whole =
            !turned && k0 + kc == k && i + mr <= m && (j + NR <= n || n <= wholeColumns);
        tile.multiply(
            kc,
            as,
            leftInPlace
                ? a.offset() + k0 * a.columnStride() + (i0 + i) * a.rowStride()
                : ownLeft ? i * kc : (i0 + i) * k + k0 * mr,
            leftStep,
            here ? b.floats() : panels,
            here
                ? b.offset() + k0 * b.rowStride() + j0 + j
                : LINE + (keeps ? 0 : ownRight ? j * kc : (j0 + j - keptFrom) * k + k0 * NR),
            here ? b.rowStride() : NR,
            k0 == 0 && !begun && row.length == 0,
            starts,
            starts.length == SimdMicrokernel.zeros().length ? 0 : i0 + i,
            onRow ? row : block,
            onRow ? j0 + j : at,
            onRow ? 0 : width,
            whole ? c.floats() : block,
            whole ? c.offset() + (i0 + i) * c.rowStride() + j0 + j : at,
            whole ? c.rowStride() : width,
            panels,
            LINE);
        if (rowByRow) {
          j = j + NR < width && !all ? j + NR : 0;
          i += j == 0 ? mr : 0;
        } else if (keeps) {
          i = i == lowest ? 0 : i + mr;
          j += i == lowest ? NR : 0;
        } else {
          i = i + mr < height ? i + mr : 0;
          j += i == 0 ? NR : 0;
        }
      }
    }
    if (turned) {
      SimdTurned.finish(block, LINE, width, m, n, c, i0, j0);
    } else {
      finishEdges(block, i0, m, j0, n, wholeColumns);
      end(i0, m, j0, n);
    }
  }

  /// Reads the panels of `a` once, so that they are in the second-level cache when tiles need them. A tile
  /// reads its panel half a line a turn; from the third level that was measured to take twice the time of
  /// a tile whose panel is near, while this loop costs a third of what it saves. Returns a number that
  /// depends on all it read, lest the compiler leave the loop out.
  private float fetch(int i0, int height, int k0, int kc) {
    FloatVector sum = FloatVector.zero(SimdMicrokernel.SPECIES);
    int k = a.columns();
    int mr = blocks.mr();
    for (int i = 0; i < height; i += mr) {
      int from = (i0 + i) * k + k0 * mr;
      for (int p = 0; p < SimdMicrokernel.SPECIES.loopBound(kc * mr); p += SimdMicrokernel.LANES) {
        sum = sum.add(FloatVector.fromArray(SimdMicrokernel.SPECIES, left, from + p));
      }
    }
    return sum.lane(0);
  }

  private static float[] near(int kc) {
    return Scratch.floats(Scratch.RIGHT, LINE + NR * kc);
  }

  private float[] packLeft(int i0, int m, int k0, int kc) {
    int mr = blocks.mr();
    float[] to = Scratch.floats(Scratch.LEFT, (m + mr - 1) / mr * mr * kc);
    for (int i = SimdNeighbors.left(a, i0, m, k0, kc, to, mr); i < m; i += mr) {
      SimdPacking.left(a, i0 + i, Math.min(mr, m - i), k0, kc, to, i * kc, mr);
    }
    return to;
  }

  private float[] packRight(int j0, int n, int k0, int kc) {
    int width = (n + NR - 1) / NR * NR;
    float[] to = Scratch.floats(Scratch.RIGHT, LINE + width * kc);
    SimdPacking.right(b, k0, kc, j0, n, to, LINE, NR * kc);
    return to;
  }

  /// Copies the tiles that are not whole, which were made in the block to the end.
  private void finishEdges(float[] block, int i0, int m, int j0, int n, int wholeColumns) {
    int width = (n + NR - 1) / NR * NR;
    int wholeRows = m / blocks.mr() * blocks.mr();
    for (int i = wholeColumns == n ? wholeRows : 0; i < m; i++) {
      int from = i < wholeRows ? wholeColumns : 0;
      int to = c.offset() + (i0 + i) * c.rowStride() + j0 + from;
      System.arraycopy(block, LINE + i * width + from, c.floats(), to, n - from);
    }
  }

  /// What the block begins with: the old `c`, plus the bias if there is one.
  private void begin(float[] block, int i0, int m, int j0, int n) {
    int width = (n + NR - 1) / NR * NR;
    int height = (m + blocks.mr() - 1) / blocks.mr() * blocks.mr();
    Arrays.fill(block, LINE, LINE + height * width, 0);
    View bias = also.bias();
    float[] old = c.floats();
    for (int i = 0; i < m; i++) {
      int to = LINE + i * width;
      if (bias != null) {
        System.arraycopy(bias.floats(), bias.offset() + column + j0, block, to, n);
      }
      if (also.accumulate()) {
        int from = c.offset() + (i0 + i) * c.rowStride() + j0;
        int j = 0;
        for (; j < SimdMicrokernel.SPECIES.loopBound(n); j += SimdMicrokernel.LANES) {
          FloatVector.fromArray(SimdMicrokernel.SPECIES, block, to + j)
              .add(FloatVector.fromArray(SimdMicrokernel.SPECIES, old, from + j))
              .intoArray(block, to + j);
        }
        for (; j < n; j++) {
          block[to + j] += old[from + j];
        }
      }
    }
  }

  /// The epilogue of the block, whose numbers are still in the cache.
  private void end(int i0, int m, int j0, int n) {
    if (!also.ends()) {
      return;
    }
    Matrix residual = also.residual();
    for (int i = i0; i < i0 + m; i++) {
      SimdEpilogue.apply(
          also.epilogue(),
          residual == null ? null : residual.floats(),
          residual == null ? 0 : residual.offset() + i * residual.rowStride() + column + j0,
          c.floats(),
          c.offset() + i * c.rowStride() + j0,
          n);
    }
  }
}
