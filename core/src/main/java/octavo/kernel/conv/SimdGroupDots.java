package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of the weight gradient of a convolution of few channels: products of runs of the
/// input with runs of the gradient, pixels being the vector side, one partial sum a lane, since the few
/// channels of a group would leave vectors of channels empty. A tile is of so many sums as there are
/// registers for.
///
/// What is stored behind a loop is `1·c`, which is `c` to the bit: the compiler knows the class of this
/// result, while that of a variable of the loop it may have to guess from few calls; where it cannot,
/// every turn of the loop allocates all accumulators.
final class SimdGroupDots {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// Whether there are 32 registers, which come with 512 bits.
  private static final boolean MANY = LANES == 16;

  private static final float[] ZEROS = new float[6 * LANES];

  private SimdGroupDots() {}

  /// Output channels of a tile, where `left` are left.
  static int rows(int left) {
    return MANY && left > 4 ? 8 : 4;
  }

  /// Taps of a tile of so many channels.
  static int taps(int rows) {
    return rows == 8 ? 3 : MANY ? 6 : 2;
  }

  /// Adds to `sums`, or to zero if these are the `first` images: `sums[at + r·ld + j·LANES + lane] += Σ y[yo + r·row + i·yImage + q]·x[xo + shift[f + j] +
  /// i·xImage + q]` for the [#rows] `r` and the [#taps] `j` of a tile, over `images` images `i` and the `q < n` of each lane; `n` is a
  /// multiple of the vector length.
  static void tile(
      boolean first,
      int rows,
      int images,
      int n,
      float[] y,
      int yo,
      int row,
      int yImage,
      float[] x,
      int xo,
      int[] shift,
      int f,
      int xImage,
      float[] sums,
      int at,
      int ld) {
    float[] start = first ? ZEROS : sums;
    int so = first ? 0 : at;
    int sld = first ? 0 : ld;
    if (rows == 8) {
      eightByThree(
          images, n, y, yo, row, yImage, x, xo, shift, f, xImage, start, so, sld, sums, at, ld);
    } else if (MANY) {
      fourBySix(
          images, n, y, yo, row, yImage, x, xo, shift, f, xImage, start, so, sld, sums, at, ld);
    } else {
      fourByTwo(
          images, n, y, yo, row, yImage, x, xo, shift, f, xImage, start, so, sld, sums, at, ld);
    }
  }

