package octavo.kernel.pool;

/// One axis of a pooling: window `i` begins at `i·stride - pad` and has `kernel` numbers that are
/// `dilation` apart.
///
/// @param in the size of the input
/// @param kernel the numbers of a window
/// @param stride the step between windows
/// @param pad the numbers added at both ends
/// @param dilation the distance of a window's numbers
public record PoolAxis(int in, int kernel, int stride, int pad, int dilation) {
  /// An axis that pictures (or sequences) do not have.
  public static final PoolAxis POINT = new PoolAxis(1, 1, 1, 0, 1);

  /// Refuses what is no pooling.
  public PoolAxis {
    atLeast("kernel", kernel, 1);
    atLeast("stride", stride, 1);
    atLeast("dilation", dilation, 1);
    atLeast("padding", pad, 0);
    if (pad > kernel / 2) {
      throw new IllegalArgumentException(
          "pool: padding must be at most half the kernel, else a window sees only padding, but padding is %d and the kernel %d."
              .formatted(pad, kernel));
    }
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "pool: %s must be at least %d, but is %d.".formatted(what, least, value));
    }
  }

  /// Checks that there is a window: it fits into the padded input or, in ceil mode, hangs over it by
  /// less than a step.
  ///
  /// @throws IllegalArgumentException if there is none; names `operation` and the axis
  public void requireWindow(String operation, String axis, boolean ceilMode) {
    long extent = (long) dilation * (kernel - 1) + 1;
    long padded = in + 2L * pad;
    boolean hangs = ceilMode && in > 0 && extent - padded < stride;
    if ((extent > padded && !hangs) || Math.max(extent, padded) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: the window must fit into the padded input, but along the %s it covers %d and the padded input has %d."
              .formatted(operation, axis, extent, padded));
    }
  }

  /// The number of windows. In ceil mode a last one that hangs over the edge is kept if it begins
  /// in the input or in the padding ahead of it.
  public int out(boolean ceilMode) {
    int room = in + 2 * pad - dilation * (kernel - 1) - 1;
    int out = (ceilMode ? Math.ceilDiv(room, stride) : Math.floorDiv(room, stride)) + 1;
    return ceilMode && (long) (out - 1) * stride >= in + pad ? out - 1 : out;
  }

  /// Where number `u` of window `i` lies; perhaps in the padding.
  public int at(int i, int u) {
    return i * stride - pad + u * dilation;
  }

  /// Whether there is such a place in the input.
  public boolean isInside(int at) {
    return at >= 0 && at < in;
  }
}
