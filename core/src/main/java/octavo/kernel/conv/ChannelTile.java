package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The sums of some pixels by one or two vectors of output channels, kept in registers: each product adds
/// one number of the input, the same for all channels, times the weights of the channels.
interface ChannelTile {
  /// `out[(p + i)·COLUMNS + j] = c[co + i·COLUMNS + j] + Σ_k x[place_i + shift[so + k]]·w[wo + k·COLUMNS +
  /// j]` for the pixels `i` of the tile, its channels `j` and `n` products; the place of a pixel is
  /// `pixels[p + i]`.
  void sum(
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
      float[] out);

  /// A tile of pixels whose places are each a number of its own.
  ///
  /// @param pixels how many
  /// @param vectors one or two, of output channels
  static ChannelTile of(int pixels, int vectors, int lanes) {
    return of(pixels, vectors, lanes, /* run= */ 1, /* distance= */ 0);
  }

  /// A tile of pixels of which each `run` follow each other at `distance`: their places are one number
  /// and constants that instructions hold, where places of each pixel's own are more than there are
  /// registers, so that each turn reads, adds and checks them one by one. The sums are the same to the
  /// bit.
  static ChannelTile of(int pixels, int vectors, int lanes, int run, int distance) {
    return TileCode.make(
        MethodHandles.lookup(),
        ChannelTile.class,
        code -> write(code, pixels, vectors, lanes, run, distance, /* taps= */ 1, /* step= */ 0));
  }

  /// A tile of pixels of which each `run` follow each other at `distance`, by one vector of output
  /// channels, for products that follow each other in the input as `taps` say. A number of the input that several pixels see, each with another tap, is read once: with
  /// one vector of channels reading is the bottleneck otherwise. `n` is a multiple of their count. The sums are
  /// those of the other tiles to the bit.
  static ChannelTile ofRows(int pixels, int lanes, int run, int distance, Taps taps) {
    return TileCode.make(
        MethodHandles.lookup(),
        ChannelTile.class,
        code -> write(code, pixels, 1, lanes, run, distance, taps.count(), taps.step()));
  }

  private static void write(
      TileCode code,
      int pixels,
      int vectors,
      int lanes,
      int run,
      int distance,
      int taps,
      int step) {
    int argument = 1;
    int n = argument++;
    int w = argument++;
    int wo = argument++;
    int x = argument++;
    int places = argument++;
    int p = argument++;
    int shift = argument++;
    int so = argument++;
    int c = argument++;
    int co = argument++;
    int out = argument;
    int columns = 2 * lanes;
    int[] first = new int[pixels];
    int[][] sums = code.vectors(pixels, vectors);
    int[][] weights = code.vectors(taps, vectors);
    for (int i = 0; i < pixels; i += run) {
      first[i] = code.number();
      code.read(first[i], places, Index.of(i, p));
    }
    for (int i = 0; i < pixels; i++) {
      for (int j = 0; j < vectors; j++) {
        code.load(sums[i][j], c, Index.of(i * columns + j * lanes, co));
      }
    }
    int value = code.vector();
    int moved = code.number();
    int panel = code.number();
    int place = code.number();
    code.loop(
        n,
        taps,
        k -> {
          code.read(moved, shift, Index.of(0, so, k));
          code.scale(panel, k, columns);
          for (int v = 0; v < taps; v++) {
            for (int j = 0; j < vectors; j++) {
              code.load(weights[v][j], w, Index.of(v * columns + j * lanes, wo, panel));
            }
          }
          for (int i = 0; i < pixels; i += run) {
            code.set(place, Index.of(0, first[i], moved));
            int[][] of = Arrays.copyOfRange(sums, i, Math.min(i + run, pixels));
            products(code, of, weights, value, x, place, distance, step);
          }
        });
    code.scale(place, p, columns);
    store(code, sums, out, place, lanes);
  }

  private static void store(TileCode code, int[][] sums, int out, int place, int lanes) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        code.store(sums[i][j], out, Index.of(i * 2 * lanes + j * lanes, place));
      }
    }
  }

  /// Adds the products of a row of taps to the sums of a run of neighbors; each number is read once.
  private static void products(
      TileCode code,
      int[][] sums,
      int[][] weights,
      int value,
      int x,
      int place,
      int distance,
      int step) {
    int taps = weights.length;
    int last = (sums.length - 1) * distance;
    for (int q = 0; q <= last + (taps - 1) * Math.abs(step); q++) {
      // in an order in which each pixel meets the taps one after the other
      int at = step < 0 ? last - q : q;
      List<Integer> seen = seen(at, sums.length, distance, taps, step);
      if (seen.stream().anyMatch(pixel -> pixel >= 0)) {
        code.spread(value, x, Index.of(at, place));
      }
      for (int v = 0; v < taps; v++) {
        for (int j = 0; j < weights[v].length && seen.get(v) >= 0; j++) {
          code.multiplyAdd(value, weights[v][j], sums[seen.get(v)][j]);
        }
      }
    }
  }

  /// For each tap which of `count` neighbors sees number `at` of a row with it, or -1.
  private static List<Integer> seen(int at, int count, int distance, int taps, int step) {
    return IntStream.range(0, taps)
        .map(v -> at - v * step)
        .map(rest ->
            distance == 0
                ? (rest == 0 ? 0 : -1)
                : rest >= 0 && rest % distance == 0 && rest / distance < count
                    ? rest / distance
                    : -1)
        .boxed()
        .toList();
  }
}
