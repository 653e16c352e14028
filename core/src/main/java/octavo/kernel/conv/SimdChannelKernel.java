package octavo.kernel.conv;

import octavo.kernel.gemm.SimdMicrokernel;
import org.jspecify.annotations.Nullable;

/// The innermost loop of [ChannelSum]: cuts pixels into tiles of several of them by two vectors of output
/// channels, [ChannelTile].
final class SimdChannelKernel {
  private static final int LANES = SimdMicrokernel.LANES;

  /// Output channels of a tile.
  static final int COLUMNS = SimdMicrokernel.COLUMNS;

  private static final boolean MANY_REGISTERS = SimdMicrokernel.MANY_REGISTERS;

  /// Pixels of a tile. Fourteen fill 28 of the 32 vector registers that come with 512 bits, and
  /// images are often 7, 14, 28 or 56 pixels wide; six fill 12 of 16 registers.
  static final int PIXELS = MANY_REGISTERS ? 14 : 6;

  /// Pixels of the smaller tile, for what is left at the end.
  static final int FEW = PIXELS / 2;

  /// Neighbors of which sixteen are two tiles: fourteen and two would leave most of a tile empty.
  private static final int EIGHT = 8;

  /// Rows of what sums begin with: pixels of the largest tile.
  static final int STARTS = RunTiles.PIXELS;

  private static final ChannelTile LARGE = ChannelTile.of(PIXELS, 2, LANES);
  private static final ChannelTile SMALL = ChannelTile.of(FEW, 2, LANES);
  private static final ChannelTile NARROW = ChannelTile.of(PIXELS, 1, LANES);

  private static final Neighbors ADJACENT = Neighbors.at(1);
  private static final Neighbors SECOND = Neighbors.at(2);
  private static final Neighbors BLOCKED = Neighbors.at(COLUMNS);

  private SimdChannelKernel() {}

  /// The tiles of pixels that follow each other at one distance.
  ///
  /// @param large two runs of seven
  /// @param eight a run of eight
  /// @param small a run of seven
  private record Neighbors(ChannelTile large, ChannelTile eight, ChannelTile small) {
    static Neighbors at(int distance) {
      return new Neighbors(
          ChannelTile.of(PIXELS, 2, LANES, FEW, distance),
          ChannelTile.of(EIGHT, 2, LANES, EIGHT, distance),
          ChannelTile.of(FEW, 2, LANES, FEW, distance));
    }
  }

  /// Pixels of all tiles for `count` pixels.
  static int padded(int count) {
    return (count + FEW - 1) / FEW * FEW;
  }

  /// `out[p·COLUMNS + j] = start + Σ_k x[pixels[p] + shift[so + k]]·w[wo + k·COLUMNS + j]` for
  /// `count` pixels `p` from `from` on, `COLUMNS` channels `j` and `n` products, where `start` is a row
  /// of `c`, of whose `STARTS` rows each is the same, for the first products, or else what stands in
  /// `out`; where `narrow` is set, of the first half of the channels only; more pixels, fewer than a
  /// whole tile, are read and written. `taps` says how products follow each other; `n` is a multiple of
  /// their count.
  static void sum(
      boolean first,
      boolean narrow,
      Taps taps,
      int from,
      int count,
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int[] shift,
      int so,
      float[] c,
      float[] out) {
    if (narrow || !MANY_REGISTERS) {
      int vectors = narrow ? 1 : 2;
      runs(vectors, first, taps, from, count, n, w, wo, x, pixels, shift, so, c, out);
      return;
    }
    int end = from + count;
    int tile = PIXELS;
    int run = 0; // pixels from p on that are known to be neighbors
    for (int p = from; p < end; p += tile, run -= tile) {
      float[] start = first ? c : out;
      int at = first ? 0 : p * COLUMNS;
      int distance = pixels[Math.min(p + 1, end - 1)] - pixels[p];
      Neighbors near = near(distance);
      if (run <= 0 && near != null) {
        run = run(pixels, p, end, distance);
      }
      tile = tile(near, run, distance, end - p, n, w, wo, x, pixels, p, shift, so, start, at, out);
    }
  }

  /// As [#sum] by [RunTiles], of one or two vectors of channels.
  private static void runs(
      int vectors,
      boolean first,
      Taps taps,
      int from,
      int count,
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int[] shift,
      int so,
      float[] c,
      float[] out) {
    int end = from + count;
    for (int p = from; p < end; ) {
      int distance = pixels[Math.min(p + 1, end - 1)] - pixels[p];
      RunTiles near = RunTiles.of(vectors, distance, taps);
      ChannelTile tile = vectors == 1 ? NARROW : LARGE;
      int size = PIXELS;
      int left = near == null ? 0 : run(pixels, p, end, distance);
      if (near != null && (vectors == 1 || left > 2)) {
        int run = near.run(left);
        int rows = run == left ? rows(pixels, p, end, distance, run, near.rows(run)) : 1;
        tile = near.tile(rows, run);
        size = rows * run;
      }
      tile.sum(n, w, wo, x, pixels, p, shift, so, first ? c : out, first ? 0 : p * COLUMNS, out);
      p += size;
    }
  }

  /// The kernel for neighbors of a distance, or null if there is none.
  private static @Nullable Neighbors near(int distance) {
    return distance == 1 ? ADJACENT : distance == COLUMNS ? BLOCKED : distance == 2 ? SECOND : null;
  }

  /// How many pixels from `p` on are neighbors.
  private static int run(int[] pixels, int p, int end, int distance) {
    int n = 1;
    while (p + n < end && pixels[p + n] == pixels[p] + n * distance) {
      n++;
    }
    return n;
  }

  /// Whether each half of a tile are neighbors, as in images whose width is a multiple of it.
  private static boolean isTwoRuns(int run, int[] pixels, int p, int distance) {
    return run >= PIXELS || (run == FEW && run(pixels, p + FEW, p + PIXELS, distance) == FEW);
  }

  /// How many rows of `run` neighbors begin at `p`, at most so many.
  private static int rows(int[] pixels, int p, int end, int distance, int run, int most) {
    int n = 1;
    while (n < most
        && run(pixels, p + n * run, Math.min(end, p + (n + 1) * run), distance) == run) {
      n++;
    }
    return n;
  }

  /// The sums of some pixels from `p` on, of which `left` are left and `run` are neighbors, by the
  /// kernel for their places; says how many. Where a row is not a multiple of fourteen or of seven but
  /// of eight, tiles of eight meet its end, and fourteen would not.
  private static int tile(
      @Nullable Neighbors near,
      int run,
      int distance,
      int left,
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out) {
    if (near != null && run % FEW != 0 && run % EIGHT == 0) {
      near.eight.sum(n, w, wo, x, pixels, p, shift, so, c, co, out);
      return EIGHT;
    }
    if (near != null && left > FEW && isTwoRuns(run, pixels, p, distance)) {
      near.large.sum(n, w, wo, x, pixels, p, shift, so, c, co, out);
    } else if (left > FEW) {
      LARGE.sum(n, w, wo, x, pixels, p, shift, so, c, co, out);
    } else if (near != null && run == FEW) {
      near.small.sum(n, w, wo, x, pixels, p, shift, so, c, co, out);
    } else {
      SMALL.sum(n, w, wo, x, pixels, p, shift, so, c, co, out);
    }
    return PIXELS;
  }
}
