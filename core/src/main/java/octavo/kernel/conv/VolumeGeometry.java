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
}
