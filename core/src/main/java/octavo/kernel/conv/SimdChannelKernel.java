package octavo.kernel.conv;

import octavo.kernel.gemm.SimdMicrokernel;

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

  /// Rows of what sums begin with: pixels of the largest tile.
  static final int STARTS = RunTiles.PIXELS;

  private static final ChannelTile LARGE = ChannelTile.of(PIXELS, 2, LANES);
  private static final ChannelTile SMALL = ChannelTile.of(FEW, 2, LANES);
  private static final ChannelTile NARROW = ChannelTile.of(PIXELS, 1, LANES);

  private SimdChannelKernel() {}

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
    RunTiles near = null;
    int known = 0; // the distance that these tiles are of
    int tile = PIXELS;
    int run = 0; // pixels from p on that are known to be neighbors
    for (int p = from; p < end; p += tile, run -= tile) {
      if (run <= 0) {
        int distance = pixels[Math.min(p + 1, end - 1)] - pixels[p];
        near = distance == known ? near : RunTiles.of(2, distance, Taps.APART);
        known = distance;
        run = near == null ? 0 : run(pixels, p, end, distance);
      }
      float[] start = first ? c : out;
      int at = first ? 0 : p * COLUMNS;
      tile = Math.min(end - p, PIXELS);
      ChannelTile sums = tile > FEW ? LARGE : SMALL;
      if (near != null && run > FEW) {
        tile = near.run(run);
        sums = near.tile(1, tile);
      } else if (near != null && run == FEW) {
        int rows = rows(pixels, p, end, known, FEW, 2);
        tile = rows * FEW;
        sums = near.tile(rows, FEW);
      }
      sums.sum(n, w, wo, x, pixels, p, shift, so, start, at, out);
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
    RunTiles near = null;
    int known =
        0; // the distance that these tiles are of, for to find them takes as long as some products
    int left = 0; // pixels from p on that are known to be neighbors
    for (int p = from; p < end; ) {
      if (left <= 0) {
        int distance = pixels[Math.min(p + 1, end - 1)] - pixels[p];
        near = distance == known ? near : RunTiles.of(vectors, distance, taps);
        known = distance;
        left = near == null ? 0 : run(pixels, p, end, distance);
      }
      ChannelTile tile = vectors == 1 ? NARROW : LARGE;
      int size = PIXELS;
      if (near != null && (vectors == 1 || left > 2)) {
        int run = near.run(left);
        int rows = run == left ? rows(pixels, p, end, known, run, near.rows(run)) : 1;
        tile = near.tile(rows, run);
        size = rows * run;
      }
      tile.sum(n, w, wo, x, pixels, p, shift, so, first ? c : out, first ? 0 : p * COLUMNS, out);
      p += size;
      left -= size;
    }
  }

  /// How many pixels from `p` on are neighbors.
  private static int run(int[] pixels, int p, int end, int distance) {
    int n = 1;
    while (p + n < end && pixels[p + n] == pixels[p] + n * distance) {
      n++;
    }
    return n;
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
}
