package octavo.kernel.resize;

/// The sizes of a reassembly of `x [batch, channels, height, width]` by kernels `w [batch, groups·kernel²,
/// height·factor, width·factor]`.
///
/// @param batch the number of pictures
/// @param channels channels of the picture
/// @param groups parts of the channels with kernels of their own
/// @param height rows of the input
/// @param width columns of the input
/// @param kernel rows and columns of each kernel, odd
/// @param factor how many times more rows and columns the result has
public record CarafeGeometry(
    int batch, int channels, int groups, int height, int width, int kernel, int factor) {
  /// Channels of one group.
  public int groupSize() {
    return channels / groups;
  }

  /// Numbers of one plane of the input.
  public int inSize() {
    return height * width;
  }

  /// Rows of the result.
  public int outHeight() {
    return height * factor;
  }

  /// Columns of the result.
  public int outWidth() {
    return width * factor;
  }

  /// Numbers of one plane of the result.
  public int outSize() {
    return outHeight() * outWidth();
  }

  /// Where the kernels of plane `plane = picture·channels + channel` begin.
  int kernels(int plane) {
    int group = plane / channels * groups + plane % channels / groupSize();
    return group * kernel * kernel * outSize();
  }
}
