package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;

/// The gradient of the input of a 3×3 depthwise convolution of stride 2 and padding 1, one plane at
/// a time: each row of results spreads over the three rows of the input that it saw.
///
/// @param inHeight rows of a plane of the input
/// @param inWidth its columns
/// @param outHeight rows of a plane of results
/// @param outWidth its columns
record DepthwiseSpread(int inHeight, int inWidth, int outHeight, int outWidth) {
  private static final int LANES = SimdDepthwiseStep2.LANES;

  static DepthwiseSpread of(ConvGeometry g) {
    return new DepthwiseSpread(g.inHeight(), g.inWidth(), g.outHeight(), g.outWidth());
  }

  private int pairs() {
    return (inWidth + 1) / 2;
  }

  private int vectors() {
    return (pairs() + LANES - 1) / LANES;
  }

  /// The first pair of columns of a vector.
  private int pair(int vector) {
    return Math.min(vector * LANES, Math.max(0, pairs() - LANES));
  }

  /// For each vector the masks of the columns of results and of the columns next to them.
  int[] masks() {
    int[] masks = new int[vectors() * 2 * LANES];
    for (int i = 0; i < masks.length; i++) {
      int column = pair(i / (2 * LANES)) + i % LANES + i / LANES % 2;
      masks[i] = column < outWidth ? -1 : 0;
    }
    return masks;
  }

  /// One plane of the gradient from the plane at `at` of `dy`. What follows the plane in `dx`, up to
  /// `end`, may be written over.
  void spread(int[] masks, float[] w, int wo, float[] dy, int at, float[] dx, int xo, int end) {
    int plane = inHeight * inWidth;
    int last = pair(vectors() - 1);
    int over = Math.max(0, 2 * (last + LANES) - inWidth);
    int behind = (outHeight - 1) * outWidth + last + LANES + 1;
    float[] from = dy;
    int yo = at;
    if (at + behind > dy.length) {
      from = Scratch.floats(Scratch.LEFT, Math.max(behind, outHeight * outWidth));
      System.arraycopy(dy, at, from, 0, outHeight * outWidth);
      yo = 0;
    }
    if (xo + plane + over <= end) {
      spread(masks, w, wo, from, yo, dx, xo);
    } else {
      float[] room = Scratch.floats(Scratch.RESULT, plane + over);
      spread(masks, w, wo, from, yo, room, 0);
      System.arraycopy(room, 0, dx, xo, plane);
    }
  }

  private void spread(int[] masks, float[] w, int wo, float[] dy, int yo, float[] dx, int xo) {
    // from right to left and downwards, so that what is written over a row's end is written again
    for (int k = vectors() - 1; k >= 0; k--) {
      SimdDepthwiseStep2.spread(
          outHeight,
          inHeight,
          w,
          wo,
          dy,
          yo + pair(k),
          outWidth,
          masks,
          k * 2 * LANES,
          dx,
          xo + 2 * pair(k),
          inWidth);
    }
    if (inHeight > 2 * outHeight) {
      Arrays.fill(dx, xo + 2 * outHeight * inWidth, xo + inHeight * inWidth, 0);
    }
  }
}
