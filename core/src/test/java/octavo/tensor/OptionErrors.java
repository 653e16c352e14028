package octavo.tensor;

import java.util.List;

/// Shapes, windows, paddings and options that are wrong by themselves.
final class OptionErrors {
  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "Window.convolution",
              () -> Window.kernel(2).withDivisorOverride(3).convolution("Conv2d"),
              "Conv2d: a kernel must not say what only poolings know, but ceilMode is false, countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "Shape.requireEqual",
              () -> {
                Shape.of(2).requireEqual("f", "a", Shape.of(3), "b");
                return "";
              },
              "f: shapes must be equal, but a is [2] and b is [3]."),
          new ErrorCase(
              "Shape.requireTargets",
              () -> {
                Shape.of(2, 3).requireTargets("f", "scores", Shape.of(3));
                return "";
              },
              "f: scores must be [batch, classes, …] and targets [batch, …], but scores are [2, 3] and targets [3]."),
          new ErrorCase(
              "Shape.of negative",
              () -> Shape.of(2, -1),
              "Shape: sizes must not be negative, but are [2, -1]."),
          new ErrorCase(
              "Shape.of too large",
              () -> Shape.of(65536, 65536),
              "Shape: a tensor holds at most 2³¹ - 1 elements, but [65536, 65536] asks for more. Split it along its first axis."),
          new ErrorCase(
              "Shape.of too large and empty",
              () -> Shape.of(65536, 65536, 0),
              "Shape: a tensor holds at most 2³¹ - 1 elements, but [65536, 65536, 0] asks for more. Split it along its first axis."),
          new ErrorCase(
              "Shape.of empty and too large",
              () -> Shape.of(0, 65536, 65536),
              "Shape: a tensor holds at most 2³¹ - 1 elements, but [0, 65536, 65536] asks for more. Split it along its first axis."),
          new ErrorCase(
              "Shape.size",
              () -> Shape.of(2).size(1),
              "size: axis must be in [-1, 0], but is 1 for shape [2]."),
          new ErrorCase(
              "Shape.axis",
              () -> Shape.of(2).axis("name", -2),
              "name: axis must be in [-1, 0], but is -2 for shape [2]."),
          new ErrorCase(
              "Shape.axes",
              () -> Shape.of(2, 3).axes("name", 1, -1),
              "name: axes must be distinct, but axis 1 is named twice in [1, -1]."),
          new ErrorCase(
              "Shape.withSize axis",
              () -> Shape.of(2).withSize(1, 3),
              "withSize: axis must be in [-1, 0], but is 1 for shape [2]."),
          new ErrorCase(
              "Shape.withSize negative",
              () -> Shape.of(2, 4).withSize(0, -3),
              "Shape: sizes must not be negative, but are [-3, 4]."),
          new ErrorCase(
              "Shape.without",
              () -> Shape.of(2).without(1),
              "without: axis must be in [-1, 0], but is 1 for shape [2]."),
          new ErrorCase(
              "Shape.without scalar",
              () -> Shape.SCALAR.without(0),
              "without: axis must name an axis, but is 0 for a scalar, which has none."),
          new ErrorCase(
              "Shape.with axis",
              () -> Shape.of(2).with(2, 3),
              "with: axis must be in [-2, 1], but is 2 for shape [2]."),
          new ErrorCase(
              "Shape.with negative",
              () -> Shape.of(2).with(0, -1),
              "Shape: sizes must not be negative, but are [-1, 2]."),
          new ErrorCase(
              "Shape.broadcast",
              () -> Shape.broadcast("name", Shape.of(2, 3), Shape.of(2)),
              "name: shapes must be equal or broadcast, but left is [2, 3] and right is [2] (axis -1: 3 ≠ 2). Sizes broadcast only from 1."),
          new ErrorCase(
              "Shape.total",
              () -> Shape.total("name", 1L << 31),
              "name: an axis has at most 2³¹ - 1 elements, but the result would have 2147483648."),
          new ErrorCase(
              "Range.by",
              () -> Index.from(0).by(0),
              "at: the step must be at least 1, but is 0. Use flip() to walk backward."),
          new ErrorCase(
              "Range.by negative",
              () -> Index.range(3, 0).by(-1),
              "at: the step must be at least 1, but is -1. Use flip() to walk backward."),
          new ErrorCase(
              "Window.kernel(int)",
              () -> Window.kernel(0),
              "Window: size must be at least 1, but is [0, 0, 0]."),
          new ErrorCase(
              "Window.kernel(int,int)",
              () -> Window.kernel(2, -1),
              "Window: size must be at least 1, but is [2, -1]."),
          new ErrorCase(
              "Window.withStride(int)",
              () -> Window.kernel(2).withStride(-1),
              "Window: stride must not be negative, but is [-1, -1, -1]."),
          new ErrorCase(
              "Window.withStride(int,int)",
              () -> Window.kernel(2).withStride(1, -2),
              "Window: stride must not be negative, but is [0, 1, -2]."),
          new ErrorCase(
              "Window.withPadding(int)",
              () -> Window.kernel(2).withPadding(-1),
              "Window: padding must not be negative, but is [-1, -1, -1]."),
          new ErrorCase(
              "Window.withPadding(int,int)",
              () -> Window.kernel(2, 4).withPadding(0, -3),
              "Window: padding must not be negative, but is [0, -3]."),
          new ErrorCase(
              "Window.pooling padding",
              () -> Window.kernel(2).withPadding(2).pooling("maxPool3d", 3),
              "maxPool3d: padding must be at most half the window [2, 2, 2], else a window sees only padding, but is [2, 2, 2]."),
          new ErrorCase(
              "Window.meanPooling padding",
              () -> Window.kernel(2, 4).withPadding(0, 3).meanPooling("avgPool2d", 2),
              "avgPool2d: padding must be at most half the window [2, 4], else a window sees only padding, but is [0, 3]."),
          new ErrorCase(
              "Window.unpooling ceilMode",
              () -> Window.kernel(2, 4).withCeilMode().unpooling("maxUnpool2d", 2),
              "maxUnpool2d: the window must have neither dilation nor ceilMode, but is Window[size=[0, 2, 4], stride=[0, 0, 0], padding=[0, 0, 0], dilation=[1, 1, 1], ceilMode=true, countIncludePad=true, divisorOverride=0]. Give the size of the result."),
          new ErrorCase(
              "Window.sizeOnly padding",
              () -> Window.kernel(2, 4).withPadding(1, 1).sizeOnly("fractionalMaxPool2d", 2),
              "fractionalMaxPool2d: the window must have a size only, but is Window[size=[0, 2, 4], stride=[0, 0, 0], padding=[0, 1, 1], dilation=[1, 1, 1], ceilMode=false, countIncludePad=true, divisorOverride=0]."),
          new ErrorCase(
              "Window.pooling depth",
              () -> Window.kernel(3, 2, 2).pooling("maxPool2d", 2),
              "maxPool2d: the window must say nothing of the depth, which pictures do not have, but its size is [3, 2, 2]. Use kernel(2, 2)."),
          new ErrorCase(
              "Window.pooling height",
              () -> Window.kernel(3, 2).pooling("maxPool1d", 1),
              "maxPool1d: the window must say nothing of the height, which sequences do not have, but its size is [3, 2]. Use kernel(2)."),
          new ErrorCase(
              "Window.pooling stride",
              () -> Window.kernel(2).withStride(new Extent(2, 1, 1)).pooling("maxPool2d", 2),
              "maxPool2d: the window must say nothing of the depth, which pictures do not have, but its stride is [2, 1, 1]. Use kernel(2, 2)."),
          new ErrorCase(
              "Window.convolution depth",
              () -> Window.kernel(3, 2, 2).convolution("Conv2d"),
              "Conv2d: the window must say nothing of the depth, which pictures do not have, but its size is [3, 2, 2]. Use kernel(2, 2)."),
          new ErrorCase(
              "Window.withDilation(int)",
              () -> Window.kernel(2).withDilation(0),
              "Window: dilation must be at least 1, but is [0, 0, 0]."),
          new ErrorCase(
              "Padding.of(int)",
              () -> Padding.of(-1),
              "Padding: padding must not be negative, but is [-1, -1, -1] before and [-1, -1, -1] after. Use narrow to cut."),
          new ErrorCase(
              "Padding.of(int,int)",
              () -> Padding.of(1, -2),
              "Padding: padding must not be negative, but is [0, 1, -2] before and [0, 1, -2] after. Use narrow to cut."),
          new ErrorCase(
              "Padding.of(int,int,int,int)",
              () -> Padding.of(0, 0, 0, -1),
              "Padding: padding must not be negative, but is [0, 0, 0] before and [0, 0, -1] after. Use narrow to cut."),
          new ErrorCase(
              "Padding.of(Extent,Extent)",
              () -> Padding.of(Extent.of(0), new Extent(-1, 0, 0)),
              "Padding: padding must not be negative, but is [0, 0, 0] before and [-1, 0, 0] after. Use narrow to cut."),
          new ErrorCase(
              "ConvOptions.withStride(Extent)",
              () -> ConvOptions.DEFAULT.withStride(new Extent(0, 1, 1)),
              "ConvOptions: stride must be at least 1, but is [0, 1, 1]."),
          new ErrorCase(
              "ConvOptions.withDilation(Extent)",
              () -> ConvOptions.DEFAULT.withDilation(new Extent(1, 1, -2)),
              "ConvOptions: dilation must be at least 1, but is [1, 1, -2]."),
          new ErrorCase(
              "ConvOptions.withStride(int)",
              () -> ConvOptions.DEFAULT.withStride(0),
              "ConvOptions: stride must be at least 1, but is [0, 0, 0]."),
          new ErrorCase(
              "ConvOptions.withStride(int,int)",
              () -> ConvOptions.DEFAULT.withStride(1, -1),
              "ConvOptions: stride must be at least 1, but is [1, 1, -1]."),
          new ErrorCase(
              "ConvOptions.withPadding(int)",
              () -> ConvOptions.DEFAULT.withPadding(-1),
              "Padding: padding must not be negative, but is [-1, -1, -1] before and [-1, -1, -1] after. Use narrow to cut."),
          new ErrorCase(
              "ConvOptions.withDilation(int)",
              () -> ConvOptions.DEFAULT.withDilation(0),
              "ConvOptions: dilation must be at least 1, but is [0, 0, 0]."),
          new ErrorCase(
              "ConvOptions.withDilation(int,int)",
              () -> ConvOptions.DEFAULT.withDilation(0, 1),
              "ConvOptions: dilation must be at least 1, but is [1, 0, 1]."),
          new ErrorCase(
              "ConvOptions.withGroups",
              () -> ConvOptions.DEFAULT.withGroups(0),
              "ConvOptions: groups must be at least 1, but is 0."),
          new ErrorCase(
              "ConvTransposeOptions.withOutputPadding(int)",
              () -> ConvTransposeOptions.DEFAULT.withOutputPadding(-1),
              "ConvTransposeOptions: outputPadding must not be negative, but is [-1, -1, -1]."));

  private OptionErrors() {}
}
