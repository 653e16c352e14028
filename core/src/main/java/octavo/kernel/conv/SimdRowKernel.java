package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of [DirectRows]: as that of [SimdShiftKernel] a tile of several channels by two
/// vectors of pixels, but these lie anywhere, begin with a bias and go straight to the result, so
/// that each number of it is written once.
///
/// What is stored behind a loop is `1·c`, which is `c` to the bit: the compiler knows the class of this
/// result, while that of a variable of the loop it may have to guess from few calls; where it cannot,
/// every turn of the loop allocates all accumulators.
final class SimdRowKernel {
  private static final VectorSpecies<Float> S = SimdShiftKernel.S;

  /// The distance of two taps' weights: the most channels of a tile.
  static final int ROWS = SimdShiftKernel.ROWS;

  /// Channels of the smaller tile, for what is left at the end.
  static final int FEW = 4;

  private SimdRowKernel() {}

  /// `y[y_v + r·ld + lane] = start[so + r] + Σ_f w[wo + f·ROWS + r]·x[x_v + shift[f] + lane]` for two
  /// vectors `v`, the first `count` channels `r` of a tile and `n` taps; weights and starts of a whole
  /// tile are read.
  static void tile(
      int n,
      float[] w,
      int wo,
      float[] x,
      int x0,
      int x1,
      int[] shift,
      float[] start,
      int so,
      int count,
      float[] y,
      int y0,
      int y1,
      int ld) {
    if (count > FEW) {
      eight(n, w, wo, x, x0, x1, shift, start, so, count, y, y0, y1, ld);
    } else {
      four(n, w, wo, x, x0, x1, shift, start, so, count, y, y0, y1, ld);
    }
  }

  private static void four(
      int n,
      float[] w,
      int wo,
      float[] x,
      int x0,
      int x1,
      int[] shift,
      float[] start,
      int so,
      int count,
      float[] y,
      int y0,
      int y1,
      int ld) {
    FloatVector c00 = FloatVector.broadcast(S, start[so]);
    FloatVector c01 = c00;
    FloatVector c10 = FloatVector.broadcast(S, start[so + 1]);
    FloatVector c11 = c10;
    FloatVector c20 = FloatVector.broadcast(S, start[so + 2]);
    FloatVector c21 = c20;
    FloatVector c30 = FloatVector.broadcast(S, start[so + 3]);
    FloatVector c31 = c30;
    for (int f = 0; f < n; f++) {
      FloatVector b0 = FloatVector.fromArray(S, x, x0 + shift[f]);
      FloatVector b1 = FloatVector.fromArray(S, x, x1 + shift[f]);
      int i = wo + f * ROWS;
      FloatVector a = FloatVector.broadcast(S, w[i]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, w[i + 1]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, w[i + 2]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, w[i + 3]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(y, y0);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(y, y1);
    if (count > 1) {
      FloatVector.broadcast(S, 1).mul(c10).intoArray(y, y0 + ld);
      FloatVector.broadcast(S, 1).mul(c11).intoArray(y, y1 + ld);
    }
    if (count > 2) {
      FloatVector.broadcast(S, 1).mul(c20).intoArray(y, y0 + 2 * ld);
      FloatVector.broadcast(S, 1).mul(c21).intoArray(y, y1 + 2 * ld);
    }
    if (count > 3) {
      FloatVector.broadcast(S, 1).mul(c30).intoArray(y, y0 + 3 * ld);
      FloatVector.broadcast(S, 1).mul(c31).intoArray(y, y1 + 3 * ld);
    }
  }

  private static void eight(
      int n,
      float[] w,
      int wo,
      float[] x,
      int x0,
      int x1,
      int[] shift,
      float[] start,
      int so,
      int count,
      float[] y,
      int y0,
      int y1,
      int ld) {
    FloatVector c00 = FloatVector.broadcast(S, start[so]);
    FloatVector c01 = c00;
    FloatVector c10 = FloatVector.broadcast(S, start[so + 1]);
    FloatVector c11 = c10;
    FloatVector c20 = FloatVector.broadcast(S, start[so + 2]);
    FloatVector c21 = c20;
    FloatVector c30 = FloatVector.broadcast(S, start[so + 3]);
    FloatVector c31 = c30;
    FloatVector c40 = FloatVector.broadcast(S, start[so + 4]);
    FloatVector c41 = c40;
    FloatVector c50 = FloatVector.broadcast(S, start[so + 5]);
    FloatVector c51 = c50;
    FloatVector c60 = FloatVector.broadcast(S, start[so + 6]);
    FloatVector c61 = c60;
    FloatVector c70 = FloatVector.broadcast(S, start[so + 7]);
    FloatVector c71 = c70;
    for (int f = 0; f < n; f++) {
      FloatVector b0 = FloatVector.fromArray(S, x, x0 + shift[f]);
      FloatVector b1 = FloatVector.fromArray(S, x, x1 + shift[f]);
      int i = wo + f * ROWS;
      FloatVector a = FloatVector.broadcast(S, w[i]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, w[i + 1]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, w[i + 2]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, w[i + 3]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, w[i + 4]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, w[i + 5]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, w[i + 6]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(S, w[i + 7]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(y, y0);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(y, y1);
    if (count > 1) {
      FloatVector.broadcast(S, 1).mul(c10).intoArray(y, y0 + ld);
      FloatVector.broadcast(S, 1).mul(c11).intoArray(y, y1 + ld);
    }
    if (count > 2) {
      FloatVector.broadcast(S, 1).mul(c20).intoArray(y, y0 + 2 * ld);
      FloatVector.broadcast(S, 1).mul(c21).intoArray(y, y1 + 2 * ld);
    }
    if (count > 3) {
      FloatVector.broadcast(S, 1).mul(c30).intoArray(y, y0 + 3 * ld);
      FloatVector.broadcast(S, 1).mul(c31).intoArray(y, y1 + 3 * ld);
    }
    if (count > 4) {
      FloatVector.broadcast(S, 1).mul(c40).intoArray(y, y0 + 4 * ld);
      FloatVector.broadcast(S, 1).mul(c41).intoArray(y, y1 + 4 * ld);
    }
    if (count > 5) {
      FloatVector.broadcast(S, 1).mul(c50).intoArray(y, y0 + 5 * ld);
      FloatVector.broadcast(S, 1).mul(c51).intoArray(y, y1 + 5 * ld);
    }
    if (count > 6) {
      FloatVector.broadcast(S, 1).mul(c60).intoArray(y, y0 + 6 * ld);
      FloatVector.broadcast(S, 1).mul(c61).intoArray(y, y1 + 6 * ld);
    }
    if (count > 7) {
      FloatVector.broadcast(S, 1).mul(c70).intoArray(y, y0 + 7 * ld);
      FloatVector.broadcast(S, 1).mul(c71).intoArray(y, y1 + 7 * ld);
    }
  }
}
