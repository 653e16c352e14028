package octavo.kernel.gemm;

import octavo.kernel.Parallel;

/// One product of float32, made block by block; blocks can be made in any order by any thread.
///
/// A block goes through the inner indices in steps. In each the operands are brought where tiles read them
/// ([LeftSide], [RightSide]), and tile after tile adds its products to the sums ([SimdBlock]).
///
/// @param left the left operand
/// @param right the right operand
/// @param c the result, whose columns or rows are neighbors
/// @param tiles the tiles for such operands
/// @param starts added to row `i`, padded to whole tiles; one tile of zeros for none
/// @param row the row that all rows begin with, padded to whole panels; empty for none
/// @param also what is added besides and how it ends
/// @param column the first column of `c` in the whole product, where the bias begins
/// @param blocks the block sizes
record SimdProduct(
    LeftSide left,
    RightSide right,
    Matrix c,
    GemmTiles tiles,
    float[] starts,
    float[] row,
    Addition also,
    int column,
    Blocks blocks) {
  private static final int NR = SimdMicrokernel.COLUMNS;

  /// Of so few numbers of `b`, 32 KB, the tiles of a block are made row by row: what is written then lies in long
  /// runs, while `b` stays in the first level. Otherwise they are made column by column, so that a panel of `b`
  /// stays there.
  private static final int NEAR = 8 << 10;

  /// From so many panels of `b` on it pays to fetch those of `a` first.
  private static final int FETCHED_FOR = 4;

  /// How many blocks lie below each other.
  private int down() {
    return Math.ceilDiv(c.rows(), blocks.mc());
  }

  /// All blocks of `c`, shared out if `spread`.
  void compute(boolean spread) {
    int count = down() * Math.ceilDiv(c.columns(), blocks.nc());
    if (spread) {
      Parallel.run(count, this::block);
    } else {
      for (int block = 0; block < count; block++) {
        block(block);
      }
    }
  }

  /// One block of `c`: rows `row·mc …`, columns `column·nc …`.
  private void block(int index) {
    int i0 = index % down() * blocks.mc();
    int j0 = index / down() * blocks.nc();
    boolean here = right.liesHere(Math.min(j0 + blocks.nc(), c.columns()));
    SimdBlock block = SimdBlock.of(c, blocks, i0, j0, tiles, here);
    if (also.accumulate()) {
      block.begin(also, column);
    }
    int k = left.a().columns();
    int step = blocks.step(k);
    for (int k0 = 0; k0 < k; k0 += step) {
      step(block, k0, Math.min(step, k - k0));
    }
    block.finish(also, column);
  }

  /// The tiles of a block, for inner indices `k0 … k0 + kc`.
  private void step(SimdBlock block, int k0, int kc) {
    int m = block.m();
    int n = block.n();
    int mr = blocks.mr();
    Reading rows = left.step(block.i0(), m, k0, kc);
    Reading end = left.end(rows, block.i0(), m, k0, kc);
    Reading here = right.here(block.j0(), k0);
    Reading panels = right.panels(block.j0(), n, k0, kc);
    if (left.far() && block.width() >= FETCHED_FOR * NR) {
      block.fetch(rows, kc);
    }
    boolean onRow = k0 == 0 && row.length > 0;
    boolean fresh = k0 == 0 && !onRow && !also.accumulate();
    boolean last = k0 + kc == left.a().columns();
    boolean eachStarts = starts.length > SimdMicrokernel.zeros().length;
    int readHere = right.readHere() - block.j0();
    boolean byTile = right.way() == RightSide.Way.BY_TILE;
    boolean rowByRow = !byTile && block.width() * kc <= NEAR;
    int down = block.height() / mr;
    int outer = rowByRow ? down : block.across();
    int inner = rowByRow ? block.across() : down;
    for (int p = 0; p < outer; p++) {
      for (int q = 0; q < inner; q++) {
        // the lowest tile of a column packs it: often it has fewer rows, so that more of what it
        // waits for is under way
        int i = (rowByRow ? p : byTile ? (q == 0 ? down : q) - 1 : q) * mr;
        int j = (rowByRow ? q : p) * NR;
        boolean packs = byTile && q == 0 && n - j >= NR;
        if (byTile && q == 0 && !packs) {
          right.packLast(block.j0() + j, n - j, k0, kc, panels);
        }
        boolean wide = block.wide(j);
        GemmTile tile = packs ? tiles.keeping(m - i) : tiles.of(m - i, n - j, n <= readHere, wide);
        Reading columns = packs || j < readHere ? here : panels;
        Reading above = i + mr > m ? end : rows;
        int pitch = wide ? SimdBlock.WIDE : NR;
        int at = block.at(i, j, pitch);
        boolean whole = last && block.whole(i, j);
        tile.multiply(
            kc,
            above.numbers(),
            above.at(i),
            above.stride(),
            columns.numbers(),
            columns.at(j),
            columns.stride(),
            fresh,
            starts,
            eachStarts ? block.i0() + i : 0,
            onRow ? row : block.sums(),
            onRow ? block.j0() + j : at,
            onRow ? 0 : pitch,
            whole ? c.floats() : block.sums(),
            whole ? block.target(i, j) : at,
            whole ? c.rowStride() : pitch,
            panels.numbers(),
            panels.first());
      }
    }
  }
}