  private static void fourByTwo(
      int images,
      int n,
      float[] y,
      int yo,
      int row,
      int yImage,
      float[] x,
      int xo,
      int[] shift,
      int f,
      int xImage,
      float[] start,
      int so,
      int sld,
      float[] sums,
      int at,
      int ld) {
    int x0 = xo + shift[f + 0];
    int x1 = xo + shift[f + 1];
    int y1 = yo + row;
    int y2 = y1 + row;
    int y3 = y2 + row;
    FloatVector c00 = FloatVector.fromArray(S, start, so);
    FloatVector c01 = FloatVector.fromArray(S, start, so + LANES);
    FloatVector c10 = FloatVector.fromArray(S, start, so + sld);
    FloatVector c11 = FloatVector.fromArray(S, start, so + sld + LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, so + 2 * sld);
    FloatVector c21 = FloatVector.fromArray(S, start, so + 2 * sld + LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, so + 3 * sld);
    FloatVector c31 = FloatVector.fromArray(S, start, so + 3 * sld + LANES);
    for (int i = 0; i < images; i++) {
      int yi = i * yImage;
      int xi = i * xImage;
      for (int q = 0; q < n; q += LANES) {
        FloatVector b0 = FloatVector.fromArray(S, x, x0 + xi + q);
        FloatVector b1 = FloatVector.fromArray(S, x, x1 + xi + q);
        FloatVector a = FloatVector.fromArray(S, y, yo + yi + q);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.fromArray(S, y, y1 + yi + q);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.fromArray(S, y, y2 + yi + q);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.fromArray(S, y, y3 + yi + q);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
      }
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(sums, at);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(sums, at + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(sums, at + ld);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(sums, at + ld + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(sums, at + 2 * ld);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(sums, at + 2 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(sums, at + 3 * ld);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(sums, at + 3 * ld + LANES);
  }

  private static void fourBySix(
      int images,
      int n,
      float[] y,
      int yo,
      int row,
      int yImage,
      float[] x,
      int xo,
      int[] shift,
      int f,
      int xImage,
      float[] start,
      int so,
      int sld,
      float[] sums,
      int at,
      int ld) {
    int x0 = xo + shift[f + 0];
    int x1 = xo + shift[f + 1];
    int x2 = xo + shift[f + 2];
    int x3 = xo + shift[f + 3];
    int x4 = xo + shift[f + 4];
    int x5 = xo + shift[f + 5];
    int y1 = yo + row;
    int y2 = y1 + row;
    int y3 = y2 + row;
    FloatVector c00 = FloatVector.fromArray(S, start, so);
    FloatVector c01 = FloatVector.fromArray(S, start, so + LANES);
    FloatVector c02 = FloatVector.fromArray(S, start, so + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(S, start, so + 3 * LANES);
    FloatVector c04 = FloatVector.fromArray(S, start, so + 4 * LANES);
    FloatVector c05 = FloatVector.fromArray(S, start, so + 5 * LANES);
    FloatVector c10 = FloatVector.fromArray(S, start, so + sld);
    FloatVector c11 = FloatVector.fromArray(S, start, so + sld + LANES);
    FloatVector c12 = FloatVector.fromArray(S, start, so + sld + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(S, start, so + sld + 3 * LANES);
    FloatVector c14 = FloatVector.fromArray(S, start, so + sld + 4 * LANES);
    FloatVector c15 = FloatVector.fromArray(S, start, so + sld + 5 * LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, so + 2 * sld);
    FloatVector c21 = FloatVector.fromArray(S, start, so + 2 * sld + LANES);
    FloatVector c22 = FloatVector.fromArray(S, start, so + 2 * sld + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(S, start, so + 2 * sld + 3 * LANES);
    FloatVector c24 = FloatVector.fromArray(S, start, so + 2 * sld + 4 * LANES);
    FloatVector c25 = FloatVector.fromArray(S, start, so + 2 * sld + 5 * LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, so + 3 * sld);
    FloatVector c31 = FloatVector.fromArray(S, start, so + 3 * sld + LANES);
    FloatVector c32 = FloatVector.fromArray(S, start, so + 3 * sld + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(S, start, so + 3 * sld + 3 * LANES);
    FloatVector c34 = FloatVector.fromArray(S, start, so + 3 * sld + 4 * LANES);
    FloatVector c35 = FloatVector.fromArray(S, start, so + 3 * sld + 5 * LANES);
    for (int i = 0; i < images; i++) {
      int yi = i * yImage;
      int xi = i * xImage;
      for (int q = 0; q < n; q += LANES) {
        FloatVector b0 = FloatVector.fromArray(S, x, x0 + xi + q);
        FloatVector b1 = FloatVector.fromArray(S, x, x1 + xi + q);
        FloatVector b2 = FloatVector.fromArray(S, x, x2 + xi + q);
        FloatVector b3 = FloatVector.fromArray(S, x, x3 + xi + q);
        FloatVector b4 = FloatVector.fromArray(S, x, x4 + xi + q);
        FloatVector b5 = FloatVector.fromArray(S, x, x5 + xi + q);
        FloatVector a = FloatVector.fromArray(S, y, yo + yi + q);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        c02 = a.fma(b2, c02);
        c03 = a.fma(b3, c03);
        c04 = a.fma(b4, c04);
        c05 = a.fma(b5, c05);
        a = FloatVector.fromArray(S, y, y1 + yi + q);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        c12 = a.fma(b2, c12);
        c13 = a.fma(b3, c13);
        c14 = a.fma(b4, c14);
        c15 = a.fma(b5, c15);
        a = FloatVector.fromArray(S, y, y2 + yi + q);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        c22 = a.fma(b2, c22);
        c23 = a.fma(b3, c23);
        c24 = a.fma(b4, c24);
        c25 = a.fma(b5, c25);
        a = FloatVector.fromArray(S, y, y3 + yi + q);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        c32 = a.fma(b2, c32);
        c33 = a.fma(b3, c33);
        c34 = a.fma(b4, c34);
        c35 = a.fma(b5, c35);
      }
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(sums, at);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(sums, at + LANES);
    FloatVector.broadcast(S, 1).mul(c02).intoArray(sums, at + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c03).intoArray(sums, at + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c04).intoArray(sums, at + 4 * LANES);
    FloatVector.broadcast(S, 1).mul(c05).intoArray(sums, at + 5 * LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(sums, at + ld);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(sums, at + ld + LANES);
    FloatVector.broadcast(S, 1).mul(c12).intoArray(sums, at + ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c13).intoArray(sums, at + ld + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c14).intoArray(sums, at + ld + 4 * LANES);
    FloatVector.broadcast(S, 1).mul(c15).intoArray(sums, at + ld + 5 * LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(sums, at + 2 * ld);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(sums, at + 2 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c22).intoArray(sums, at + 2 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c23).intoArray(sums, at + 2 * ld + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c24).intoArray(sums, at + 2 * ld + 4 * LANES);
    FloatVector.broadcast(S, 1).mul(c25).intoArray(sums, at + 2 * ld + 5 * LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(sums, at + 3 * ld);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(sums, at + 3 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c32).intoArray(sums, at + 3 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c33).intoArray(sums, at + 3 * ld + 3 * LANES);
    FloatVector.broadcast(S, 1).mul(c34).intoArray(sums, at + 3 * ld + 4 * LANES);
    FloatVector.broadcast(S, 1).mul(c35).intoArray(sums, at + 3 * ld + 5 * LANES);
  }

  private static void eightByThree(
      int images,
      int n,
      float[] y,
      int yo,
      int row,
      int yImage,
      float[] x,
      int xo,
      int[] shift,
      int f,
      int xImage,
      float[] start,
      int so,
      int sld,
      float[] sums,
      int at,
      int ld) {
    int x0 = xo + shift[f + 0];
    int x1 = xo + shift[f + 1];
    int x2 = xo + shift[f + 2];
    int y1 = yo + row;
    int y2 = y1 + row;
    int y3 = y2 + row;
    int y4 = y3 + row;
    int y5 = y4 + row;
    int y6 = y5 + row;
    int y7 = y6 + row;
    FloatVector c00 = FloatVector.fromArray(S, start, so);
    FloatVector c01 = FloatVector.fromArray(S, start, so + LANES);
    FloatVector c02 = FloatVector.fromArray(S, start, so + 2 * LANES);
    FloatVector c10 = FloatVector.fromArray(S, start, so + sld);
    FloatVector c11 = FloatVector.fromArray(S, start, so + sld + LANES);
    FloatVector c12 = FloatVector.fromArray(S, start, so + sld + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, so + 2 * sld);
    FloatVector c21 = FloatVector.fromArray(S, start, so + 2 * sld + LANES);
    FloatVector c22 = FloatVector.fromArray(S, start, so + 2 * sld + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, so + 3 * sld);
    FloatVector c31 = FloatVector.fromArray(S, start, so + 3 * sld + LANES);
    FloatVector c32 = FloatVector.fromArray(S, start, so + 3 * sld + 2 * LANES);
    FloatVector c40 = FloatVector.fromArray(S, start, so + 4 * sld);
    FloatVector c41 = FloatVector.fromArray(S, start, so + 4 * sld + LANES);
    FloatVector c42 = FloatVector.fromArray(S, start, so + 4 * sld + 2 * LANES);
    FloatVector c50 = FloatVector.fromArray(S, start, so + 5 * sld);
    FloatVector c51 = FloatVector.fromArray(S, start, so + 5 * sld + LANES);
    FloatVector c52 = FloatVector.fromArray(S, start, so + 5 * sld + 2 * LANES);
    FloatVector c60 = FloatVector.fromArray(S, start, so + 6 * sld);
    FloatVector c61 = FloatVector.fromArray(S, start, so + 6 * sld + LANES);
    FloatVector c62 = FloatVector.fromArray(S, start, so + 6 * sld + 2 * LANES);
    FloatVector c70 = FloatVector.fromArray(S, start, so + 7 * sld);
    FloatVector c71 = FloatVector.fromArray(S, start, so + 7 * sld + LANES);
    FloatVector c72 = FloatVector.fromArray(S, start, so + 7 * sld + 2 * LANES);
    for (int i = 0; i < images; i++) {
      int yi = i * yImage;
      int xi = i * xImage;
      for (int q = 0; q < n; q += LANES) {
        FloatVector b0 = FloatVector.fromArray(S, x, x0 + xi + q);
        FloatVector b1 = FloatVector.fromArray(S, x, x1 + xi + q);
        FloatVector b2 = FloatVector.fromArray(S, x, x2 + xi + q);
        FloatVector a = FloatVector.fromArray(S, y, yo + yi + q);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        c02 = a.fma(b2, c02);
        a = FloatVector.fromArray(S, y, y1 + yi + q);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        c12 = a.fma(b2, c12);
        a = FloatVector.fromArray(S, y, y2 + yi + q);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        c22 = a.fma(b2, c22);
        a = FloatVector.fromArray(S, y, y3 + yi + q);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        c32 = a.fma(b2, c32);
        a = FloatVector.fromArray(S, y, y4 + yi + q);
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        c42 = a.fma(b2, c42);
        a = FloatVector.fromArray(S, y, y5 + yi + q);
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        c52 = a.fma(b2, c52);
        a = FloatVector.fromArray(S, y, y6 + yi + q);
        c60 = a.fma(b0, c60);
        c61 = a.fma(b1, c61);
        c62 = a.fma(b2, c62);
        a = FloatVector.fromArray(S, y, y7 + yi + q);
        c70 = a.fma(b0, c70);
        c71 = a.fma(b1, c71);
        c72 = a.fma(b2, c72);
      }
    }
    FloatVector.broadcast(S, 1).mul(c00).intoArray(sums, at);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(sums, at + LANES);
    FloatVector.broadcast(S, 1).mul(c02).intoArray(sums, at + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(sums, at + ld);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(sums, at + ld + LANES);
    FloatVector.broadcast(S, 1).mul(c12).intoArray(sums, at + ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(sums, at + 2 * ld);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(sums, at + 2 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c22).intoArray(sums, at + 2 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(sums, at + 3 * ld);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(sums, at + 3 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c32).intoArray(sums, at + 3 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(sums, at + 4 * ld);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(sums, at + 4 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c42).intoArray(sums, at + 4 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(sums, at + 5 * ld);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(sums, at + 5 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c52).intoArray(sums, at + 5 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(sums, at + 6 * ld);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(sums, at + 6 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c62).intoArray(sums, at + 6 * ld + 2 * LANES);
    FloatVector.broadcast(S, 1).mul(c70).intoArray(sums, at + 7 * ld);
    FloatVector.broadcast(S, 1).mul(c71).intoArray(sums, at + 7 * ld + LANES);
    FloatVector.broadcast(S, 1).mul(c72).intoArray(sums, at + 7 * ld + 2 * LANES);
  }
}
