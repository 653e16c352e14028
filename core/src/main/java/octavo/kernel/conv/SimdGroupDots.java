package octavo.kernel.conv;

import octavo.kernel.gemm.SimdMicrokernel;

/// The innermost loop of the weight gradient of a convolution of few channels: products of runs of the
/// input with runs of the gradient, pixels being the vector side, one partial sum a lane, since the few
/// channels of a group would leave vectors of channels empty. A tile is of so many sums as there are
/// registers for.
final class SimdGroupDots {
  static final int LANES = SimdMicrokernel.LANES;

  /// Whether there are 32 registers, which come with 512 bits.
  private static final boolean MANY = LANES == 16;

  private static final DotTile FOUR = DotTile.of(4, taps(4), LANES);
  private static final DotTile EIGHT = MANY ? DotTile.of(8, taps(8), LANES) : FOUR;

  private static final float[] ZEROS = new float[6 * LANES];

  private SimdGroupDots() {}

  /// Output channels of a tile, where `left` are left.
  static int rows(int left) {
    return MANY && left > 4 ? 8 : 4;
  }

  /// Taps of a tile of so many channels.
  static int taps(int rows) {
    return rows == 8 ? 3 : MANY ? 6 : 2;
  }

  /// As [DotTile#add] for the [#rows] and the [#taps] of a tile, added to `sums`, or to zero if these are
  /// the `first` images.
  static void tile(
      boolean first,
      int rows,
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
      float[] sums,
      int at,
      int ld) {
    float[] start = first ? ZEROS : sums;
    int so = first ? 0 : at;
    int sld = first ? 0 : ld;
    DotTile tile = rows == 8 ? EIGHT : FOUR;
    tile.add(images, n, y, yo, row, yImage, x, xo, shift, f, xImage, start, so, sld, sums, at, ld);
  }
}
