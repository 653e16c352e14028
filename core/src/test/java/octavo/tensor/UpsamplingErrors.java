package octavo.tensor;

import java.util.List;

/// What resizing refuses.
final class UpsamplingErrors {
  private UpsamplingErrors() {}

  private static final InterpolateOptions TWICE = InterpolateOptions.scale(2);
  private static final InterpolateOptions BILINEAR = TWICE.withMode(Interpolation.BILINEAR);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "interpolate flat",
              () -> Tensor.zeros(3, 4).interpolate(TWICE),
              "interpolate: the input must be [batch, channels, length], [batch, channels, height, width] or [batch, channels, depth, height, width], but is [3, 4]."),
          new ErrorCase(
              "interpolate sequence",
              () -> Tensor.zeros(1, 2, 3).interpolate(BILINEAR),
              "interpolate: mode BILINEAR is for [batch, channels, height, width], but the input is [1, 2, 3]. Use LINEAR."),
          new ErrorCase(
              "interpolate volume",
              () -> Tensor.zeros(1, 2, 3, 3, 3).interpolate(BILINEAR),
              "interpolate: mode BILINEAR is for [batch, channels, height, width], but the input is [1, 2, 3, 3, 3]. Use TRILINEAR."),
          new ErrorCase(
              "interpolate picture",
              () -> Tensor.zeros(1, 2, 3, 3).interpolate(TWICE.withMode(Interpolation.LINEAR)),
              "interpolate: mode LINEAR is for [batch, channels, length], but the input is [1, 2, 3, 3]. Use BILINEAR."),
          new ErrorCase(
              "interpolate sizes",
              () -> Tensor.zeros(1, 1, 5).interpolate(InterpolateOptions.size(3, 4)),
              "interpolate: one number is needed for all axes or one for each, but size is [3, 4] and the input [1, 1, 5]."),
          new ErrorCase(
              "interpolate scales",
              () -> Tensor.zeros(1, 1, 5).interpolate(InterpolateOptions.scale(3, 4)),
              "interpolate: one number is needed for all axes or one for each, but scale is [3.0, 4.0] and the input [1, 1, 5]."),
          new ErrorCase(
              "interpolate nothing",
              () -> Tensor.zeros(1, 2, 0).interpolate(TWICE),
              "interpolate: the input must have at least one number along each axis behind the channels, but is [1, 2, 0]."),
          new ErrorCase(
              "interpolate to nothing",
              () -> Tensor.zeros(1, 2, 3).interpolate(InterpolateOptions.scale(0.2)),
              "interpolate: the result must have 1 to 2³¹ - 1 numbers along each axis, but axis 2 of [1, 2, 3] times 0.2 has 0."),
          new ErrorCase(
              "interpolate both",
              () ->
                  new InterpolateOptions(
                      List.of(4, 4), List.of(2.0), Interpolation.NEAREST, false, false, false),
              "InterpolateOptions: either a size or a scale must be given, never both, but size is [4, 4] and scale is [2.0]."),
          new ErrorCase(
              "interpolate neither",
              () -> InterpolateOptions.size(new int[0]),
              "InterpolateOptions: either a size or a scale must be given, never both, but size is [] and scale is []."),
          new ErrorCase(
              "interpolate size 0",
              () -> InterpolateOptions.size(0, 4),
              "InterpolateOptions: sizes must be positive, but are [0, 4]."),
          new ErrorCase(
              "interpolate scale NaN",
              () -> InterpolateOptions.scale(2, Double.NaN),
              "InterpolateOptions: scales must be positive and finite, but are [2.0, NaN]."),
          new ErrorCase(
              "interpolate nearest aligned",
              () -> TWICE.withAlignCorners(),
              "InterpolateOptions: alignCorners is for LINEAR, BILINEAR, TRILINEAR and BICUBIC, but the mode is NEAREST. Choose the mode first."),
          new ErrorCase(
              "interpolate area smoothed",
              () -> TWICE.withMode(Interpolation.AREA).withAntialias(),
              "InterpolateOptions: antialias is for LINEAR, BILINEAR, TRILINEAR, BICUBIC and LANCZOS, but the mode is AREA. Choose the mode first."),
          new ErrorCase(
              "interpolate recomputed size",
              () -> InterpolateOptions.size(4).withRecomputedScale(),
              "InterpolateOptions: only a scale can be recomputed, but the size [4] is given."),
          new ErrorCase(
              "carafe kernels",
              () ->
                  Tensor.zeros(1, 2, 3, 3).carafe(Tensor.zeros(1, 9, 6, 6), CarafeOptions.DEFAULT),
              "carafe: the kernels must be [1, 25, 6, 6], but are [1, 9, 6, 6] for input [1, 2, 3, 3]."),
          new ErrorCase(
              "carafe sequence",
              () -> Tensor.zeros(1, 2, 3).carafe(Tensor.zeros(1, 9, 6), CarafeOptions.DEFAULT),
              "carafe: the input must be [batch, channels, height, width], but is [1, 2, 3]."),
          new ErrorCase(
              "carafe groups",
              () ->
                  Tensor.zeros(1, 3, 3, 3)
                      .carafe(Tensor.zeros(1, 9, 6, 6), CarafeOptions.DEFAULT.withGroups(2)),
              "carafe: groups must divide the channels, but groups is 2 and the input [1, 3, 3, 3]."),
          new ErrorCase(
              "carafe even",
              () -> CarafeOptions.DEFAULT.withKernel(4),
              "CarafeOptions: the kernel must be odd and factor and groups at least 1, but the kernel is 4, the factor 2 and groups 1."),
          new ErrorCase(
              "pixelShuffle channels",
              () -> Tensor.zeros(1, 6, 2, 2).pixelShuffle(2),
              "pixelShuffle: the square of the factor must divide the channels, but the factor is 2 and the input [1, 6, 2, 2] (6 channels)."),
          new ErrorCase(
              "pixelShuffle factor",
              () -> Tensor.zeros(1, 6, 2, 2).pixelShuffle(0),
              "pixelShuffle: the factor must be at least 1, but is 0."),
          new ErrorCase(
              "pixelShuffle matrix",
              () -> Tensor.zeros(6, 2).pixelShuffle(2),
              "pixelShuffle: the input must be […, channels, height, width], but is [6, 2]."),
          new ErrorCase(
              "pixelUnshuffle height",
              () -> Tensor.zeros(1, 1, 3, 2).pixelUnshuffle(2),
              "pixelUnshuffle: the factor must divide height and width, but the factor is 2 and the input [1, 1, 3, 2]. Pad it first."));
}
