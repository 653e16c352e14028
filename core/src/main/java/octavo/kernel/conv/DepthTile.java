package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The sums of a depthwise convolution for some neighboring results of a row, a vector of channels each.
///
/// Two taps of a row of the kernel are taken together: a pixel that both see is loaded once. More taps at once
/// would spare more loads, but the compiler then runs out of registers where there are 16. That it does not see
/// more than two at once is what `shift` is for.
interface DepthTile {
  /// `y[yo + p·step + c] = start[so + c] + Σ_{u < rows} Σ_v w[wo + (u·columns + v)·LANES + c]·x[xo + u·down +
  /// (p·stride + v·apart)·LANES + c]` for the pixels `p` of the tile, the columns `v` and a vector of channels
  /// `c`.
  ///
  /// @param shift [Size#shift]
  void sums(
      int rows,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int down,
      int[] shift,
      float[] start,
      int so,
      float[] y,
      int yo,
      int step);

  /// What differs between tiles.
  ///
  /// @param pixels results of a tile
  /// @param columns of the kernel
  /// @param stride pixels between two results
  /// @param apart pixels between two columns of the kernel
  record Size(int pixels, int columns, int stride, int apart) {
    private static final ConcurrentHashMap<Size, DepthTile> TILES = new ConcurrentHashMap<>();

    /// The most pixels: their sums, the weights of two taps and a pixel fill 11 of 16 registers, and with more
    /// the compiler loads too far ahead.
    static final int MOST_PIXELS = 8;

    /// The size for rows of `n` results: the one that wastes the least where the last tile overlaps the one
    /// before. A tile costs about one pixel by itself.
    static Size of(int n, int columns, int stride, int apart) {
      int best = Math.clamp(n, 1, MOST_PIXELS);
      for (int pixels = best - 1; pixels > 0 && n > MOST_PIXELS; pixels--) {
        if (Math.ceilDiv(n, pixels) * (pixels + 1) < Math.ceilDiv(n, best) * (best + 1)) {
          best = pixels;
        }
      }
      return new Size(best, columns, stride, apart);
    }

    /// Where the pixels of each pair of columns begin.
    int[] shift(int lanes) {
      int[] shift = new int[Math.ceilDiv(columns, 2)];
      Arrays.setAll(shift, pair -> 2 * pair * apart * lanes);
      return shift;
    }

    DepthTile tile(int lanes) {
      return TILES.computeIfAbsent(
          this,
          size ->
              TileCode.make(
                  MethodHandles.lookup(), DepthTile.class, code -> size.write(code, lanes)));
    }

    private void write(TileCode code, int lanes) {
      // the arguments of DepthTile.sums
      int rows = 1;
      int w = 2;
      int x = 4;
      int down = 6;
      int start = 8;
      int y = 10;
      int step = 12;
      int[] sums = code.vectors(1, pixels)[0];
      for (int sum : sums) {
        code.load(sum, start, Index.of(0, 9));
      }
      int[] pairs = code.numbers(Math.ceilDiv(columns, 2));
      for (int pair = 0; pair < pairs.length; pair++) {
        code.read(pairs[pair], /* shift */ 7, Index.of(pair));
      }
      int place = code.number();
      int weights = code.number();
      int at = code.number();
      code.set(place, Index.of(0, 5));
      code.set(weights, Index.of(0, 3));
      int[] pair = code.vectors(1, 2)[0];
      int pixel = code.vector();
      code.loop(
          rows,
          u -> {
            for (int v = 0; v < columns; v += 2) {
              int together = Math.min(2, columns - v);
              code.set(at, Index.of(0, place, pairs[v / 2]));
              for (int t = 0; t < together; t++) {
                code.load(pair[t], w, Index.of((v + t) * lanes, weights));
              }
              products(code, sums, pair, together, pixel, x, at, lanes);
            }
            code.set(place, Index.of(0, place, down));
            code.set(weights, Index.of(columns * lanes, weights));
          });
      code.set(at, Index.of(0, 11));
      for (int p = 0; p < pixels; p++) {
        code.store(sums[p], y, Index.of(0, at));
        code.set(at, Index.of(0, at, step));
      }
    }

    /// The products of the weights of one or two taps, pixel by pixel.
    private void products(
        TileCode code, int[] sums, int[] weights, int taps, int pixel, int x, int at, int lanes) {
      int seen = (pixels - 1) * stride + (taps - 1) * apart;
      for (int q = 0; q <= seen; q++) {
        boolean loaded = false;
        for (int t = 0; t < taps; t++) {
          int behind = q - t * apart;
          if (behind >= 0 && behind % stride == 0 && behind / stride < pixels) {
            if (!loaded) {
              code.load(pixel, x, Index.of(q * lanes, at));
              loaded = true;
            }
            code.multiplyAdd(pixel, weights[t], sums[behind / stride]);
          }
        }
      }
    }
  }
}
