package octavo.tensor;

import static octavo.tensor.Window.kernel;

import java.util.List;
import octavo.storage.DType;

/// Inputs, sizes, indices and regions of pooling that do not fit.
final class RegionPoolingErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor LINE = Tensor.ones(2, 3, 8);
  private static final Tensor IMAGE = Tensor.ones(2, 3, 8, 8);
  private static final Tensor VOLUME = Tensor.ones(2, 3, 4, 8, 8);
  private static final Tensor REGIONS = Tensor.ones(2, 5);
  private static final RoiOptions BINS = RoiOptions.of(2, 2);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "globalAvgPool rank",
              () -> X.globalAvgPool(),
              "globalAvgPool: the input must be [batch, channels, …] with at least one axis more, but is [2, 3]."),
          new ErrorCase(
              "globalMaxPool rank",
              () -> X.globalMaxPool(),
              "globalMaxPool: the input must be [batch, channels, …] with one to three axes more, but is [2, 3]."),
          new ErrorCase(
              "generalizedMean rank",
              () -> X.generalizedMean(Tensor.scalar(3), 0),
              "generalizedMean: the input must be [batch, channels, …] with at least one axis more, but is [2, 3]."),
          new ErrorCase(
              "generalizedMean p",
              () -> IMAGE.generalizedMean(Tensor.ones(2), 0),
              "generalizedMean: p must be one number or one for each channel, but is [2] for input [2, 3, 8, 8]."),
          new ErrorCase(
              "generalizedMean epsilon",
              () -> IMAGE.generalizedMean(Tensor.scalar(3), -1),
              "generalizedMean: epsilon must be finite and not negative, but is -1.0."),
          new ErrorCase(
              "adaptiveAvgPool1d rank",
              () -> X.adaptiveAvgPool1d(2),
              "adaptiveAvgPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "adaptiveAvgPool1d size",
              () -> LINE.adaptiveAvgPool1d(0),
              "adaptiveAvgPool1d: pictures and results must have at least one number along each axis, but the input is [2, 3, 8] and the result is to be [0]."),
          new ErrorCase(
              "adaptiveAvgPool3d rank",
              () -> X.adaptiveAvgPool3d(2, 2, 2),
              "adaptiveAvgPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "adaptiveAvgPool3d size",
              () -> VOLUME.adaptiveAvgPool3d(7, 0, 1),
              "adaptiveAvgPool3d: pictures and results must have at least one number along each axis, but the input is [2, 3, 4, 8, 8] and the result is to be [7, 0, 1]."),
          new ErrorCase(
              "adaptiveMaxPool1d rank",
              () -> X.adaptiveMaxPool1d(2),
              "adaptiveMaxPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "adaptiveMaxPool1d size",
              () -> LINE.adaptiveMaxPool1d(0),
              "adaptiveMaxPool1d: pictures and results must have at least one number along each axis, but the input is [2, 3, 8] and the result is to be [0]."),
          new ErrorCase(
              "adaptiveMaxPool2d rank",
              () -> X.adaptiveMaxPool2d(2, 2),
              "adaptiveMaxPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "adaptiveMaxPool2d size",
              () -> IMAGE.adaptiveMaxPool2d(7, 0),
              "adaptiveMaxPool2d: pictures and results must have at least one number along each axis, but the input is [2, 3, 8, 8] and the result is to be [7, 0]."),
          new ErrorCase(
              "adaptiveMaxPool3d rank",
              () -> X.adaptiveMaxPool3d(2, 2, 2),
              "adaptiveMaxPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "adaptiveMaxPool3d size",
              () -> VOLUME.adaptiveMaxPool3d(7, 0, 1),
              "adaptiveMaxPool3d: pictures and results must have at least one number along each axis, but the input is [2, 3, 4, 8, 8] and the result is to be [7, 0, 1]."),
          new ErrorCase(
              "adaptiveMaxPool1dWithIndices rank",
              () -> X.adaptiveMaxPool1dWithIndices(2),
              "adaptiveMaxPool1dWithIndices: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "adaptiveMaxPool1dWithIndices size",
              () -> LINE.adaptiveMaxPool1dWithIndices(0),
              "adaptiveMaxPool1dWithIndices: pictures and results must have at least one number along each axis, but the input is [2, 3, 8] and the result is to be [0]."),
          new ErrorCase(
              "adaptiveMaxPool2dWithIndices rank",
              () -> X.adaptiveMaxPool2dWithIndices(2, 2),
              "adaptiveMaxPool2dWithIndices: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "adaptiveMaxPool2dWithIndices size",
              () -> IMAGE.adaptiveMaxPool2dWithIndices(7, 0),
              "adaptiveMaxPool2dWithIndices: pictures and results must have at least one number along each axis, but the input is [2, 3, 8, 8] and the result is to be [7, 0]."),
          new ErrorCase(
              "adaptiveMaxPool3dWithIndices rank",
              () -> X.adaptiveMaxPool3dWithIndices(2, 2, 2),
              "adaptiveMaxPool3dWithIndices: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "adaptiveMaxPool3dWithIndices size",
              () -> VOLUME.adaptiveMaxPool3dWithIndices(7, 0, 1),
              "adaptiveMaxPool3dWithIndices: pictures and results must have at least one number along each axis, but the input is [2, 3, 4, 8, 8] and the result is to be [7, 0, 1]."),
          new ErrorCase(
              "spatialPyramidPool rank",
              () -> X.spatialPyramidPool(1, 2),
              "spatialPyramidPool: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "spatialPyramidPool levels",
              () -> IMAGE.spatialPyramidPool(),
              "spatialPyramidPool: at least one level is needed, but none is given. The paper's are 1, 2, 4."),
          new ErrorCase(
              "spatialPyramidPool level",
              () -> IMAGE.spatialPyramidPool(1, -1),
              "spatialPyramidPool: pictures and results must have at least one number along each axis, but the input is [2, 3, 8, 8] and the result is to be [-1, -1]."),
          new ErrorCase(
              "fractionalMaxPool2d rank",
              () -> X.fractionalMaxPool2d(kernel(2), 3, 3, Tensor.zeros(2, 3, 2)),
              "fractionalMaxPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "fractionalMaxPool2d samples",
              () -> IMAGE.fractionalMaxPool2d(kernel(2), 3, 3, Tensor.zeros(2, 3)),
              "fractionalMaxPool2d: the samples must be [batch, channels, 2], but are [2, 3] for input [2, 3, 8, 8]."),
          new ErrorCase(
              "fractionalMaxPool2d sample",
              () -> IMAGE.fractionalMaxPool2d(kernel(2), 3, 3, Tensor.zeros(2, 3, 2).add(1)),
              "fractionalMaxPool2d: samples must be in [0, 1), but one is 1.0."),
          new ErrorCase(
              "fractionalMaxPool2d window",
              () -> IMAGE.fractionalMaxPool2d(kernel(2).withStride(1), 3, 3, Tensor.zeros(2, 3, 2)),
              "fractionalMaxPool2d: the window must have a size only, but is Window[size=[2, 2, 2], stride=[1, 1, 1], padding=[0, 0, 0], dilation=[1, 1, 1], ceilMode=false, countIncludePad=true, divisorOverride=0]."),
          new ErrorCase(
              "fractionalMaxPool3d rank",
              () -> X.fractionalMaxPool3d(kernel(2), 2, 3, 3, Tensor.zeros(2, 3, 3)),
              "fractionalMaxPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "fractionalMaxPool3d samples",
              () -> VOLUME.fractionalMaxPool3d(kernel(2), 2, 3, 3, Tensor.zeros(2, 3)),
              "fractionalMaxPool3d: the samples must be [batch, channels, 3], but are [2, 3] for input [2, 3, 4, 8, 8]."),
          new ErrorCase(
              "fractionalMaxPool3d sample",
              () -> VOLUME.fractionalMaxPool3d(kernel(2), 2, 3, 3, Tensor.zeros(2, 3, 3).add(1)),
              "fractionalMaxPool3d: samples must be in [0, 1), but one is 1.0."),
          new ErrorCase(
              "fractionalMaxPool3d window",
              () ->
                  VOLUME.fractionalMaxPool3d(
                      kernel(2).withStride(1), 2, 3, 3, Tensor.zeros(2, 3, 3)),
              "fractionalMaxPool3d: the window must have a size only, but is Window[size=[2, 2, 2], stride=[1, 1, 1], padding=[0, 0, 0], dilation=[1, 1, 1], ceilMode=false, countIncludePad=true, divisorOverride=0]."),
          new ErrorCase(
              "fractionalMaxPool2d places",
              () -> IMAGE.fractionalMaxPool2d(kernel(3), 7, 2, Tensor.zeros(2, 3, 2)),
              "fractionalMaxPool2d: the windows must begin at different places, but 7 windows of 3 need 9 numbers along an axis and input [2, 3, 8, 8] has 8."),
          new ErrorCase(
              "fractionalMaxPool3d depth",
              () -> VOLUME.fractionalMaxPool3d(kernel(2, 2), 2, 2, 2, Tensor.zeros(2, 3, 3)),
              "fractionalMaxPool3d: a volume needs a window with a depth, but it is [2, 2]. Use kernel(depth, height, width)."),
          new ErrorCase(
              "maxUnpool1d(Tensor,int) indices",
              () -> LINE.maxUnpool1d(X, 16),
              "maxUnpool1d: one index for each number is needed, but the indices are [2, 3] and the input is [2, 3, 8]."),
          new ErrorCase(
              "maxUnpool1d(Tensor,Window) rank",
              () -> X.maxUnpool1d(X, kernel(2)),
              "maxUnpool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "maxUnpool2d(Tensor,int,int) indices",
              () -> IMAGE.maxUnpool2d(X, 16, 16),
              "maxUnpool2d: one index for each number is needed, but the indices are [2, 3] and the input is [2, 3, 8, 8]."),
          new ErrorCase(
              "maxUnpool2d(Tensor,Window) rank",
              () -> X.maxUnpool2d(X, kernel(2)),
              "maxUnpool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "maxUnpool3d(Tensor,int,int,int) indices",
              () -> VOLUME.maxUnpool3d(X, 8, 16, 16),
              "maxUnpool3d: one index for each number is needed, but the indices are [2, 3] and the input is [2, 3, 4, 8, 8]."),
          new ErrorCase(
              "maxUnpool3d(Tensor,Window) rank",
              () -> X.maxUnpool3d(X, kernel(2)),
              "maxUnpool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "maxUnpool2d(Tensor,int,int) size",
              () -> IMAGE.maxUnpool2d(IMAGE, -1, 4),
              "maxUnpool2d: a size of the result must not be negative, but is -1."),
          new ErrorCase(
              "maxUnpool2d(Tensor,int,int) type",
              () -> IMAGE.maxUnpool2d(IMAGE, 16, 16),
              "maxUnpool2d: indices must be int64, but are float32. Convert first: x.to(DType.INT64)."),
          new ErrorCase(
              "maxUnpool1d(Tensor,int) place",
              () -> LINE.maxUnpool1d(LINE.to(DType.INT64), 1),
              "maxUnpool1d: indices must be in [0, 0], but element 0 is 1."),
          new ErrorCase(
              "maxUnpool2d(Tensor,Window) dilation",
              () -> IMAGE.maxUnpool2d(IMAGE, kernel(2).withDilation(2)),
              "maxUnpool2d: the window must have neither dilation nor ceilMode, but is Window[size=[2, 2, 2], stride=[0, 0, 0], padding=[0, 0, 0], dilation=[2, 2, 2], ceilMode=false, countIncludePad=true, divisorOverride=0]. Give the size of the result."),
          new ErrorCase(
              "maxUnpool2d(Tensor,Window) divisor",
              () -> IMAGE.maxUnpool2d(IMAGE, kernel(2).withDivisorOverride(2)),
              "maxUnpool2d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 2."),
          new ErrorCase(
              "maxUnpool3d(Tensor,Window) depth",
              () -> VOLUME.maxUnpool3d(VOLUME, kernel(2, 2)),
              "maxUnpool3d: a volume needs a window with a depth, but it is [2, 2]. Use kernel(depth, height, width)."),
          new ErrorCase(
              "roiPool rank",
              () -> X.roiPool(REGIONS, BINS),
              "roiPool: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "roiPool regions",
              () -> IMAGE.roiPool(X, BINS),
              "roiPool: the regions must be [regions, 5] with the picture, left, top, right and bottom, but are [2, 3]."),
          new ErrorCase(
              "roiPool picture",
              () -> IMAGE.roiPool(REGIONS.add(1), BINS),
              "roiPool: the picture of a region must be in [0, 1], but that of region 0 is 2.0."),
          new ErrorCase(
              "roiPool pixels",
              () -> Tensor.ones(2, 3, 0, 4).roiPool(REGIONS, BINS),
              "roiPool: pictures must have at least one pixel, but the input is [2, 3, 0, 4]."),
          new ErrorCase(
              "roiAlign rank",
              () -> X.roiAlign(REGIONS, BINS),
              "roiAlign: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "roiAlign regions",
              () -> IMAGE.roiAlign(X, BINS),
              "roiAlign: the regions must be [regions, 5] with the picture, left, top, right and bottom, but are [2, 3]."),
          new ErrorCase(
              "roiAlign picture",
              () -> IMAGE.roiAlign(REGIONS.add(1), BINS),
              "roiAlign: the picture of a region must be in [0, 1], but that of region 0 is 2.0."),
          new ErrorCase(
              "roiAlign pixels",
              () -> Tensor.ones(2, 3, 0, 4).roiAlign(REGIONS, BINS),
              "roiAlign: pictures must have at least one pixel, but the input is [2, 3, 0, 4]."),
          new ErrorCase(
              "roiAlign corners",
              () ->
                  IMAGE.roiAlign(
                      Tensor.of(new float[] {0, 0, 0, Float.POSITIVE_INFINITY, 2}, 1, 5), BINS),
              "roiAlign: the corners of regions must be finite, but not all of them are."),
          new ErrorCase(
              "roiPool options",
              () -> IMAGE.roiPool(REGIONS, BINS.withAligned(true)),
              "roiPool: samplingRatio and aligned are for roiAlign, but the options are RoiOptions[height=2, width=2, spatialScale=1.0, samplingRatio=0, aligned=true]."),
          new ErrorCase(
              "RoiOptions.of",
              () -> RoiOptions.of(2, 0),
              "RoiOptions: the result must have at least one number along each axis, but is to be [2, 0]."),
          new ErrorCase(
              "RoiOptions.withSpatialScale",
              () -> BINS.withSpatialScale(0),
              "RoiOptions: spatialScale must be positive and finite, but is 0.0."),
          new ErrorCase(
              "RoiOptions.withSamplingRatio",
              () -> BINS.withSamplingRatio(-1),
              "RoiOptions: samplingRatio must not be negative, but is -1."));

  private RegionPoolingErrors() {}
}
