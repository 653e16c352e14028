package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.SimdMicrokernel;
import org.jspecify.annotations.Nullable;

/// The innermost loop of [ChannelSum]: a tile of several pixels by two vectors of output channels,
/// kept in registers, to which each product adds one number of the input, the same for all
/// channels, times the weights of the channels.
///
/// What is stored behind a loop is `1·c`, which is `c` to the bit: the compiler knows the class of this
/// result, while that of a variable of the loop it may have to guess from few calls; where it cannot,
/// every turn of the loop allocates all accumulators.
final class SimdChannelKernel {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;

  /// Output channels of a tile.
  static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels of a tile. Fourteen fill 28 of the 32 vector registers that come with 512 bits, and
  /// images are often 7, 14, 28 or 56 pixels wide; with 16 registers four are the most that C2 keeps
  /// without spilling.
  static final int PIXELS = LANES == 16 ? 14 : 4;

  /// Pixels of the smaller tile, for what is left at the end.
  static final int FEW = LANES == 16 ? 7 : 4;

  /// Neighbors of which two runs are a tile, where rows are multiples of it.
  static final int FIVE = 5;

  /// Neighbors of which sixteen are two tiles: fourteen and two would leave most of a tile empty.
  private static final int EIGHT = 8;

  private static final @Nullable NeighborKernel ADJACENT = kernel(1);
  private static final @Nullable NeighborKernel SECOND = kernel(2);
  private static final @Nullable NeighborKernel BLOCKED = kernel(COLUMNS);

  private SimdChannelKernel() {}

  /// Only the tiles of long vectors have more pixels than there are registers for their places.
  private static @Nullable NeighborKernel kernel(int distance) {
    return LANES == 16 ? SimdNeighborKernel.of(distance) : null;
  }

  /// Pixels of all tiles for `count` pixels.
  static int padded(int count) {
    return (count + FEW - 1) / FEW * FEW;
  }

  /// `out[p·COLUMNS + j] = start + Σ_k x[pixels[p] + shift[so + k]]·w[wo + k·COLUMNS + j]` for
  /// `count` pixels `p` from `from` on, `COLUMNS` channels `j` and `n` products, where `start` is a row
  /// of `c`, of whose `PIXELS` rows each is the same, for the first products, or else what stands in
  /// `out`; where `narrow` is set, of the first half of the channels only; more pixels, fewer than a
  /// whole tile, are read and written.
  static void sum(
      boolean first,
      boolean narrow,
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
    int tile = PIXELS;
    int run = 0; // pixels from p on that are known to be neighbors
    for (int p = from; p < end; p += tile, run -= tile) {
      float[] start = first ? c : out;
      int at = first ? 0 : p * COLUMNS;
      if (PIXELS == 4) {
        four(n, w, wo, x, pixels, p, shift, so, start, at, out);
        continue;
      }
      int distance = pixels[Math.min(p + 1, end - 1)] - pixels[p];
      NeighborKernel near = near(distance);
      if (run <= 0 && near != null) {
        run = run(pixels, p, end, distance);
      }
      tile = PIXELS;
      if (narrow) {
        if (near != null && isTwoFives(run, pixels, p, distance)) {
          near.narrowTen(n, w, wo, x, pixels, p, shift, so, start, at, out);
          tile = 2 * FIVE;
        } else if (near != null && isTwoRuns(run, pixels, p, distance)) {
          near.narrow(n, w, wo, x, pixels, p, shift, so, start, at, out);
        } else {
          narrow(n, w, wo, x, pixels, p, shift, so, start, at, out);
        }
      } else {
        tile =
            tile(near, run, distance, end - p, n, w, wo, x, pixels, p, shift, so, start, at, out);
      }
    }
  }

  /// The kernel for neighbors of a distance, or null if there is none.
  private static @Nullable NeighborKernel near(int distance) {
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

  /// The same of runs of five, where runs of seven do not end with a row.
  private static boolean isTwoFives(int run, int[] pixels, int p, int distance) {
    return run % FEW != 0
        && run % FIVE == 0
        && (run > FIVE || run(pixels, p + FIVE, p + 2 * FIVE, distance) == FIVE);
  }

  /// The sums of some pixels from `p` on, of which `left` are left and `run` are neighbors, by the
  /// kernel for their places; says how many. Where a row is not a multiple of fourteen or of seven but
  /// of eight, tiles of eight meet its end, and fourteen would not.
  private static int tile(
      @Nullable NeighborKernel near,
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
      near.eight(n, w, wo, x, pixels, p, shift, so, c, co, out);
      return EIGHT;
    }
    if (near != null && left > FEW && isTwoRuns(run, pixels, p, distance)) {
      near.fourteen(n, w, wo, x, pixels, p, shift, so, c, co, out);
    } else if (left > FEW) {
      fourteen(n, w, wo, x, pixels, p, shift, so, c, co, out);
    } else if (near != null && run == FEW) {
      near.seven(n, w, wo, x, pixels, p, shift, so, c, co, out);
    } else {
      seven(n, w, wo, x, pixels, p, shift, so, c, co, out);
    }
    return PIXELS;
  }

