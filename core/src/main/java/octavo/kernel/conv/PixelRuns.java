package octavo.kernel.conv;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import octavo.kernel.gemm.SimdMicrokernel;
import org.jspecify.annotations.Nullable;

/// The sums of a block's pixels row by row, stored with the [Epilogue] as soon as they are done, by the
/// [BlockTile] that fits. With 32 vector registers these are fourteen neighbors, seven in each of two rows, or the
/// seven that are left; with 16 registers up to six neighbors, rows being cut into about equal parts, or three
/// in each of two rows.
final class PixelRuns {
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int TILE = SimdChannelKernel.PIXELS;
  private static final int HALF = SimdChannelKernel.FEW;
  private static final boolean MANY_REGISTERS = SimdMicrokernel.MANY_REGISTERS;

  /// Pixels of the largest tile of one vector of channels.
  private static final int NARROW = MANY_REGISTERS ? TILE : 2 * TILE;

  private static final ConcurrentMap<Key, BlockTile> CODE = new ConcurrentHashMap<>();

  private record Key(int pixels, int vectors, int distance, BlockTile.End end) {}

  private final int distance;
  private final BlockTile.End end;

  /// Tiles of one vector of channels and of two, by their pixels.
  private final @Nullable BlockTile[][] tiles = {
    {}, new BlockTile[NARROW + 1], new BlockTile[TILE + 1]
  };

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
    System.arraycopy(starts, 0, this.starts, COLUMNS, starts.length);
  }

  /// Whether it takes rows of so many pixels.
  static boolean suits(int width) {
    return MANY_REGISTERS ? width % HALF == 0 : width >= HALF;
  }

  /// Where the pixels lie.
  ///
  /// @param width pixels of a row
  /// @param row the distance of two rows
  record Grid(int width, int row) {}

  private BlockTile tile(int pixels, int vectors) {
    BlockTile tile = tiles[vectors][pixels];
    if (tile == null) {
      tile =
          CODE.computeIfAbsent(
              new Key(pixels, vectors, distance, end),
              k ->
                  BlockTile.of(
                      k.pixels, k.vectors, LANES, halves(k.pixels, k.vectors), k.distance, k.end));
      tiles[vectors][pixels] = tile;
    }
    return tile;
  }

  private static int halves(int pixels, int vectors) {
    return pixels == TILE && (MANY_REGISTERS || vectors == 2) ? 2 : 1;
  }

  /// Pixels of the next tile in a row of which `left` are left.
  private static int next(int left, int vectors) {
    if (MANY_REGISTERS) {
      return left >= TILE ? TILE : HALF;
    }
    int pieces = Math.ceilDiv(left, vectors == 1 ? NARROW : TILE);
    return Math.ceilDiv(left, pieces);
  }

  /// The results of `count` pixels from `pixel` on, of a row multiples of what [#suits], counted from the one at
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
    int vectors = narrow ? 1 : 2;
    for (int done = 0; done < count; ) {
      int column = (pixel + done) % grid.width;
      int left = count - done;
      int inRow = Math.min(left, grid.width - column);
      int row = origin + (pixel + done) / grid.width * grid.row;
      int from = row + column * distance;
      int o = to + done * COLUMNS;
      boolean inTwoRows = inRow == HALF && left >= TILE && halves(TILE, vectors) == 2;
      int pixels = inTwoRows ? TILE : next(inRow, vectors);
      int second = inTwoRows ? row + grid.row - from : HALF * distance;
      tile(pixels, vectors).sums(n, w, wo, x, from, shift, second, starts, s, added, apart, y, o);
      done += pixels;
    }
  }
}
