package octavo.tensor;

import static octavo.tensor.Window.kernel;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;

/// Inputs, weights and windows that do not fit.
final class NetworkErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor W = Tensor.ones(4, 3, 3, 3);
  private static final Tensor IMAGE = Tensor.ones(2, 3, 8, 8);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "conv2d rank",
              () -> X.conv2d(W, null, ConvOptions.DEFAULT),
              "conv2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "conv2d unbatched",
              () -> Tensor.ones(3, 8, 8).conv2d(W, null, ConvOptions.DEFAULT),
              "conv2d: the input must be [batch, channels, height, width], but is [3, 8, 8]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "conv2d weight",
              () -> IMAGE.conv2d(X, null, ConvOptions.DEFAULT),
              "conv2d: the weight must be [out, in/groups, height, width], but is [2, 3] for input [2, 3, 8, 8] and 1 group."),
          new ErrorCase(
              "conv2d channels",
              () -> IMAGE.conv2d(Tensor.ones(4, 2, 3, 3), null, ConvOptions.DEFAULT),
              "conv2d: the weight must be [out, in/groups, height, width], but is [4, 2, 3, 3] for input [2, 3, 8, 8] and 1 group."),
          new ErrorCase(
              "conv2d bias",
              () -> IMAGE.conv2d(W, V.narrow(0, 0, 3), ConvOptions.DEFAULT),
              "conv2d: the bias must have one number per output channel, but is [3] for weight [4, 3, 3, 3]."),
          new ErrorCase(
              "conv2d groups",
              () -> IMAGE.conv2d(Tensor.ones(4, 1, 3, 3), null, ConvOptions.DEFAULT.withGroups(2)),
              "conv2d: the weight must be [out, in/groups, height, width], but is [4, 1, 3, 3] for input [2, 3, 8, 8] and 2 groups."),
          new ErrorCase(
              "conv2d kernel",
              () -> IMAGE.conv2d(Tensor.ones(4, 3, 9, 3), null, ConvOptions.DEFAULT),
              "conv2d: the kernel must fit into the padded input, but along the height it covers 9 and the input has 8 with padding 0. Pad more, or use a smaller kernel or dilation."),
          new ErrorCase(
              "conv2d dilated kernel",
              () -> IMAGE.conv2d(W, null, ConvOptions.DEFAULT.withDilation(4)),
              "conv2d: the kernel must fit into the padded input, but along the height it covers 9 and the input has 8 with padding 0. Pad more, or use a smaller kernel or dilation."),
          new ErrorCase(
              "conv2d bfloat16",
              () -> IMAGE.to(DType.BFLOAT16).conv2d(W, null, ConvOptions.DEFAULT),
              "conv2d: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "maxPool2d rank",
              () -> X.maxPool2d(kernel(2)),
              "maxPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "maxPool2d window",
              () -> IMAGE.maxPool2d(kernel(9)),
              "maxPool2d: the window must fit into the padded input, but along the height it covers 9 and the padded input has 8."),
          new ErrorCase(
              "avgPool2d rank",
              () -> X.avgPool2d(kernel(2)),
              "avgPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "avgPool2d window",
              () -> IMAGE.avgPool2d(kernel(3, 9)),
              "avgPool2d: the window must fit into the padded input, but along the width it covers 9 and the padded input has 8."),
          new ErrorCase(
              "adaptiveAvgPool2d rank",
              () -> X.adaptiveAvgPool2d(7, 7),
              "adaptiveAvgPool2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          new ErrorCase(
              "adaptiveAvgPool2d size",
              () -> Tensor.ones(1, 2, 8, 8).adaptiveAvgPool2d(7, 0),
              "adaptiveAvgPool2d: pictures and results must have at least one number along each axis, but the input is [1, 2, 8, 8] and the result is to be [7, 0]."),
          new ErrorCase(
              "adaptiveAvgPool2d bfloat16",
              () -> IMAGE.to(DType.BFLOAT16).adaptiveAvgPool2d(2, 2),
              "adaptiveAvgPool2d: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "dropout(double,Rng) probability",
              () -> X.dropout(1.5, Rng.of(1)),
              "dropout: the probability to drop must be in [0, 1], but is 1.5."),
          new ErrorCase(
              "dropout(double,Rng) NaN",
              () -> X.dropout(Double.NaN, Rng.of(1)),
              "dropout: the probability to drop must be in [0, 1], but is NaN."),
          new ErrorCase(
              "layerNorm(Tensor,Tensor,double) weight",
              () -> X.layerNorm(V, V, 1e-5),
              "layerNorm: the weight must have the sizes of the last axes, but is [4] for input [2, 3]."),
          new ErrorCase(
              "layerNorm(Tensor,Tensor,double) bias",
              () -> X.layerNorm(Tensor.ones(3), V, 1e-5),
              "layerNorm: the bias must have the shape of the weight, but is [4] and the weight [3]."),
          new ErrorCase(
              "layerNorm(double) scalar",
              () -> Tensor.scalar(1).layerNorm(1e-5),
              "layerNorm: the input must have an axis and epsilon must not be negative, but the input is [] and epsilon 1.0E-5."),
          new ErrorCase(
              "layerNorm(double) epsilon",
              () -> X.layerNorm(-1),
              "layerNorm: the input must have an axis and epsilon must not be negative, but the input is [2, 3] and epsilon -1.0."),
          new ErrorCase(
              "softmax(int,double) axis",
              () -> X.softmax(2, 0.5),
              "softmax: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "conv2d bfloat16 weight",
              () -> IMAGE.conv2d(W.to(DType.BFLOAT16), null, ConvOptions.DEFAULT),
              "conv2d: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "conv2d bfloat16 bias",
              () -> IMAGE.conv2d(W, HALF, ConvOptions.DEFAULT),
              "conv2d: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "conv2d far dilation",
              () -> IMAGE.conv2d(W, null, ConvOptions.DEFAULT.withDilation(1 << 30)),
              "conv2d: the kernel must fit into the padded input, but along the height it covers 2147483649 and the input has 8 with padding 0. Pad more, or use a smaller kernel or dilation."),
          new ErrorCase(
              "conv2d large padding",
              () -> IMAGE.conv2d(W, null, ConvOptions.DEFAULT.withPadding(Integer.MAX_VALUE)),
              "conv2d: the padded input must have at most 2³¹ - 1 numbers along an axis, but along the height it has 4294967302."),
          new ErrorCase(
              "conv2d empty kernel",
              () -> IMAGE.conv2d(Tensor.ones(4, 3, 0, 3), null, ConvOptions.DEFAULT),
              "conv2d: the kernel must have at least one number along each axis, but the weight is [4, 3, 0, 3]."),
          new ErrorCase(
              "conv2d indivisible output",
              () ->
                  Tensor.ones(1, 2, 8, 8)
                      .conv2d(Tensor.ones(3, 1, 3, 3), null, ConvOptions.DEFAULT.withGroups(2)),
              "conv2d: groups must divide the channels, but groups is 2, the input has 2 channels and the output 3."),
          new ErrorCase(
              "maxPool2d far dilation",
              () -> IMAGE.maxPool2d(kernel(3).withDilation(1 << 30)),
              "maxPool2d: the window must fit into the padded input, but along the height it covers 2147483649 and the padded input has 8."),
          new ErrorCase(
              "maxPool2d bfloat16",
              () -> IMAGE.to(DType.BFLOAT16).maxPool2d(kernel(2)),
              "maxPool2d: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "dropout(double,Rng) bfloat16",
              () -> HALF.dropout(0.5, Rng.of(1)),
              "dropout: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "layerNorm(double) NaN",
              () -> X.layerNorm(Double.NaN),
              "layerNorm: the input must have an axis and epsilon must not be negative, but the input is [2, 3] and epsilon NaN."),
          new ErrorCase(
              "layerNorm(double) bfloat16",
              () -> HALF.layerNorm(1e-5),
              "layerNorm: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "layerNorm(Tensor,Tensor,double) bfloat16 weight",
              () -> V.layerNorm(HALF, V, 1e-5),
              "layerNorm: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."));

  private NetworkErrors() {}
}
