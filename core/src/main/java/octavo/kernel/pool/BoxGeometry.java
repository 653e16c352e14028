package octavo.kernel.pool;

/// Boxes of volumes `[batch, channels, inDepth, inHeight, inWidth]`: every combination of a part of
/// each axis. Pictures have one slice.
///
/// @param batch the number of images
/// @param channels the number of channels
/// @param inDepth slices of the input
/// @param inHeight rows of the input
/// @param inWidth columns of the input
/// @param depth parts of the slices
/// @param height parts of the rows
/// @param width parts of the columns
public record BoxGeometry(
    int batch,
    int channels,
    int inDepth,
    int inHeight,
    int inWidth,
    Spans depth,
    Spans height,
    Spans width) {
  /// The number of planes: `batch · channels`.
  public int planes() {
    return batch * channels;
  }

  /// The numbers of a plane of the input.
  public int inSize() {
    return inDepth * inHeight * inWidth;
  }

  /// The boxes of a plane.
  public int outSize() {
    return depth.parts() * height.parts() * width.parts();
  }

  /// The numbers of all boxes of all planes; one that lies in several boxes counts in each.
  public long boxNumbers() {
    long numbers = 0;
    for (int plane = 0; plane < planes(); plane++) {
      numbers += depth.numbers(plane) * height.numbers(plane) * width.numbers(plane);
    }
    return numbers;
  }

  /// The numbers of box `(o, i, j)` of a plane.
  int count(int plane, int o, int i, int j) {
    return (depth.end(plane, o) - depth.begin(plane, o))
        * (height.end(plane, i) - height.begin(plane, i))
        * (width.end(plane, j) - width.begin(plane, j));
  }
}
