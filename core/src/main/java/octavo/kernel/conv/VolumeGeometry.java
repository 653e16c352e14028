package octavo.kernel.conv;

/// The sizes of a three-dimensional convolution of `x [batch, in, depth, height, width]`.
///
/// @param plane the sizes along height and width, channels, groups and batch
/// @param inDepth slices of the input
/// @param kernelDepth slices of the kernel
/// @param strideDepth step between output slices
/// @param padFront slices of zeros before the first
/// @param padBack slices of zeros behind the last
/// @param dilationDepth distance of kernel slices
public record VolumeGeometry(
    ConvGeometry plane,
    int inDepth,
    int kernelDepth,
    int strideDepth,
    int padFront,
    int padBack,
    int dilationDepth) {
  /// Refuses what is no convolution.
  public VolumeGeometry {
    ConvGeometry.requireFit(
        "conv3d", "depth", inDepth, padFront, padBack, kernelDepth, dilationDepth);
  }

  /// Slices of the output.
  public int outDepth() {
    return (inDepth + padFront + padBack - dilationDepth * (kernelDepth - 1) - 1) / strideDepth + 1;
  }

  /// The convolution of `slices` images that have the slices of one output slice as channels.
  ConvGeometry slices(int slices) {
    return new ConvGeometry(
        slices,
        plane.inChannels() * kernelDepth,
        plane.inHeight(),
        plane.inWidth(),
        plane.outChannels(),
        plane.kernelHeight(),
        plane.kernelWidth(),
        plane.strideHeight(),
        plane.strideWidth(),
        plane.padTop(),
        plane.padLeft(),
        plane.padBottom(),
        plane.padRight(),
        plane.dilationHeight(),
        plane.dilationWidth(),
        plane.groups());
  }

  /// Whether each result sees one number of each slice: then a slice is a row of numbers, and the volume a
  /// picture of such rows.
  boolean isPicture() {
    boolean point = plane.kernelHeight() == 1 && plane.kernelWidth() == 1;
    boolean dense = plane.strideHeight() == 1 && plane.strideWidth() == 1;
    boolean bare = (plane.padTop() | plane.padLeft() | plane.padBottom() | plane.padRight()) == 0;
    return point && dense && bare;
  }

  /// The convolution of this picture.
  ConvGeometry picture() {
    return new ConvGeometry(
        plane.batch(),
        plane.inChannels(),
        inDepth,
        plane.inHeight() * plane.inWidth(),
        plane.outChannels(),
        kernelDepth,
        1,
        strideDepth,
        1,
        padFront,
        0,
        padBack,
        0,
        dilationDepth,
        1,
        plane.groups());
  }

  /// Whether no slice of the input is seen by two slices of the output.
  boolean seesOnce() {
    return strideDepth > (kernelDepth - 1) * dilationDepth;
  }

  /// Whether each slice of the input is seen where none is seen twice.
  boolean seesAll() {
    return strideDepth == kernelDepth && outDepth() * strideDepth - padFront >= inDepth;
  }
}
