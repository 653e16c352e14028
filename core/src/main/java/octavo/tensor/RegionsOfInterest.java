package octavo.tensor;

import octavo.kernel.pool.RoiGeometry;
import octavo.op.RoiAlign;
import octavo.op.RoiArgMax;

/// From tensors and regions of interest to the operations that pool them.
final class RegionsOfInterest {
  private RegionsOfInterest() {}

  private static RoiGeometry geometry(
      String operation, Tensor x, Tensor regions, RoiOptions options) {
    Poolings.requireRank(operation, 2, x);
    Tensors.computable(operation, regions);
    if (regions.rank() != 2 || regions.size(1) != 5) {
      throw new IllegalArgumentException(
          "%s: the regions must be [regions, 5] with the picture, left, top, right and bottom, but are %s."
              .formatted(operation, regions.shape()));
    }
    if (x.size(2) < 1 || x.size(3) < 1) {
      throw new IllegalArgumentException(
          "%s: pictures must have at least one pixel, but the input is %s."
              .formatted(operation, x.shape()));
    }
    for (int k = 0; k < regions.size(0); k++) {
      double image = regions.get(k, 0);
      if (!(image >= 0 && image < x.size(0))) {
        throw new IndexOutOfBoundsException(
            "%s: the picture of a region must be in [0, %d], but that of region %d is %s."
                .formatted(operation, x.size(0) - 1, k, image));
      }
    }
    if (!regions.stopGradient().isFinite().all().toBooleanArray()[0]) {
      throw new IllegalArgumentException(
          "%s: the corners of regions must be finite, but not all of them are."
              .formatted(operation));
    }
    return new RoiGeometry(
        x.size(0),
        x.size(1),
        x.size(2),
        x.size(3),
        regions.size(0),
        options.height(),
        options.width(),
        options.spatialScale(),
        options.samplingRatio(),
        options.aligned());
  }

  static Tensor pool(String operation, Tensor x, Tensor regions, RoiOptions options) {
    RoiGeometry g = geometry(operation, x, regions, options);
    if (options.samplingRatio() != 0 || options.aligned()) {
      throw new IllegalArgumentException(
          "%s: samplingRatio and aligned are for roiAlign, but the options are %s."
              .formatted(operation, options));
    }
    Tensor places = new RoiArgMax(g).apply(x.stopGradient(), regions.stopGradient());
    Tensor flat = x.flatten();
    if (places.elements() == 0) {
      return flat.narrow(0, 0, 0).reshape(places.shape());
    }
    Tensor numbers = flat.indexSelect(0, places.maximum(0).flatten()).reshape(places.shape());
    return Tensors.where(places.less(0), numbers.stopGradient().zerosLike(), numbers);
  }

  static Tensor align(String operation, Tensor x, Tensor regions, RoiOptions options) {
    RoiGeometry g = geometry(operation, x, regions, options);
    return new RoiAlign(g).apply(Tensors.real(operation, x), regions.stopGradient());
  }
}
