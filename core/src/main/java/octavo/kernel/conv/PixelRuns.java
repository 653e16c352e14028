package octavo.kernel.conv;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import octavo.kernel.gemm.SimdMicrokernel;

/// The sums of a block's pixels row by row, stored with the [Epilogue] as soon as they are done, by the
/// [BlockTile] that fits: of fourteen neighbors, of seven in each of two rows, or of the seven that are left.
final class PixelRuns {
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int TILE = SimdChannelKernel.PIXELS;
  private static final int FEW = SimdChannelKernel.FEW;

  private static final ConcurrentMap<Key, BlockTile> CODE = new ConcurrentHashMap<>();

  private record Key(int pixels, int vectors, int distance, BlockTile.End end) {}

  private final int distance;
  private final BlockTile.End end;
  private final BlockTile large;
  private final BlockTile narrow;
  private final BlockTile few;

  /// A vector of the lower bound, one of the upper, and what the channels' sums begin with.
  private final float[] starts;

  /// Runs of neighbors that are `distance` apart.
  ///
  /// @param starts what the sums of each channel begin with
  PixelRuns(int distance, Epilogue epilogue, boolean added, float[] starts) {
    this.distance = distance;
    this.end = BlockTile.End.of(epilogue, added);
    this.starts = new float[COLUMNS + starts.length];
    Arrays.fill(this.starts, 0, LANES, (float) epilogue.low());
    Arrays.fill(this.starts, LANES, COLUMNS, (float) epilogue.high());
    this.large = code(TILE, 2);
    this.narrow = code(TILE, 1);
    this.few = code(FEW, 2);
    System.arraycopy(starts, 0, this.starts, COLUMNS, starts.length);
  }

  /// Whether it takes rows of so many pixels.
  static boolean suits(int width) {
    return TILE == 2 * FEW && width % FEW == 0;
  }

  /// Where the pixels lie.
  ///
  /// @param width pixels of a row
  /// @param row the distance of two rows
  record Grid(int width, int row) {}

  private BlockTile code(int pixels, int vectors) {
    return CODE.computeIfAbsent(
        new Key(pixels, vectors, distance, end),
        k -> BlockTile.of(k.pixels, k.vectors, LANES, k.pixels / FEW, k.distance, k.end));
  }

  /// The results of `count` pixels from `pixel` on, multiples of seven both, counted from the one at
  /// `x[origin]`, of the block that `channel` is the first of. They go to `y[to …]`, one after the other.
  void sums(
      boolean narrow,
      int channel,
      Grid grid,
      int pixel,
      int count,
      float[] w,
      int wo,
      float[] x,
      int origin,
      int[] shift,
      float[] added,
      int apart,
      float[] y,
      int to) {
    int n = shift.length;
    int s = COLUMNS + channel;
    BlockTile tile = narrow ? this.narrow : large;
    for (int done = 0; done < count; ) {
      int column = (pixel + done) % grid.width;
      int left = count - done;
      int inRow = Math.min(left, grid.width - column);
      int from = origin + (pixel + done) / grid.width * grid.row + column * distance;
      int o = to + done * COLUMNS;
      boolean inTwoRows = grid.width == FEW && left >= TILE;
      if (inTwoRows || inRow >= TILE) {
        int second = inTwoRows ? grid.row : FEW * distance;
        tile.sums(n, w, wo, x, from, shift, second, starts, s, added, apart, y, o);
        done += TILE;
      } else {
        few.sums(n, w, wo, x, from, shift, 0, starts, s, added, apart, y, o);
        done += FEW;
      }
    }
  }
}
