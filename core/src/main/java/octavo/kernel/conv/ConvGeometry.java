package octavo.kernel.conv;

/// The sizes of a two-dimensional convolution of `x [batch, inChannels, inHeight, inWidth]` with `w
/// [outChannels, inChannels/groups, kernelHeight, kernelWidth]`.
///
/// @param batch the number of images
/// @param inChannels channels of the input
/// @param inHeight rows of the input
/// @param inWidth columns of the input
/// @param outChannels channels of the output
/// @param kernelHeight rows of the kernel
/// @param kernelWidth columns of the kernel
/// @param strideHeight step between output rows
/// @param strideWidth step between output columns
/// @param padTop rows of zeros above
/// @param padLeft columns of zeros on the left
/// @param padBottom rows of zeros below
/// @param padRight columns of zeros on the right
/// @param dilationHeight distance of kernel rows
/// @param dilationWidth distance of kernel columns
/// @param groups parts of the channels that do not see each other
public record ConvGeometry(
    int batch,
    int inChannels,
    int inHeight,
    int inWidth,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int dilationHeight,
    int dilationWidth,
    int groups) {
  /// Refuses what is no convolution.
  public ConvGeometry {
    require(kernelHeight >= 1 && kernelWidth >= 1, "kernel", kernelHeight, kernelWidth, 1);
    require(strideHeight >= 1 && strideWidth >= 1, "stride", strideHeight, strideWidth, 1);
    require(
        dilationHeight >= 1 && dilationWidth >= 1, "dilation", dilationHeight, dilationWidth, 1);
    require(padTop >= 0 && padLeft >= 0, "padding", padTop, padLeft, 0);
    require(padBottom >= 0 && padRight >= 0, "padding", padBottom, padRight, 0);
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "conv2d: groups must divide the channels, but groups is "
              + groups
              + ", the input has "
              + inChannels
              + " channels and the output "
              + outChannels
              + ".");
    }
    requireFit("conv2d", "height", inHeight, padTop, padBottom, kernelHeight, dilationHeight);
    requireFit("conv2d", "width", inWidth, padLeft, padRight, kernelWidth, dilationWidth);
  }

  private static void require(boolean holds, String what, int height, int width, int least) {
    if (!holds) {
      throw new IllegalArgumentException(
          "conv2d: "
              + what
              + " must be at least "
              + least
              + ", but is ["
              + height
              + ", "
              + width
              + "].");
    }
  }

  /// Refuses a kernel that is larger than the padded input.
  ///
  /// @param operation how the message begins
  /// @param axis the name of the axis
  /// @param in numbers along it
  /// @param before zeros before them
  /// @param after zeros behind them
  /// @param kernel numbers of the kernel
  /// @param dilation their distance
  /// @throws IllegalArgumentException if it does not fit
  public static void requireFit(
      String operation, String axis, int in, int before, int after, int kernel, int dilation) {
    long padding = (long) before + after;
    long extent = 1 + (long) dilation * (kernel - 1);
    if (in + padding > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          operation
              + ": the padded input must have at most 2³¹ - 1 numbers along an axis, but along the "
              + axis
              + " it has "
              + (in + padding)
              + ".");
    }
    if (extent > in + padding) {
      throw new IllegalArgumentException(
          operation
              + ": the kernel must fit into the padded input, but along the "
              + axis
              + " it covers "
              + extent
              + " and the input has "
              + in
              + " with padding "
              + padding
              + ". Pad more, or use a smaller kernel or dilation.");
    }
  }

  /// Rows of the output.
  public int outHeight() {
    return (inHeight + padTop + padBottom - dilationHeight * (kernelHeight - 1) - 1) / strideHeight
        + 1;
  }

  /// Columns of the output.
  public int outWidth() {
    return (inWidth + padLeft + padRight - dilationWidth * (kernelWidth - 1) - 1) / strideWidth + 1;
  }

  /// Input channels of one group.
  public int groupIn() {
    return inChannels / groups;
  }

  /// Output channels of one group.
  public int groupOut() {
    return outChannels / groups;
  }

  /// Numbers of one filter: `groupIn · kernelHeight · kernelWidth`.
  public int filter() {
    return groupIn() * kernelHeight * kernelWidth;
  }

  /// Numbers of one image of the input.
  int image() {
    return inChannels * inHeight * inWidth;
  }

  /// Numbers of one image of the output.
  int results() {
    return outChannels * outHeight() * outWidth();
  }

  /// Numbers of the input.
  public int inputs() {
    return batch * image();
  }

  /// Numbers of the output.
  public int outputs() {
    return batch * results();
  }

  /// Multiplications of the definition.
  public long multiplications() {
    return (long) outputs() * filter();
  }

  /// The same convolution of another number of images.
  public ConvGeometry withBatch(int images) {
    return new ConvGeometry(
        images,
        inChannels,
        inHeight,
        inWidth,
        outChannels,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        padTop,
        padLeft,
        padBottom,
        padRight,
        dilationHeight,
        dilationWidth,
        groups);
  }

  /// The same convolution of other rows with other padding.
  ConvGeometry withRows(int rows, int above, int below) {
    return new ConvGeometry(
        batch,
        inChannels,
        rows,
        inWidth,
        outChannels,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        above,
        padLeft,
        below,
        padRight,
        dilationHeight,
        dilationWidth,
        groups);
  }
}
