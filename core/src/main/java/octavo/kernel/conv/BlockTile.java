package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;

/// The sums of [ChannelTile] for pixels that are neighbors, from the first product to the [Epilogue],
/// stored where they belong: no second pass moves them.
///
/// A tile's sums begin with zero, and what they should begin with is read at the end, as the bounds are:
/// none of it takes a register while products are summed up. A tile is two halves with a place each, even
/// where all its pixels are neighbors: the check of the second place keeps the compiler from loading three
/// numbers ahead, for which there is no register when 28 hold sums.
interface BlockTile {
  /// `y[yo + p·COLUMNS + j] = bounded(start[so + j] + Σ_k x[place_p + shift[k]]·w[wo + k·COLUMNS + j] +
  /// added[apart + the place in y])` for the pixels `p` of the tile, the channels `j` and `n` products. The
  /// tile begins at `xo`, its second half `second` behind its first. The bounds stand at the beginning of
  /// `start`, a vector each.
  void sums(
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int[] shift,
      int second,
      float[] start,
      int so,
      float[] added,
      int apart,
      float[] y,
      int yo);

  /// What happens to a sum.
  ///
  /// @param added whether something is added
  /// @param low whether there is a lower bound
  /// @param high whether there is an upper bound
  record End(boolean added, boolean low, boolean high) {
    /// What `epilogue` asks for.
    static End of(Epilogue epilogue, boolean added) {
      return new End(
          added,
          epilogue.low() > Double.NEGATIVE_INFINITY,
          epilogue.high() < Double.POSITIVE_INFINITY);
    }
  }

  /// The code for tiles of some pixels by one or two vectors of channels.
  ///
  /// @param halves 1 if all pixels of a tile are neighbors, 2 if those of each half are
  /// @param distance of two neighbors
  static BlockTile of(int pixels, int vectors, int lanes, int halves, int distance, End end) {
    return TileCode.make(
        MethodHandles.lookup(),
        BlockTile.class,
        code -> new BlockTileCode(code, pixels, vectors, lanes).write(halves, distance, end));
  }
}
