package octavo.kernel.pool;

/// The sizes of a pooling of volumes `[batch, channels, depth, height, width]`. Pictures have no
/// depth, sequences no height either: the axes they lack are [PoolAxis#POINT].
///
/// @param batch the number of images
/// @param channels the number of channels
/// @param depth the axis of slices
/// @param height the axis of rows
/// @param width the axis of columns
/// @param ceilMode whether a last window that hangs over the edge is kept
public record PoolGeometry(
    int batch, int channels, PoolAxis depth, PoolAxis height, PoolAxis width, boolean ceilMode) {
  /// Refuses windows that do not fit.
  public PoolGeometry {
    depth.requireWindow("pool", "depth", ceilMode);
    height.requireWindow("pool", "height", ceilMode);
    width.requireWindow("pool", "width", ceilMode);
  }

  /// A pooling of pictures.
  public PoolGeometry(
      int batch,
      int channels,
      int inHeight,
      int inWidth,
      int kernelHeight,
      int kernelWidth,
      int strideHeight,
      int strideWidth,
      int padHeight,
      int padWidth,
      int dilationHeight,
      int dilationWidth,
      boolean ceilMode) {
    this(
        batch,
        channels,
        PoolAxis.POINT,
        new PoolAxis(inHeight, kernelHeight, strideHeight, padHeight, dilationHeight),
        new PoolAxis(inWidth, kernelWidth, strideWidth, padWidth, dilationWidth),
        ceilMode);
  }

  /// The same pooling of another number of images.
  public PoolGeometry withBatch(int images) {
    return new PoolGeometry(images, channels, depth, height, width, ceilMode);
  }

  /// The number of planes (of volumes: one for each channel): `batch · channels`.
  public int planes() {
    return batch * channels;
  }

  /// The numbers of a plane of the input.
  public int inSize() {
    return depth.in() * height.in() * width.in();
  }

  /// The windows of a plane.
  public int outSize() {
    return outDepth() * outHeight() * outWidth();
  }

  /// The numbers of a window.
  public int windowSize() {
    return depth.kernel() * height.kernel() * width.kernel();
  }

  /// Slices of the output.
  public int outDepth() {
    return depth.out(ceilMode);
  }

  /// Rows of the output.
  public int outHeight() {
    return height.out(ceilMode);
  }

  /// Columns of the output.
  public int outWidth() {
    return width.out(ceilMode);
  }

  /// Rows of the input.
  public int inHeight() {
    return height.in();
  }

  /// Columns of the input.
  public int inWidth() {
    return width.in();
  }

  /// Rows of the window.
  public int kernelHeight() {
    return height.kernel();
  }

  /// Columns of the window.
  public int kernelWidth() {
    return width.kernel();
  }

  /// The step between windows, down.
  public int strideHeight() {
    return height.stride();
  }

  /// The step between windows, to the right.
  public int strideWidth() {
    return width.stride();
  }

  /// Rows added above and below.
  public int padHeight() {
    return height.pad();
  }

  /// Columns added left and right.
  public int padWidth() {
    return width.pad();
  }

  /// The distance of window rows.
  public int dilationHeight() {
    return height.dilation();
  }

  /// The distance of window columns.
  public int dilationWidth() {
    return width.dilation();
  }

  /// The places of the numbers of window `(o, i, j)` within their plane, in row-major order, padding
  /// left out: written to `found`, their number returned.
  int places(int o, int i, int j, int[] found) {
    int count = 0;
    for (int t = 0; t < depth.kernel(); t++) {
      int slice = depth.at(o, t);
      for (int u = 0; u < height.kernel(); u++) {
        int row = height.at(i, u);
        for (int v = 0; v < width.kernel(); v++) {
          int column = width.at(j, v);
          if (depth.isInside(slice) && height.isInside(row) && width.isInside(column)) {
            found[count++] = (slice * height.in() + row) * width.in() + column;
          }
        }
      }
    }
    return count;
  }

  /// Where number `k` of window `(o, i, j)` lies in its plane, -1 for padding.
  int placeOf(int[] window, int k) {
    int column = width.at(window[2], k % width.kernel());
    int row = height.at(window[1], k / width.kernel() % height.kernel());
    int slice = depth.at(window[0], k / width.kernel() / height.kernel());
    boolean inside = depth.isInside(slice) && height.isInside(row) && width.isInside(column);
    return inside ? (slice * height.in() + row) * width.in() + column : -1;
  }
}
