package octavo.kernel.pool;

/// The sizes of a two-dimensional pooling of `[batch, channels, inHeight, inWidth]`.
///
/// @param batch the number of images
/// @param channels the number of channels
/// @param inHeight rows of the input
/// @param inWidth columns of the input
/// @param kernelHeight rows of the window
/// @param kernelWidth columns of the window
/// @param strideHeight step between windows, down
/// @param strideWidth step between windows, to the right
/// @param padHeight rows added above and below
/// @param padWidth columns added left and right
/// @param dilationHeight distance of window rows
/// @param dilationWidth distance of window columns
/// @param ceilMode whether a last window that hangs over the edge is kept
public record PoolGeometry(
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
  /// Refuses what is no pooling.
  public PoolGeometry {
    atLeast("kernel", kernelHeight, kernelWidth, 1);
    atLeast("stride", strideHeight, strideWidth, 1);
    atLeast("dilation", dilationHeight, dilationWidth, 1);
    atLeast("padding", padHeight, padWidth, 0);
    if (padHeight > kernelHeight / 2 || padWidth > kernelWidth / 2) {
      throw new IllegalArgumentException(
          "pool2d: padding must be at most half the kernel, else a window sees only padding, but"
              + " padding is [%d, %d] and the kernel [%d, %d]."
                  .formatted(padHeight, padWidth, kernelHeight, kernelWidth));
    }
    requireFit("pool2d", "height", inHeight, kernelHeight, padHeight, dilationHeight);
    requireFit("pool2d", "width", inWidth, kernelWidth, padWidth, dilationWidth);
  }

  private static void atLeast(String what, int height, int width, int least) {
    if (height < least || width < least) {
      throw new IllegalArgumentException(
          "pool2d: %s must be at least %d, but is [%d, %d].".formatted(what, least, height, width));
    }
  }

  /// Checks that a window fits along one axis.
  ///
  /// @throws IllegalArgumentException if it is larger than the padded input; names `operation`
  public static void requireFit(
      String operation, String axis, int in, int kernel, int pad, int dilation) {
    long extent = (long) dilation * (kernel - 1) + 1;
    long padded = in + 2L * pad;
    if (extent > padded || padded > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: the window must fit into the padded input, but along the %s it covers %d and the padded input has %d."
              .formatted(operation, axis, extent, padded));
    }
  }

  /// The same pooling of another number of images.
  public PoolGeometry withBatch(int images) {
    return new PoolGeometry(
        images,
        channels,
        inHeight,
        inWidth,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        padHeight,
        padWidth,
        dilationHeight,
        dilationWidth,
        ceilMode);
  }

  private int out(int in, int pad, int dilation, int kernel, int stride) {
    int room = in + 2 * pad - dilation * (kernel - 1) - 1;
    int out = (ceilMode ? Math.ceilDiv(room, stride) : room / stride) + 1;
    // a window that would begin in the padding beyond the input sees nothing
    return ceilMode && (long) (out - 1) * stride >= in + pad ? out - 1 : out;
  }

  /// Rows of the output.
  public int outHeight() {
    return out(inHeight, padHeight, dilationHeight, kernelHeight, strideHeight);
  }

  /// Columns of the output.
  public int outWidth() {
    return out(inWidth, padWidth, dilationWidth, kernelWidth, strideWidth);
  }

  /// The number of planes: `batch · channels`.
  public int planes() {
    return batch * channels;
  }
}
