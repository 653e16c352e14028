package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;

/// Products of some runs of one array with some of another, one partial sum a lane.
interface DotTile {
  /// `sums[at + r·ld + j·LANES + lane] = start[so + r·sld + j·LANES + lane] + Σ y[yo + r·row + i·yImage +
  /// q]·x[xo + shift[f + j] + i·xImage + q]` for the rows `r` and the runs `j` of the tile, over `images`
  /// images `i` and the `q < n` of each lane; `n` is a multiple of the vector length.
  void add(
      int images,
      int n,
      float[] y,
      int yo,
      int row,
      int yImage,
      float[] x,
      int xo,
      int[] shift,
      int f,
      int xImage,
      float[] start,
      int so,
      int sld,
      float[] sums,
      int at,
      int ld);

  /// A tile of `rows` runs of `y` by `runs` of `x`.
  static DotTile of(int rows, int runs, int lanes) {
    return TileCode.make(
        MethodHandles.lookup(),
        DotTile.class,
        code -> new DotTileCode(code, rows, runs, lanes).write());
  }
}
