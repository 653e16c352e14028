package octavo.nn;

import octavo.tensor.RoiOptions;
import octavo.tensor.Tensor;

/// The largest number of each bin of regions of interest (Girshick, 2015), see
/// [Tensor#roiPool]. It takes the regions too, and so is no [Layer].
///
/// @param options the size of the result and the unit of the regions
public record RoiPool(RoiOptions options) {
  /// `[batch, channels, height, width]` and `[regions, 5]` (picture, left, top, right, bottom) to
  /// `[regions, channels, height, width]`.
  public Tensor forward(Tensor x, Tensor regions) {
    return x.roiPool(regions, options);
  }
}