  private static void four(
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
    int x0 = pixels[p];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    for (int k = 0; k < n; k++) {
      int at = shift[so + k];
      FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
      FloatVector a = FloatVector.broadcast(S, x[x0 + at]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, x[x1 + at]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, x[x2 + at]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, x[x3 + at]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, p * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, p * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, (p + 1) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, (p + 1) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, (p + 2) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, (p + 2) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, (p + 3) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, (p + 3) * COLUMNS + LANES);
  }

  private static void seven(
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
    int x0 = pixels[p];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    int x4 = pixels[p + 4];
    int x5 = pixels[p + 5];
    int x6 = pixels[p + 6];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * COLUMNS + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * COLUMNS + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * COLUMNS + LANES);
    for (int k = 0; k < n; k++) {
      int at = shift[so + k];
      FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
      FloatVector a = FloatVector.broadcast(S, x[x0 + at]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, x[x1 + at]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, x[x2 + at]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, x[x3 + at]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, x[x4 + at]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, x[x5 + at]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, x[x6 + at]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, p * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, p * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, (p + 1) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, (p + 1) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, (p + 2) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, (p + 2) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, (p + 3) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, (p + 3) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(out, (p + 4) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(out, (p + 4) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(out, (p + 5) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(out, (p + 5) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(out, (p + 6) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(out, (p + 6) * COLUMNS + LANES);
  }

  /// A tile of a single vector of output channels, where there are no more.
  private static void narrow(
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
    int x0 = pixels[p];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    int x4 = pixels[p + 4];
    int x5 = pixels[p + 5];
    int x6 = pixels[p + 6];
    int x7 = pixels[p + 7];
    int x8 = pixels[p + 8];
    int x9 = pixels[p + 9];
    int x10 = pixels[p + 10];
    int x11 = pixels[p + 11];
    int x12 = pixels[p + 12];
    int x13 = pixels[p + 13];
    FloatVector c0 = FloatVector.fromArray(S, c, co);
    FloatVector c1 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c4 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c5 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c6 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c7 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c8 = FloatVector.fromArray(S, c, co + 8 * COLUMNS);
    FloatVector c9 = FloatVector.fromArray(S, c, co + 9 * COLUMNS);
    FloatVector c10 = FloatVector.fromArray(S, c, co + 10 * COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + 11 * COLUMNS);
    FloatVector c12 = FloatVector.fromArray(S, c, co + 12 * COLUMNS);
    FloatVector c13 = FloatVector.fromArray(S, c, co + 13 * COLUMNS);
    for (int k = 0; k < n; k++) {
      int at = shift[so + k];
      FloatVector b = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      c0 = FloatVector.broadcast(S, x[x0 + at]).fma(b, c0);
      c1 = FloatVector.broadcast(S, x[x1 + at]).fma(b, c1);
      c2 = FloatVector.broadcast(S, x[x2 + at]).fma(b, c2);
      c3 = FloatVector.broadcast(S, x[x3 + at]).fma(b, c3);
      c4 = FloatVector.broadcast(S, x[x4 + at]).fma(b, c4);
      c5 = FloatVector.broadcast(S, x[x5 + at]).fma(b, c5);
      c6 = FloatVector.broadcast(S, x[x6 + at]).fma(b, c6);
      c7 = FloatVector.broadcast(S, x[x7 + at]).fma(b, c7);
      c8 = FloatVector.broadcast(S, x[x8 + at]).fma(b, c8);
      c9 = FloatVector.broadcast(S, x[x9 + at]).fma(b, c9);
      c10 = FloatVector.broadcast(S, x[x10 + at]).fma(b, c10);
      c11 = FloatVector.broadcast(S, x[x11 + at]).fma(b, c11);
      c12 = FloatVector.broadcast(S, x[x12 + at]).fma(b, c12);
      c13 = FloatVector.broadcast(S, x[x13 + at]).fma(b, c13);
    }
    FloatVector.broadcast(S, 1).mul(c0).intoArray(out, p * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c1).intoArray(out, (p + 1) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c2).intoArray(out, (p + 2) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c3).intoArray(out, (p + 3) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c4).intoArray(out, (p + 4) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c5).intoArray(out, (p + 5) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c6).intoArray(out, (p + 6) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c7).intoArray(out, (p + 7) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c8).intoArray(out, (p + 8) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c9).intoArray(out, (p + 9) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, (p + 10) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, (p + 11) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c12).intoArray(out, (p + 12) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c13).intoArray(out, (p + 13) * COLUMNS);
  }

  private static void fourteen(
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
    int x0 = pixels[p];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    int x4 = pixels[p + 4];
    int x5 = pixels[p + 5];
    int x6 = pixels[p + 6];
    int x7 = pixels[p + 7];
    int x8 = pixels[p + 8];
    int x9 = pixels[p + 9];
    int x10 = pixels[p + 10];
    int x11 = pixels[p + 11];
    int x12 = pixels[p + 12];
    int x13 = pixels[p + 13];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * COLUMNS + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * COLUMNS + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * COLUMNS + LANES);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c71 = FloatVector.fromArray(S, c, co + 7 * COLUMNS + LANES);
    FloatVector c80 = FloatVector.fromArray(S, c, co + 8 * COLUMNS);
    FloatVector c81 = FloatVector.fromArray(S, c, co + 8 * COLUMNS + LANES);
    FloatVector c90 = FloatVector.fromArray(S, c, co + 9 * COLUMNS);
    FloatVector c91 = FloatVector.fromArray(S, c, co + 9 * COLUMNS + LANES);
    FloatVector c100 = FloatVector.fromArray(S, c, co + 10 * COLUMNS);
    FloatVector c101 = FloatVector.fromArray(S, c, co + 10 * COLUMNS + LANES);
    FloatVector c110 = FloatVector.fromArray(S, c, co + 11 * COLUMNS);
    FloatVector c111 = FloatVector.fromArray(S, c, co + 11 * COLUMNS + LANES);
    FloatVector c120 = FloatVector.fromArray(S, c, co + 12 * COLUMNS);
    FloatVector c121 = FloatVector.fromArray(S, c, co + 12 * COLUMNS + LANES);
    FloatVector c130 = FloatVector.fromArray(S, c, co + 13 * COLUMNS);
    FloatVector c131 = FloatVector.fromArray(S, c, co + 13 * COLUMNS + LANES);
    for (int k = 0; k < n; k++) {
      int at = shift[so + k];
      FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
      FloatVector a = FloatVector.broadcast(S, x[x0 + at]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, x[x1 + at]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, x[x2 + at]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, x[x3 + at]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, x[x4 + at]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, x[x5 + at]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, x[x6 + at]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(S, x[x7 + at]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
      a = FloatVector.broadcast(S, x[x8 + at]);
      c80 = a.fma(b0, c80);
      c81 = a.fma(b1, c81);
      a = FloatVector.broadcast(S, x[x9 + at]);
      c90 = a.fma(b0, c90);
      c91 = a.fma(b1, c91);
      a = FloatVector.broadcast(S, x[x10 + at]);
      c100 = a.fma(b0, c100);
      c101 = a.fma(b1, c101);
      a = FloatVector.broadcast(S, x[x11 + at]);
      c110 = a.fma(b0, c110);
      c111 = a.fma(b1, c111);
      a = FloatVector.broadcast(S, x[x12 + at]);
      c120 = a.fma(b0, c120);
      c121 = a.fma(b1, c121);
      a = FloatVector.broadcast(S, x[x13 + at]);
      c130 = a.fma(b0, c130);
      c131 = a.fma(b1, c131);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, p * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, p * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, (p + 1) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, (p + 1) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, (p + 2) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, (p + 2) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, (p + 3) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, (p + 3) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(out, (p + 4) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(out, (p + 4) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(out, (p + 5) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(out, (p + 5) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(out, (p + 6) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(out, (p + 6) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c70).intoArray(out, (p + 7) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c71).intoArray(out, (p + 7) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c80).intoArray(out, (p + 8) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c81).intoArray(out, (p + 8) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c90).intoArray(out, (p + 9) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c91).intoArray(out, (p + 9) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c100).intoArray(out, (p + 10) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c101).intoArray(out, (p + 10) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c110).intoArray(out, (p + 11) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c111).intoArray(out, (p + 11) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c120).intoArray(out, (p + 12) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c121).intoArray(out, (p + 12) * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c130).intoArray(out, (p + 13) * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c131).intoArray(out, (p + 13) * COLUMNS + LANES);
  }
}
