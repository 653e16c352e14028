package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.SimdMicrokernel;

/// The innermost loop of [ChannelSum]: a tile of several pixels by two vectors of output channels,
/// kept in registers, to which each product adds one number of the input, the same for all
/// channels, times the weights of the channels.
final class SimdChannelKernel {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;

  /// Output channels of a tile.
  static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels of the largest tile: eight where there are 32 vector registers.
  static final int PIXELS = SimdMicrokernel.ROWS;

  private SimdChannelKernel() {}

  /// The pixels of the tile that leaves fewer places empty when `count` pixels are cut into tiles:
  /// 7, 14, 28 and 56 are common widths of images, so there is a tile of seven beside that of eight.
  static int tile(int count) {
    return PIXELS == 8 && roundUp(count, 7) < roundUp(count, 8) ? 7 : PIXELS;
  }

  private static int roundUp(int count, int step) {
    return (count + step - 1) / step * step;
  }

  /// `out[o + r·COLUMNS + j] = c[co + r·step + j] + Σ_k x[pixels[p + r] + shift[so + k]]·w[wo +
  /// k·COLUMNS + j]` for `tile` pixels, `COLUMNS` channels and `n` products.
  static void sum(
      int tile,
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
      int step,
      float[] out,
      int o) {
    if (tile == 8) {
      eight(n, w, wo, x, pixels, p, shift, so, c, co, step, out, o);
    } else if (tile == 7) {
      seven(n, w, wo, x, pixels, p, shift, so, c, co, step, out, o);
    } else {
      four(n, w, wo, x, pixels, p, shift, so, c, co, step, out, o);
    }
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
      int step,
      float[] out,
      int o) {
    int x0 = pixels[p + 0];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + step);
    FloatVector c11 = FloatVector.fromArray(S, c, co + step + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * step);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * step + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * step);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * step + LANES);
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
    c00.intoArray(out, o);
    c01.intoArray(out, o + LANES);
    c10.intoArray(out, o + COLUMNS);
    c11.intoArray(out, o + COLUMNS + LANES);
    c20.intoArray(out, o + 2 * COLUMNS);
    c21.intoArray(out, o + 2 * COLUMNS + LANES);
    c30.intoArray(out, o + 3 * COLUMNS);
    c31.intoArray(out, o + 3 * COLUMNS + LANES);
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
      int step,
      float[] out,
      int o) {
    int x0 = pixels[p + 0];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    int x4 = pixels[p + 4];
    int x5 = pixels[p + 5];
    int x6 = pixels[p + 6];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + step);
    FloatVector c11 = FloatVector.fromArray(S, c, co + step + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * step);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * step + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * step);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * step + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * step);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * step + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * step);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * step + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * step);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * step + LANES);
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
    c00.intoArray(out, o);
    c01.intoArray(out, o + LANES);
    c10.intoArray(out, o + COLUMNS);
    c11.intoArray(out, o + COLUMNS + LANES);
    c20.intoArray(out, o + 2 * COLUMNS);
    c21.intoArray(out, o + 2 * COLUMNS + LANES);
    c30.intoArray(out, o + 3 * COLUMNS);
    c31.intoArray(out, o + 3 * COLUMNS + LANES);
    c40.intoArray(out, o + 4 * COLUMNS);
    c41.intoArray(out, o + 4 * COLUMNS + LANES);
    c50.intoArray(out, o + 5 * COLUMNS);
    c51.intoArray(out, o + 5 * COLUMNS + LANES);
    c60.intoArray(out, o + 6 * COLUMNS);
    c61.intoArray(out, o + 6 * COLUMNS + LANES);
  }

  private static void eight(
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
      int step,
      float[] out,
      int o) {
    int x0 = pixels[p + 0];
    int x1 = pixels[p + 1];
    int x2 = pixels[p + 2];
    int x3 = pixels[p + 3];
    int x4 = pixels[p + 4];
    int x5 = pixels[p + 5];
    int x6 = pixels[p + 6];
    int x7 = pixels[p + 7];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + step);
    FloatVector c11 = FloatVector.fromArray(S, c, co + step + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * step);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * step + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * step);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * step + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * step);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * step + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * step);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * step + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * step);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * step + LANES);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * step);
    FloatVector c71 = FloatVector.fromArray(S, c, co + 7 * step + LANES);
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
    }
    c00.intoArray(out, o);
    c01.intoArray(out, o + LANES);
    c10.intoArray(out, o + COLUMNS);
    c11.intoArray(out, o + COLUMNS + LANES);
    c20.intoArray(out, o + 2 * COLUMNS);
    c21.intoArray(out, o + 2 * COLUMNS + LANES);
    c30.intoArray(out, o + 3 * COLUMNS);
    c31.intoArray(out, o + 3 * COLUMNS + LANES);
    c40.intoArray(out, o + 4 * COLUMNS);
    c41.intoArray(out, o + 4 * COLUMNS + LANES);
    c50.intoArray(out, o + 5 * COLUMNS);
    c51.intoArray(out, o + 5 * COLUMNS + LANES);
    c60.intoArray(out, o + 6 * COLUMNS);
    c61.intoArray(out, o + 6 * COLUMNS + LANES);
    c70.intoArray(out, o + 7 * COLUMNS);
    c71.intoArray(out, o + 7 * COLUMNS + LANES);
  }
}
