package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [PixelDepthwise] over pixels of a row, vectors being channels.
final class SimdPixelDepthwise {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// Pixels of a tile.
  static final int PIXELS = 8;

  private SimdPixelDepthwise() {}

  /// `y[yo + k·channels + c] = bias[c] + Σ_{u,v} w[wo + (3u + v)·channels + c]·x[xo + u·down + (k + v)·channels +
  /// c]` for the pixels `k` of a tile, all channels, of which there is a vector at least, `u < rows` and `v < 3`.
  static void tile(
      int channels,
      int rows,
      float[] bias,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int down,
      float[] y,
      int yo) {
    for (int from = 0; from < channels; from += LANES) {
      int c = Math.min(from, channels - LANES);
      three(channels, rows, bias, c, w, wo + c, x, xo + c, down, y, yo + c);
    }
  }

  /// A vector of channels: each pixel is loaded once for the three results that see it.
  private static void three(
      int channels,
      int rows,
      float[] bias,
      int bo,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int down,
      float[] y,
      int yo) {
    FloatVector c0 = FloatVector.fromArray(S, bias, bo);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    for (int u = 0; u < rows; u++) {
      int row = wo + u * 3 * channels;
      FloatVector a = FloatVector.fromArray(S, w, row);
      FloatVector b = FloatVector.fromArray(S, w, row + channels);
      FloatVector c = FloatVector.fromArray(S, w, row + 2 * channels);
      int at = xo + u * down;
      c0 = FloatVector.fromArray(S, x, at).fma(a, c0);
      FloatVector pixel = FloatVector.fromArray(S, x, at + channels);
      c0 = pixel.fma(b, c0);
      c1 = pixel.fma(a, c1);
      pixel = FloatVector.fromArray(S, x, at + 2 * channels);
      c0 = pixel.fma(c, c0);
      c1 = pixel.fma(b, c1);
      c2 = pixel.fma(a, c2);
      pixel = FloatVector.fromArray(S, x, at + 3 * channels);
      c1 = pixel.fma(c, c1);
      c2 = pixel.fma(b, c2);
      c3 = pixel.fma(a, c3);
      pixel = FloatVector.fromArray(S, x, at + 4 * channels);
      c2 = pixel.fma(c, c2);
      c3 = pixel.fma(b, c3);
      c4 = pixel.fma(a, c4);
      pixel = FloatVector.fromArray(S, x, at + 5 * channels);
      c3 = pixel.fma(c, c3);
      c4 = pixel.fma(b, c4);
      c5 = pixel.fma(a, c5);
      pixel = FloatVector.fromArray(S, x, at + 6 * channels);
      c4 = pixel.fma(c, c4);
      c5 = pixel.fma(b, c5);
      c6 = pixel.fma(a, c6);
      pixel = FloatVector.fromArray(S, x, at + 7 * channels);
      c5 = pixel.fma(c, c5);
      c6 = pixel.fma(b, c6);
      c7 = pixel.fma(a, c7);
      pixel = FloatVector.fromArray(S, x, at + 8 * channels);
      c6 = pixel.fma(c, c6);
      c7 = pixel.fma(b, c7);
      c7 = FloatVector.fromArray(S, x, at + 9 * channels).fma(c, c7);
    }
    c0.intoArray(y, yo);
    c1.intoArray(y, yo + channels);
    c2.intoArray(y, yo + 2 * channels);
    c3.intoArray(y, yo + 3 * channels);
    c4.intoArray(y, yo + 4 * channels);
    c5.intoArray(y, yo + 5 * channels);
    c6.intoArray(y, yo + 6 * channels);
    c7.intoArray(y, yo + 7 * channels);
  }

  /// As [#tile] of one pixel that sees `taps` columns.
  static void pixel(
      int channels,
      int rows,
      int taps,
      float[] bias,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int down,
      float[] y,
      int yo) {
    int whole = channels - channels % (4 * LANES);
    for (int c = 0; c < whole; c += 4 * LANES) {
      four(channels, rows, taps, bias, c, w, wo + c, x, xo + c, down, y, yo + c);
    }
    for (int from = whole; from < channels; from += LANES) {
      int c = Math.min(from, channels - LANES);
      FloatVector sum = FloatVector.fromArray(S, bias, c);
      for (int u = 0; u < rows; u++) {
        for (int v = 0; v < taps; v++) {
          FloatVector a = FloatVector.fromArray(S, w, wo + c + (u * 3 + v) * channels);
          sum = FloatVector.fromArray(S, x, xo + c + u * down + v * channels).fma(a, sum);
        }
      }
      sum.intoArray(y, yo + c);
    }
  }

  /// Four vectors of channels of one pixel: the products of one alone would wait for each other.
  private static void four(
      int channels,
      int rows,
      int taps,
      float[] bias,
      int bo,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int down,
      float[] y,
      int yo) {
    FloatVector a = FloatVector.fromArray(S, bias, bo);
    FloatVector b = FloatVector.fromArray(S, bias, bo + LANES);
    FloatVector c = FloatVector.fromArray(S, bias, bo + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, bias, bo + 3 * LANES);
    for (int u = 0; u < rows; u++) {
      for (int v = 0; v < taps; v++) {
        int f = wo + (u * 3 + v) * channels;
        int at = xo + u * down + v * channels;
        a = FloatVector.fromArray(S, x, at).fma(FloatVector.fromArray(S, w, f), a);
        b = FloatVector.fromArray(S, x, at + LANES).fma(FloatVector.fromArray(S, w, f + LANES), b);
        c =
            FloatVector.fromArray(S, x, at + 2 * LANES)
                .fma(FloatVector.fromArray(S, w, f + 2 * LANES), c);
        d =
            FloatVector.fromArray(S, x, at + 3 * LANES)
                .fma(FloatVector.fromArray(S, w, f + 3 * LANES), d);
      }
    }
    a.intoArray(y, yo);
    b.intoArray(y, yo + LANES);
    c.intoArray(y, yo + 2 * LANES);
    d.intoArray(y, yo + 3 * LANES);
  }
}
