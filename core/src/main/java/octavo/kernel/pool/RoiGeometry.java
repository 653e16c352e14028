package octavo.kernel.pool;

/// Regions of interest `[regions, 5]` of pictures `[batch, channels, inHeight, inWidth]`: the number
/// of the picture, then left, top, right and bottom in some unit. Each is cut into
/// `outHeight·outWidth` bins.
///
/// @param batch the number of pictures
/// @param channels the number of channels
/// @param inHeight rows of a picture
/// @param inWidth columns of a picture
/// @param regions the number of regions
/// @param outHeight rows of bins
/// @param outWidth columns of bins
/// @param scale pixels of the picture for one unit of the regions
/// @param samples points along each axis of a bin, 0 for as many as it has pixels, rounded up; not
///     for maxima
/// @param aligned whether pixel `i` is at `i + ½`, else at `i`; not for maxima
public record RoiGeometry(
    int batch,
    int channels,
    int inHeight,
    int inWidth,
    int regions,
    int outHeight,
    int outWidth,
    double scale,
    int samples,
    boolean aligned) {
  /// The numbers of a plane of the input.
  public int inSize() {
    return inHeight * inWidth;
  }

  /// The bins of a region.
  public int bins() {
    return outHeight * outWidth;
  }
}
