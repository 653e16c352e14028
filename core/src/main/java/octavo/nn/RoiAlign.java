package octavo.nn;

import octavo.tensor.RoiOptions;
import octavo.tensor.Tensor;

/// The mean of points of each bin of regions of interest (He et al., 2017), see
/// [Tensor#roiAlign]. It takes the regions too, and so is no [Layer].
///
/// @param options the size of the result and the unit of the regions
public record RoiAlign(RoiOptions options) {
  /// `[batch, channels, height, width]` and `[regions, 5]` (picture, left, top, right, bottom) to
  /// `[regions, channels, height, width]`.
  public Tensor forward(Tensor x, Tensor regions) {
    return x.roiAlign(regions, options);
  }
}
