package octavo.kernel.conv;

import octavo.kernel.Scratch;

/// A 3×3 or 5×5 window that slides over the planes of a depthwise convolution, one at a time. The
/// planes are read where they lie: what a vector reads beyond a row is hidden by masks, so nothing
/// is padded or copied, and the input is read and the output written once.
///
/// @param inHeight rows of a plane that is read
/// @param inWidth its columns
/// @param outHeight rows of a plane of results
/// @param outWidth its columns
/// @param padTop rows of zeros above
/// @param padLeft columns of zeros on the left; negative if the first columns are not seen
/// @param dilationHeight distance of the rows of the kernel
/// @param dilationWidth distance of its columns
/// @param stride distance of results, 1 or 2
/// @param kernel rows and columns of the kernel, 3 or 5; 5 with a stride of 1 only
record DepthwiseWindow(
    int inHeight,
    int inWidth,
    int outHeight,
    int outWidth,
    int padTop,
    int padLeft,
    int dilationHeight,
    int dilationWidth,
    int stride,
    int kernel) {
  private static final int LANES = SimdDepthwise3x3.LANES;

  static DepthwiseWindow of(ConvGeometry g) {
    return new DepthwiseWindow(
        g.inHeight(),
        g.inWidth(),
        g.outHeight(),
        g.outWidth(),
        g.padTop(),
        g.padLeft(),
        g.dilationHeight(),
        g.dilationWidth(),
        g.strideHeight(),
        g.kernelHeight());
  }

  /// The window from which the gradient of the input of a stride of 1 is computed, with the kernel
  /// turned by 180°.
  DepthwiseWindow turned() {
    return new DepthwiseWindow(
        /* inHeight= */ outHeight,
        /* inWidth= */ outWidth,
        /* outHeight= */ inHeight,
        /* outWidth= */ inWidth,
        (kernel - 1) * dilationHeight - padTop,
        (kernel - 1) * dilationWidth - padLeft,
        dilationHeight,
        dilationWidth,
        1,
        kernel);
  }

  /// Whether a pass is computed in this way.
  static boolean takes(ConvPass pass, ConvGeometry g) {
    boolean three = g.kernelHeight() == 3 && g.kernelWidth() == 3;
    boolean five = g.kernelHeight() == 5 && g.kernelWidth() == 5 && g.strideHeight() == 1;
    if (!(three || (five && pass != ConvPass.WEIGHT))
        || g.strideHeight() != g.strideWidth()
        || g.strideHeight() > 2) {
      return false;
    }
    int reach = (g.kernelHeight() - 1) * g.dilationHeight();
    boolean near = g.padTop() <= reach && g.padBottom() <= reach;
    boolean dense = g.dilationHeight() == 1 && g.dilationWidth() == 1;
    if (g.strideHeight() == 2) {
      int most = Math.max(g.padTop(), g.padLeft());
      int least = Math.min(g.padTop(), g.padLeft());
      boolean single = g.groupOut() == 1 && least == 1;
      return dense && near && most <= 1 && (pass != ConvPass.INPUT || single);
    }
    int columns = pass == ConvPass.INPUT ? g.inWidth() : g.outWidth();
    // rows shorter than a vector are written over their ends, which needs them in order
    boolean inOrder = g.dilationHeight() == 1 || columns >= LANES || pass == ConvPass.WEIGHT;
    return near && inOrder && (pass != ConvPass.INPUT || g.groupOut() == 1);
  }

  /// The work of a pass, fitted to measurements: multiplications, numbers read and written, and what
  /// each plane and, for the weights, each sum costs besides.
  static double work(ConvPass pass, ConvGeometry g) {
    int columns = pass == ConvPass.INPUT ? g.inWidth() : g.outWidth();
    int step = pass == ConvPass.INPUT ? g.strideWidth() * LANES : LANES;
    int filters = pass == ConvPass.WEIGHT ? g.outChannels() : 0;
    return (g.strideWidth() == 1 ? 1.2 : 2) * g.multiplications() * ConvCost.tail(columns, step)
        + 3 * (g.inputs() + (double) g.outputs())
        + 56.0 * LANES * g.batch() * g.outChannels()
        + 190.0 * LANES * filters;
  }

  private int vectors() {
    return (outWidth + LANES - 1) / LANES;
  }

  /// The first column of a vector: the last one ends with the row and overlaps the one before.
  private int column(int vector) {
    return Math.min(vector * LANES, Math.max(0, outWidth - LANES));
  }

  /// Ints of the masks of one vector of columns: of each column of taps, of the results, and none.
  private int perVector() {
    return (kernel + 2) * LANES;
  }

  /// The masks of all vectors of columns. A column that two vectors have belongs to the first, if
  /// each is to be counted `once`.
  int[] masks(boolean once) {
    int[] masks = new int[vectors() * perVector()];
    for (int k = 0; k < vectors(); k++) {
      for (int lane = 0; lane < LANES; lane++) {
        int j = column(k) + lane;
        boolean counts = !once || (j >= k * LANES && j < outWidth);
        for (int v = 0; v < kernel; v++) {
          int seen = j * stride + v * dilationWidth - padLeft;
          boolean inside = counts && seen >= 0 && seen < inWidth;
          masks[k * perVector() + v * LANES + lane] = inside ? -1 : 0;
        }
        masks[k * perVector() + kernel * LANES + lane] = counts ? -1 : 0;
      }
    }
    return masks;
  }

  /// Numbers before a plane that are read.
  private int before() {
    return Math.max(0, padLeft);
  }

  /// Numbers from the first of a plane on that are read.
  private int behind() {
    int columns =
        column(vectors() - 1) * stride + (kernel - 1) * dilationWidth - padLeft + stride * LANES;
    return Math.max(inHeight * inWidth, (inHeight - 1) * inWidth + columns);
  }

  /// Whether all that is read around the plane at `at` of `x` lies in the array.
  private boolean hasRoom(float[] x, int at) {
    return at >= before() && at + behind() <= x.length;
  }

  /// A copy of the plane at `at` of `x` that has room around; it begins at [#before].
  private float[] roomy(float[] x, int at) {
    float[] room = Scratch.floats(Scratch.LEFT, before() + behind());
    System.arraycopy(x, at, room, before(), inHeight * inWidth);
    return room;
  }

  /// One plane of results from the plane at `at` of `x` and the weights from `wo` on, in steps of
  /// `wStep`. What follows the plane in `y`, up to `end`, may be written over.
  void correlate(
      int[] masks,
      float start,
      float[] w,
      int wo,
      int wStep,
      float[] x,
      int at,
      float[] y,
      int yo,
      int end) {
    int plane = outHeight * outWidth;
    int over = Math.max(0, LANES - outWidth);
    boolean room = hasRoom(x, at);
    float[] from = room ? x : roomy(x, at);
    int xo = room ? at : before();
    if (yo + plane + over <= end) {
      slide(masks, start, w, wo, wStep, from, xo, y, yo);
    } else {
      float[] results = Scratch.floats(Scratch.RESULT, plane + over);
      slide(masks, start, w, wo, wStep, from, xo, results, 0);
      System.arraycopy(results, 0, y, yo, plane);
    }
  }

  private void slide(
      int[] masks,
      float start,
      float[] w,
      int wo,
      int wStep,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    for (int k = 0; k < vectors(); k++) {
      int from = xo + column(k) * stride - padLeft;
      int to = yo + column(k);
      int mo = k * perVector();
      if (stride == 2) {
        SimdDepthwiseStep2.correlate(
            -padTop, inHeight, outHeight, start, w, wo, x, from, inWidth, masks, mo, y, to,
            outWidth);
      } else {
        for (int p = 0; p < Math.min(dilationHeight, outHeight); p++) {
          int at = from + row(p) * inWidth;
          down(p, masks, mo, start, w, wo, wStep, x, at, y, to + p * outWidth);
        }
      }
    }
  }

  /// The results `p`, `p + dilation`, … of one vector of columns.
  private void down(
      int p,
      int[] masks,
      int mo,
      float start,
      float[] w,
      int wo,
      int wStep,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    int xStep = dilationHeight * inWidth;
    int yStep = dilationHeight * outWidth;
    int first = first(p);
    int rows = rows(p);
    int outs = outs(p);
    int apart = dilationWidth;
    if (kernel == 3) {
      SimdDepthwise3x3.correlate(
          first, rows, outs, start, w, wo, wStep, x, xo, xStep, apart, masks, mo, y, yo, yStep);
    } else {
      SimdDepthwise5x5.correlate(
          first, rows, outs, start, w, wo, wStep, x, xo, xStep, apart, masks, mo, y, yo, yStep);
    }
  }

  /// The first row that results `p`, `p + dilation`, … see.
  private int row(int p) {
    return Math.floorMod(p - padTop, dilationHeight);
  }

  /// Which of these results that row completes.
  private int first(int p) {
    return (row(p) + padTop - p) / dilationHeight - (kernel - 1);
  }

  /// How many rows they see.
  private int rows(int p) {
    return Math.max(0, (inHeight - 1 - row(p) + dilationHeight) / dilationHeight);
  }

  /// How many they are.
  private int outs(int p) {
    return (outHeight - 1 - p) / dilationHeight + 1;
  }

  /// Adds the products of the plane at `at` of `x` and the plane of results at `yo` of `dy` to the
  /// sums of the taps, a vector each, from `so` on.
  void products(int[] masks, float[] x, int at, float[] dy, int yo, float[] sums, int so) {
    boolean room = hasRoom(x, at);
    float[] from = room ? x : roomy(x, at);
    int xo = room ? at : before();
    int plane = outHeight * outWidth;
    float[] results = dy;
    int ro = yo;
    if (yo + plane + LANES > dy.length && outWidth < LANES) {
      results = Scratch.floats(Scratch.GRADIENT, plane + LANES);
      System.arraycopy(dy, yo, results, 0, plane);
      ro = 0;
    }
    for (int k = 0; k < vectors(); k++) {
      int a = xo + column(k) * stride - padLeft;
      int b = ro + column(k);
      if (stride == 2) {
        products2(masks, k * perVector(), from, a, results, b, sums, so);
      } else {
        for (int p = 0; p < Math.min(dilationHeight, outHeight); p++) {
          SimdDepthwise3x3.products(
              first(p),
              rows(p),
              outs(p),
              from,
              a + row(p) * inWidth,
              dilationHeight * inWidth,
              dilationWidth,
              masks,
              k * perVector(),
              results,
              b + p * outWidth,
              dilationHeight * outWidth,
              sums,
              so);
        }
      }
    }
  }

  /// The rows of a stride of 2: row `2i - padTop + u` meets row `i` of the results in the taps `u`.
  private void products2(
      int[] masks, int mo, float[] x, int xo, float[] dy, int yo, float[] sums, int so) {
    int whole = Math.min(outHeight - 1, (inHeight - 1 + padTop) / 2);
    if (padTop == 0) {
      SimdDepthwiseStep2.rowProducts(x, xo, masks, mo, dy, yo, sums, so);
    }
    int top = xo - padTop * inWidth;
    SimdDepthwiseStep2.products(whole, x, top, inWidth, masks, mo, dy, yo, outWidth, sums, so);
    for (int u = 1; u <= 2; u++) {
      int row = 2 * whole - padTop + u;
      if (row < inHeight) {
        int at = xo + row * inWidth;
        int taps = so + 3 * u * LANES;
        SimdDepthwiseStep2.rowProducts(x, at, masks, mo, dy, yo + whole * outWidth, sums, taps);
      }
    }
  }
}
