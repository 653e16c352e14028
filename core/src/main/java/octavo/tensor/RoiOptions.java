package octavo.tensor;

/// How regions of interest are pooled, with torchvision's defaults.
///
/// @param height rows of the result
/// @param width columns of the result
/// @param spatialScale pixels of the picture for one unit of the regions: 1/16 if they are measured on
///     an image 16 times as large
/// @param samplingRatio points along each axis of a bin, 0 for as many as it has pixels, rounded up
/// @param aligned whether regions are shifted by half a pixel, so that the center of pixel i is at `i +
///     ½`, as is right; and small ones may be narrower than a pixel
public record RoiOptions(
    int height, int width, double spatialScale, int samplingRatio, boolean aligned) {
  /// Checks the numbers.
  public RoiOptions {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "RoiOptions: the result must have at least one number along each axis, but is to be [%d, %d]."
              .formatted(height, width));
    }
    if (!(spatialScale > 0 && Double.isFinite(spatialScale))) {
      throw new IllegalArgumentException(
          "RoiOptions: spatialScale must be positive and finite, but is %s."
              .formatted(spatialScale));
    }
    if (samplingRatio < 0) {
      throw new IllegalArgumentException(
          "RoiOptions: samplingRatio must not be negative, but is %d.".formatted(samplingRatio));
    }
  }

  /// A result of this size for each region; regions are measured in pixels.
  public static RoiOptions of(int height, int width) {
    return new RoiOptions(height, width, 1, 0, false);
  }

  /// So many pixels of the picture for one unit of the regions.
  public RoiOptions withSpatialScale(double scale) {
    return new RoiOptions(height, width, scale, samplingRatio, aligned);
  }

  /// So many points along each axis of a bin, 0 for one for each pixel.
  public RoiOptions withSamplingRatio(int points) {
    return new RoiOptions(height, width, spatialScale, points, aligned);
  }

  /// Whether regions are shifted by half a pixel.
  public RoiOptions withAligned(boolean shifted) {
    return new RoiOptions(height, width, spatialScale, samplingRatio, shifted);
  }
}
