package octavo.kernel.pool;

import octavo.storage.View;

/// Pooling of regions of interest over contiguous views: pictures `[batch, channels, height, width]` and
/// regions `[regions, 5]` of the picture's number, left, top, right and bottom.
///
/// The oracle serves all types. There is no SIMD twin: neighbors of a bin's points lie at four places
/// that differ from point to point.
public interface RoiKernels {
  /// `y [regions, channels, bins]`: the mean of the points of each bin, interpolated between the
  /// pixels (He et al., 2017).
  void align(RoiGeometry g, View x, View rois, View y);

  /// The adjoint of [#align]: each `dy` added to the pixels of its points; `dx` is overwritten.
  void alignBackward(RoiGeometry g, View dy, View rois, View dx);

  /// Where the maximum of each bin lies in `x` as a whole (int64 `[regions, channels, bins]`), -1 for
  /// an empty bin. Corners are rounded to pixels, and both ends belong to the region (Girshick,
  /// 2015). Among equal numbers the first is the largest; a NaN is larger than every number.
  void maxIndices(RoiGeometry g, View x, View rois, View indices);
}
