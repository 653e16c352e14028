package octavo.tensor;

import static octavo.tensor.Window.kernel;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;

/// Inputs and windows of pooling that do not fit.
final class PoolingErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor LINE = Tensor.ones(2, 3, 8);
  private static final Tensor IMAGE = Tensor.ones(2, 3, 8, 8);
  private static final Tensor VOLUME = Tensor.ones(2, 3, 4, 8, 8);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "maxPool1d rank",
              () -> X.maxPool1d(kernel(2)),
              "maxPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "maxPool1d window",
              () -> LINE.maxPool1d(kernel(9)),
              "maxPool1d: the window must fit into the padded input, but along the length it covers 9 and the padded input has 8."),
          new ErrorCase(
              "maxPool1d divisor",
              () -> LINE.maxPool1d(kernel(2).withDivisorOverride(3)),
              "maxPool1d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "maxPool2d divisor",
              () -> IMAGE.maxPool2d(kernel(2).withDivisorOverride(3)),
              "maxPool2d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "maxPool3d rank",
              () -> X.maxPool3d(kernel(2)),
              "maxPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "maxPool3d window",
              () -> VOLUME.maxPool3d(kernel(9)),
              "maxPool3d: the window must fit into the padded input, but along the depth it covers 9 and the padded input has 4."),
          new ErrorCase(
              "maxPool3d depth",
              () -> VOLUME.maxPool3d(kernel(2, 3)),
              "maxPool3d: a volume needs a window with a depth, but it is [2, 3]. Use kernel(depth, height, width)."),
          new ErrorCase(
              "maxPool3d divisor",
              () -> VOLUME.maxPool3d(kernel(2).withDivisorOverride(3)),
              "maxPool3d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "avgPool1d rank",
              () -> X.avgPool1d(kernel(2)),
              "avgPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "avgPool1d window",
              () -> LINE.avgPool1d(kernel(9)),
              "avgPool1d: the window must fit into the padded input, but along the length it covers 9 and the padded input has 8."),
          new ErrorCase(
              "avgPool3d rank",
              () -> X.avgPool3d(kernel(2)),
              "avgPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "avgPool3d window",
              () -> VOLUME.avgPool3d(kernel(9)),
              "avgPool3d: the window must fit into the padded input, but along the depth it covers 9 and the padded input has 4."),
          new ErrorCase(
              "avgPool3d depth",
              () -> VOLUME.avgPool3d(kernel(2, 3)),
              "avgPool3d: a volume needs a window with a depth, but it is [2, 3]. Use kernel(depth, height, width)."),
          new ErrorCase(
              "lpPool1d rank",
              () -> X.lpPool1d(2, kernel(2)),
              "lpPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "lpPool1d window",
              () -> LINE.lpPool1d(2, kernel(9)),
              "lpPool1d: the window must fit into the padded input, but along the length it covers 9 and the padded input has 8."),
          new ErrorCase(
              "lpPool1d divisor",
              () -> LINE.lpPool1d(2, kernel(2).withDivisorOverride(3)),
              "lpPool1d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "lpPool2d rank",
              () -> X.lpPool2d(2, kernel(2)),
              "lpPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "lpPool2d window",
              () -> IMAGE.lpPool2d(2, kernel(9)),
              "lpPool2d: the window must fit into the padded input, but along the height it covers 9 and the padded input has 8."),
          new ErrorCase(
              "lpPool2d divisor",
              () -> IMAGE.lpPool2d(2, kernel(2).withDivisorOverride(3)),
              "lpPool2d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "lpPool3d rank",
              () -> X.lpPool3d(2, kernel(2)),
              "lpPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "lpPool3d window",
              () -> VOLUME.lpPool3d(2, kernel(9)),
              "lpPool3d: the window must fit into the padded input, but along the depth it covers 9 and the padded input has 4."),
          new ErrorCase(
              "lpPool3d depth",
              () -> VOLUME.lpPool3d(2, kernel(2, 3)),
              "lpPool3d: a volume needs a window with a depth, but it is [2, 3]. Use kernel(depth, height, width)."),
          new ErrorCase(
              "lpPool3d divisor",
              () -> VOLUME.lpPool3d(2, kernel(2).withDivisorOverride(3)),
              "lpPool3d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "softPool1d rank",
              () -> X.softPool1d(kernel(2)),
              "softPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "softPool1d window",
              () -> LINE.softPool1d(kernel(9)),
              "softPool1d: the window must fit into the padded input, but along the length it covers 9 and the padded input has 8."),
          new ErrorCase(
              "softPool1d divisor",
              () -> LINE.softPool1d(kernel(2).withDivisorOverride(3)),
              "softPool1d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "softPool2d rank",
              () -> X.softPool2d(kernel(2)),
              "softPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "softPool2d window",
              () -> IMAGE.softPool2d(kernel(9)),
              "softPool2d: the window must fit into the padded input, but along the height it covers 9 and the padded input has 8."),
          new ErrorCase(
              "softPool2d divisor",
              () -> IMAGE.softPool2d(kernel(2).withDivisorOverride(3)),
              "softPool2d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "softPool3d rank",
              () -> X.softPool3d(kernel(2)),
              "softPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "softPool3d window",
              () -> VOLUME.softPool3d(kernel(9)),
              "softPool3d: the window must fit into the padded input, but along the depth it covers 9 and the padded input has 4."),
          new ErrorCase(
              "softPool3d depth",
              () -> VOLUME.softPool3d(kernel(2, 3)),
              "softPool3d: a volume needs a window with a depth, but it is [2, 3]. Use kernel(depth, height, width)."),
          new ErrorCase(
              "softPool3d divisor",
              () -> VOLUME.softPool3d(kernel(2).withDivisorOverride(3)),
              "softPool3d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 3."),
          new ErrorCase(
              "maxPool1dWithIndices rank",
              () -> X.maxPool1dWithIndices(kernel(2)),
              "maxPool1dWithIndices: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "maxPool1dWithIndices count",
              () -> LINE.maxPool1dWithIndices(kernel(2).withCountIncludePad(false)),
              "maxPool1dWithIndices: countIncludePad and divisorOverride are for means, but the window has countIncludePad false and divisorOverride 0."),
          new ErrorCase(
              "maxPool2dWithIndices rank",
              () -> X.maxPool2dWithIndices(kernel(2)),
              "maxPool2dWithIndices: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "maxPool2dWithIndices count",
              () -> IMAGE.maxPool2dWithIndices(kernel(2).withCountIncludePad(false)),
              "maxPool2dWithIndices: countIncludePad and divisorOverride are for means, but the window has countIncludePad false and divisorOverride 0."),
          new ErrorCase(
              "maxPool3dWithIndices rank",
              () -> X.maxPool3dWithIndices(kernel(2)),
              "maxPool3dWithIndices: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "maxPool3dWithIndices count",
              () -> VOLUME.maxPool3dWithIndices(kernel(2).withCountIncludePad(false)),
              "maxPool3dWithIndices: countIncludePad and divisorOverride are for means, but the window has countIncludePad false and divisorOverride 0."),
          new ErrorCase(
              "maxPool1d unbatched",
              () -> Tensor.ones(3, 8).maxPool1d(kernel(2)),
              "maxPool1d: the input must be [batch, channels, length], but is [3, 8]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "maxPool2d ceil",
              () -> IMAGE.maxPool2d(kernel(10).withStride(2).withCeilMode()),
              "maxPool2d: the window must fit into the padded input, but along the height it covers 10 and the padded input has 8."),
          new ErrorCase(
              "avgPool3d bfloat16",
              () -> VOLUME.to(DType.BFLOAT16).avgPool3d(kernel(2)),
              "avgPool3d: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "lpPool1d exponent",
              () -> LINE.lpPool1d(0, kernel(2)),
              "lpPool1d: p must be positive and finite, but is 0.0."),
          new ErrorCase(
              "lpPool2d exponent",
              () -> IMAGE.lpPool2d(0, kernel(2)),
              "lpPool2d: p must be positive and finite, but is 0.0."),
          new ErrorCase(
              "lpPool3d exponent",
              () -> VOLUME.lpPool3d(0, kernel(2)),
              "lpPool3d: p must be positive and finite, but is 0.0."),
          new ErrorCase(
              "lpPool2d infinite",
              () -> IMAGE.lpPool2d(Double.POSITIVE_INFINITY, kernel(2)),
              "lpPool2d: p must be positive and finite, but is Infinity. Did you mean maxPool?"),
          new ErrorCase(
              "mixedPool2d rank",
              () -> X.mixedPool2d(kernel(2), Tensor.scalar(1)),
              "mixedPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "mixedPool2d alpha",
              () -> IMAGE.mixedPool2d(kernel(2), Tensor.ones(2)),
              "mixedPool2d: alpha must be one number or one for each channel, but is [2] for input [2, 3, 8, 8]."),
          new ErrorCase(
              "stochasticPool2d(Window) rank",
              () -> X.stochasticPool2d(kernel(2)),
              "stochasticPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "stochasticPool2d(Window,Rng) window",
              () -> IMAGE.stochasticPool2d(kernel(9), Rng.of(1)),
              "stochasticPool2d: the window must fit into the padded input, but along the height it covers 9 and the padded input has 8."),
          new ErrorCase(
              "stochasticPool2d(Window,Rng) divisor",
              () -> IMAGE.stochasticPool2d(kernel(2).withDivisorOverride(1), Rng.of(1)),
              "stochasticPool2d: countIncludePad and divisorOverride are for means, but the window has countIncludePad true and divisorOverride 1."),
          new ErrorCase(
              "mixedPool1d rank",
              () -> X.mixedPool1d(kernel(2), Tensor.scalar(1)),
              "mixedPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "mixedPool1d window",
              () -> LINE.mixedPool1d(kernel(9), Tensor.scalar(1)),
              "mixedPool1d: the window must fit into the padded input, but along the length it covers 9 and the padded input has 8."),
          new ErrorCase(
              "stochasticPool1d(Window) rank",
              () -> X.stochasticPool1d(kernel(2)),
              "stochasticPool1d: the input must be [batch, channels, length], but is [2, 3]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "stochasticPool1d(Window,Rng) window",
              () -> LINE.stochasticPool1d(kernel(9), Rng.of(1)),
              "stochasticPool1d: the window must fit into the padded input, but along the length it covers 9 and the padded input has 8."),
          new ErrorCase(
              "mixedPool3d rank",
              () -> X.mixedPool3d(kernel(2), Tensor.scalar(1)),
              "mixedPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "mixedPool3d window",
              () -> VOLUME.mixedPool3d(kernel(9), Tensor.scalar(1)),
              "mixedPool3d: the window must fit into the padded input, but along the depth it covers 9 and the padded input has 4."),
          new ErrorCase(
              "stochasticPool3d(Window) rank",
              () -> X.stochasticPool3d(kernel(2)),
              "stochasticPool3d: the input must be [batch, channels, depth, height, width], but is [2, 3]."),
          new ErrorCase(
              "stochasticPool3d(Window,Rng) window",
              () -> VOLUME.stochasticPool3d(kernel(9), Rng.of(1)),
              "stochasticPool3d: the window must fit into the padded input, but along the depth it covers 9 and the padded input has 4."),
          new ErrorCase(
              "Window.kernel(int,int,int)",
              () -> kernel(0, 2, 2),
              "Window: size must be at least 1, but is [0, 2, 2]."),
          new ErrorCase(
              "Window.withStride(Extent)",
              () -> kernel(2).withStride(new Extent(-1, 1, 1)),
              "Window: stride must not be negative, but is [-1, 1, 1]."),
          new ErrorCase(
              "Window.withPadding(Extent)",
              () -> kernel(1, 2, 2).withPadding(Extent.of(-1)),
              "Window: padding must not be negative, but is [-1, -1, -1]."),
          new ErrorCase(
              "Window.withDilation(Extent)",
              () -> kernel(2, 3).withDilation(Extent.of(0)),
              "Window: dilation must be at least 1, but is [0, 0]."),
          new ErrorCase(
              "Window.withDivisorOverride",
              () -> kernel(2).withDivisorOverride(-2),
              "Window: divisorOverride must be positive, or 0 for none, but is -2."));

  private PoolingErrors() {}
}
