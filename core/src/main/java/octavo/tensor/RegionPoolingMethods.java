package octavo.tensor;

import octavo.tensor.PoolingMethods.Pooled;

/// Pooling to a size that is given: of whole pictures, of parts of about equal size, of parts at
/// pseudo-random places and of regions of interest; and back by [#maxUnpool2d(Tensor, Window)].
public sealed interface RegionPoolingMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// The mean over all axes behind the channels, which stay with size 1.
  ///
  /// @throws IllegalArgumentException if there is no such axis
  default Tensor globalAvgPool() {
    return RegionPoolings.globalMean("globalAvgPool", self());
  }

  /// The largest number over all axes behind the channels, which stay with size 1. Among equal numbers
  /// the gradient goes to the first.
  ///
  /// @throws IllegalArgumentException if there are not one to three such axes
  default Tensor globalMaxPool() {
    return RegionPoolings.globalMaximum("globalMaxPool", self());
  }

  /// The generalized mean over all axes behind the channels, which stay with size 1: `(mean max(x,
  /// ε)ᵖ)^(1/p)` (GeM; Radenović, Tolias and Chum, 2018). The mean for p = 1, near the maximum for a
  /// large p.
  ///
  /// @param p the exponent, one number or one for each channel; it has a gradient
  /// @param epsilon what smaller numbers are raised to
  /// @throws IllegalArgumentException if there is no such axis, or the exponents do not fit
  default Tensor generalizedMean(Tensor p, double epsilon) {
    return RegionPoolings.generalizedMean("generalizedMean", self(), p, epsilon);
  }

  /// Means that bring sequences of any length to `[batch, channels, length]`: result `i` is the mean of
  /// the numbers from `⌊i·in/out⌋` up to `⌈(i + 1)·in/out⌉`, so windows may overlap.
  ///
  /// @throws IllegalArgumentException if this is no sequence, or the length is not positive
  default Tensor adaptiveAvgPool1d(int length) {
    return RegionPoolings.adaptiveMean("adaptiveAvgPool1d", self(), length);
  }

  /// Means that bring pictures of any size to `[batch, channels, height, width]`: result `i` of an axis
  /// is the mean of the numbers from `⌊i·in/out⌋` up to `⌈(i + 1)·in/out⌉`, so windows may overlap.
  ///
  /// @throws IllegalArgumentException if this is no image, or a size is not positive
  default Tensor adaptiveAvgPool2d(int height, int width) {
    return RegionPoolings.adaptiveMean("adaptiveAvgPool2d", self(), height, width);
  }

  /// Means that bring volumes of any size to `[batch, channels, depth, height, width]`, see
  /// [#adaptiveAvgPool2d].
  ///
  /// @throws IllegalArgumentException if this is no volume, or a size is not positive
  default Tensor adaptiveAvgPool3d(int depth, int height, int width) {
    return RegionPoolings.adaptiveMean("adaptiveAvgPool3d", self(), depth, height, width);
  }

  /// The largest numbers of the parts of [#adaptiveAvgPool1d].
  ///
  /// @throws IllegalArgumentException if this is no sequence, or the length is not positive
  default Tensor adaptiveMaxPool1d(int length) {
    return RegionPoolings.adaptiveMaximum("adaptiveMaxPool1d", self(), length).values();
  }

  /// The largest numbers of the parts of [#adaptiveAvgPool2d].
  ///
  /// @throws IllegalArgumentException if this is no image, or a size is not positive
  default Tensor adaptiveMaxPool2d(int height, int width) {
    return RegionPoolings.adaptiveMaximum("adaptiveMaxPool2d", self(), height, width).values();
  }

  /// The largest numbers of the parts of [#adaptiveAvgPool3d].
  ///
  /// @throws IllegalArgumentException if this is no volume, or a size is not positive
  default Tensor adaptiveMaxPool3d(int depth, int height, int width) {
    return RegionPoolings.adaptiveMaximum("adaptiveMaxPool3d", self(), depth, height, width)
        .values();
  }

  /// [#adaptiveMaxPool1d], and where the numbers come from.
  ///
  /// @throws IllegalArgumentException if this is no sequence, or the length is not positive
  default Pooled adaptiveMaxPool1dWithIndices(int length) {
    return RegionPoolings.adaptiveMaximum("adaptiveMaxPool1dWithIndices", self(), length);
  }

  /// [#adaptiveMaxPool2d], and where the numbers come from.
  ///
  /// @throws IllegalArgumentException if this is no image, or a size is not positive
  default Pooled adaptiveMaxPool2dWithIndices(int height, int width) {
    return RegionPoolings.adaptiveMaximum("adaptiveMaxPool2dWithIndices", self(), height, width);
  }

  /// [#adaptiveMaxPool3d], and where the numbers come from.
  ///
  /// @throws IllegalArgumentException if this is no volume, or a size is not positive
  default Pooled adaptiveMaxPool3dWithIndices(int depth, int height, int width) {
    return RegionPoolings.adaptiveMaximum(
        "adaptiveMaxPool3dWithIndices", self(), depth, height, width);
  }

  /// The largest numbers of pictures at several sizes, one behind the other (He et al., 2014): `levels`
  /// 1, 2 and 4 give `[batch, channels·(1 + 4 + 16)]` for pictures of any size.
  ///
  /// @throws IllegalArgumentException if this is no image, or there is no level, or one is not positive
  default Tensor spatialPyramidPool(int... levels) {
    return RegionPoolings.pyramid("spatialPyramidPool", self(), levels);
  }

  /// The largest numbers of windows at pseudo-random places that bring pictures to `[batch, channels,
  /// height, width]` (Graham, 2014), and where they come from. With a sample u, window `i` of an axis
  /// begins at `⌊(i + u)·α⌋ - ⌊u·α⌋`, `α = (size - kernel) / (outputs - 1)`; the last one ends with the
  /// axis.
  ///
  /// @param window the size of the windows
  /// @param samples `[batch, channels, 2]` in `[0, 1)`: for the width, then for the height
  /// @throws IllegalArgumentException if the sizes do not fit
  default Pooled fractionalMaxPool2d(Window window, int height, int width, Tensor samples) {
    return RegionPoolings.fractional("fractionalMaxPool2d", self(), window, samples, height, width);
  }

  /// [#fractionalMaxPool2d] of volumes.
  ///
  /// @param window the size of the windows
  /// @param samples `[batch, channels, 3]` in `[0, 1)`: for the depth, the height and the width
  /// @throws IllegalArgumentException if the sizes do not fit
  default Pooled fractionalMaxPool3d(
      Window window, int depth, int height, int width, Tensor samples) {
    return RegionPoolings.fractional(
        "fractionalMaxPool3d", self(), window, samples, depth, height, width);
  }

  /// Zeros of `length` numbers, with this tensor's at the places that indices of a max pooling name.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if an index is no place of the result
  default Tensor maxUnpool1d(Tensor indices, int length) {
    return RegionPoolings.unpool("maxUnpool1d", self(), indices, length);
  }

  /// Zeros of `height·width` numbers, with this tensor's at the places that indices of a max pooling
  /// name (Zeiler and Fergus, 2014). Where windows overlapped a place may be named several times: the
  /// last number stays.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if an index is no place of the result
  default Tensor maxUnpool2d(Tensor indices, int height, int width) {
    return RegionPoolings.unpool("maxUnpool2d", self(), indices, height, width);
  }

  /// [#maxUnpool2d(Tensor, int, int)] of volumes.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if an index is no place of the result
  default Tensor maxUnpool3d(Tensor indices, int depth, int height, int width) {
    return RegionPoolings.unpool("maxUnpool3d", self(), indices, depth, height, width);
  }

  /// [#maxUnpool1d(Tensor, int)] to the smallest size that a max pooling with this window comes from:
  /// `(size - 1)·stride - 2·padding + kernel`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if an index is no place of the result
  default Tensor maxUnpool1d(Tensor indices, Window window) {
    int[] sizes = RegionPoolings.sizesBefore("maxUnpool1d", 1, self(), window);
    return maxUnpool1d(indices, sizes[0]);
  }

  /// [#maxUnpool2d(Tensor, int, int)] to the smallest size that a max pooling with this window comes
  /// from: `(size - 1)·stride - 2·padding + kernel` along each axis.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if an index is no place of the result
  default Tensor maxUnpool2d(Tensor indices, Window window) {
    int[] sizes = RegionPoolings.sizesBefore("maxUnpool2d", 2, self(), window);
    return maxUnpool2d(indices, sizes[0], sizes[1]);
  }

  /// [#maxUnpool2d(Tensor, Window)] of volumes.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if an index is no place of the result
  default Tensor maxUnpool3d(Tensor indices, Window window) {
    int[] sizes = RegionPoolings.sizesBefore("maxUnpool3d", 3, self(), window);
    return maxUnpool3d(indices, sizes[0], sizes[1], sizes[2]);
  }

  /// The largest number of each bin of regions of interest (Girshick, 2015), `[regions, channels,
  /// height, width]`; 0 for a bin outside the picture. Corners are rounded to pixels, and both ends
  /// belong to the region.
  ///
  /// @param regions `[regions, 5]`: the number of the picture, then left, top, right and bottom; they
  ///     have no gradient
  /// @param options the size of the result and the unit of the regions
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if there is no such picture
  default Tensor roiPool(Tensor regions, RoiOptions options) {
    return RegionsOfInterest.pool("roiPool", self(), regions, options);
  }

  /// The mean of points of each bin of regions of interest, interpolated between the pixels (He et al.,
  /// 2017), `[regions, channels, height, width]`. A point more than a pixel outside counts as 0.
  ///
  /// @param regions `[regions, 5]`: the number of the picture, then left, top, right and bottom; they
  ///     have no gradient
  /// @param options the size of the result, the unit of the regions and where the points lie
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if there is no such picture
  default Tensor roiAlign(Tensor regions, RoiOptions options) {
    return RegionsOfInterest.align("roiAlign", self(), regions, options);
  }
}
