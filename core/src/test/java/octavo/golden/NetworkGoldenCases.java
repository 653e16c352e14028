package octavo.golden;

import static octavo.golden.GoldenCase.of;
import static octavo.tensor.Window.kernel;

import java.util.List;
import octavo.autograd.Differentiable;
import octavo.golden.GoldenCase.Outcome;
import octavo.nn.BatchNorm;
import octavo.nn.BatchNorm1d;
import octavo.nn.BatchNorm2d;
import octavo.nn.Buffer;
import octavo.nn.Conv2d;
import octavo.nn.Dropout;
import octavo.nn.Embedding;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.LossReduction;
import octavo.nn.loss.MeanSquaredError;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Losses, windows and layers.
final class NetworkGoldenCases {
  private static final ConvOptions PLAIN = ConvOptions.DEFAULT;
  private static final CrossEntropy LOSS = CrossEntropy.mean();

  private NetworkGoldenCases() {}

  static List<GoldenCase> losses() {
    return List.of(
        of("softmax", 9, x -> x[0].softmax(1)),
        of("softmaxChannels", 5, x -> x[0].softmax(1)),
        of("softmaxTemperature", 6, x -> x[0].softmax(-1, 0.7)),
        // the gradient carries the rounding of inputs near 30
        of("logSoftmax", 9 * 30, x -> x[0].logSoftmax(-1)),
        of("crossEntropy", 20, x -> LOSS.of(x[0], x[1])),
        of("crossEntropySum", 20, x -> LOSS.withReduction(LossReduction.SUM).of(x[0], x[1])),
        of("crossEntropyNone", 5, x -> LOSS.withReduction(LossReduction.NONE).of(x[0], x[1])),
        of("crossEntropySmoothed", 20, x -> LOSS.withLabelSmoothing(0.1).of(x[0], x[1])),
        of("crossEntropyIgnored", 20, x -> LOSS.of(x[0], x[1])),
        of("crossEntropyImages", 36, x -> LOSS.withLabelSmoothing(0.2).of(x[0], x[1])),
        of("meanSquaredError", 12, x -> MeanSquaredError.mean().of(x[0], x[1])),
        of("meanSquaredErrorSum", 12, x -> new MeanSquaredError(LossReduction.SUM).of(x[0], x[1])),
        of("binaryCrossEntropy", 12, x -> BinaryCrossEntropyWithLogits.mean().of(x[0], x[1])));
  }

  private static GoldenCase conv(String name, int terms, ConvOptions options) {
    return of(name, terms, x -> x[0].conv2d(x[1], x.length > 2 ? x[2] : null, options));
  }

  private static GoldenCase anyConv(
      String name, int terms, int rank, boolean transposed, ConvTransposeOptions t) {
    ConvOptions o = t.convolution();
    return of(
        name,
        terms,
        x -> {
          Tensor b = x.length > 2 ? x[2] : null;
          return switch (rank) {
            case 1 -> transposed ? x[0].convTranspose1d(x[1], b, t) : x[0].conv1d(x[1], b, o);
            case 2 -> transposed ? x[0].convTranspose2d(x[1], b, t) : x[0].conv2d(x[1], b, o);
            default -> transposed ? x[0].convTranspose3d(x[1], b, t) : x[0].conv3d(x[1], b, o);
          };
        });
  }

  private static ConvTransposeOptions options(ConvOptions convolution) {
    return ConvTransposeOptions.of(convolution);
  }

  static List<GoldenCase> convolutions() {
    ConvOptions last = PLAIN.withLayout(Layout.CHANNELS_LAST);
    return List.of(
        anyConv(
            "conv1d", 40, 1, false, options(PLAIN.withStride(2).withPadding(2).withDilation(2))),
        anyConv("conv1dGroups", 40, 1, false, options(PLAIN.withGroups(2))),
        anyConv("conv3d", 240, 3, false, options(PLAIN.withPadding(1))),
        anyConv(
            "conv3dOptions",
            240,
            3,
            false,
            options(PLAIN.withStride(2).withPadding(2).withDilation(2).withGroups(2))),
        anyConv(
            "convTranspose1d",
            40,
            1,
            true,
            options(PLAIN.withStride(3).withPadding(1)).withOutputPadding(2)),
        anyConv("convTranspose2d", 160, 2, true, options(PLAIN.withStride(2).withPadding(1))),
        anyConv(
            "convTranspose2dGroups",
            120,
            2,
            true,
            options(PLAIN.withStride(2).withGroups(2).withDilation(2)).withOutputPadding(1)),
        anyConv(
            "convTranspose3d",
            120,
            3,
            true,
            options(PLAIN.withStride(2).withPadding(1)).withOutputPadding(1)),
        anyConv("convLast", 60, 2, false, options(last.withPadding(1))),
        anyConv("convLastPointwise", 60, 2, false, options(last)),
        anyConv("conv3dLast", 240, 3, false, options(last)));
  }

  static List<GoldenCase> windows() {
    return List.of(
        conv("conv", 40, PLAIN),
        conv("convWithoutBias", 84, PLAIN),
        conv("convStride", 40, PLAIN.withStride(2, 1).withPadding(1)),
        conv("convAsymmetric", 24, PLAIN.withStride(2).withPadding(Padding.of(1, 0, 2, 1))),
        conv("convDilation", 42, PLAIN.withPadding(Padding.of(2, 1)).withDilation(2, 1)),
        conv("convGroups", 50, PLAIN.withGroups(2).withPadding(1)),
        conv("convDepthwise", 18, PLAIN.withGroups(4)),
        of("maxPool", x -> x[0].maxPool2d(kernel(2))),
        of("maxPoolPadded", 4, x -> x[0].maxPool2d(kernel(3).withStride(2).withPadding(1))),
        of("maxPoolCeil", 4, x -> x[0].maxPool2d(kernel(3, 2).withStride(2, 3).withCeilMode())),
        of("maxPoolDilated", 4, x -> x[0].maxPool2d(kernel(2).withStride(1).withDilation(2))),
        of("avgPool", 4, x -> x[0].avgPool2d(kernel(2))),
        of("avgPoolPadded", 9, x -> x[0].avgPool2d(kernel(3).withStride(2).withPadding(1))),
        of(
            "avgPoolWithoutPadding",
            9,
            x -> x[0].avgPool2d(kernel(3).withStride(2).withPadding(1).withCountIncludePad(false))),
        of(
            "avgPoolCeil",
            9,
            x -> x[0].avgPool2d(kernel(3).withStride(2).withPadding(1).withCeilMode())),
        of(
            "avgPoolCeilWithoutPadding",
            9,
            x ->
                x[0].avgPool2d(
                    kernel(3)
                        .withStride(2)
                        .withPadding(1)
                        .withCeilMode()
                        .withCountIncludePad(false))),
        of("adaptiveAvgPool", 12, x -> x[0].adaptiveAvgPool2d(4, 3)),
        of("adaptiveAvgPoolEven", 6, x -> x[0].adaptiveAvgPool2d(3, 2)),
        of("adaptiveAvgPoolLarger", 25, x -> x[0].adaptiveAvgPool2d(7, 7)),
        of("globalAvgPool", 20, x -> x[0].globalAvgPool()));
  }

  private static Parameter parameter(Tensor numbers) {
    return Parameter.of(numbers);
  }

  private static Mode training() {
    return Mode.training(Rng.of(0));
  }

  private static Outcome outcome(Tensor y, Differentiable... variables) {
    return new Outcome(new Tensor[] {y}, variables);
  }

  private static Outcome layerNorm(Tensor[] x) {
    Parameter weight = parameter(x[1]);
    Parameter bias = parameter(x[2]);
    Layer layer = new LayerNorm(weight, bias, 1e-5);
    return outcome(layer.forward(x[0], training()), x[0], weight, bias);
  }

  /// Three training batches, the first again in evaluation, and the running statistics.
  private static Outcome batchNorm(Tensor[] x) {
    Tensor ones = x[3].stopGradient().onesLike();
    Parameter weight = parameter(x[3]);
    Parameter bias = parameter(x[4]);
    Buffer mean = Buffer.of(ones.zerosLike());
    Buffer variance = Buffer.of(ones);
    Buffer batches = Buffer.of(Tensors.zeros(DType.INT64));
    BatchNorm layer =
        x[0].rank() == 4
            ? new BatchNorm2d(2, weight, bias, mean, variance, batches, 0.1, 1e-5)
            : new BatchNorm1d(3, weight, bias, mean, variance, batches, 0.1, 1e-5);
    Mode evaluation = Mode.inference().withGradients(true);
    Tensor[] outputs = {
      layer.forward(x[0], training()),
      layer.forward(x[1], training()),
      layer.forward(x[2], training()),
      layer.forward(x[0], evaluation),
      mean.tensor(),
      variance.tensor()
    };
    return new Outcome(outputs, new Differentiable[] {x[0], x[1], x[2], weight, bias});
  }

  private static Outcome embedding(Tensor[] x) {
    Embedding layer = new Embedding(parameter(x[1]));
    return outcome(layer.forward(x[0], training()), x[0], layer.weight());
  }

  private static Outcome linear(Tensor[] x) {
    Parameter bias = parameter(x[2]);
    Linear layer = new Linear(parameter(x[1]), bias);
    return outcome(layer.forward(x[0], training()), x[0], layer.weight(), bias);
  }

  private static Outcome conv(Tensor[] x) {
    Parameter bias = parameter(x[2]);
    Conv2d layer = new Conv2d(parameter(x[1]), bias, PLAIN.withStride(2).withPadding(1));
    return outcome(layer.forward(x[0], training()), x[0], layer.weight(), bias);
  }

  private static Outcome sequential(Tensor[] x) {
    Parameter first = parameter(x[1]);
    Parameter bias = parameter(x[2]);
    Parameter second = parameter(x[3]);
    Sequential layer = Sequential.of(new Linear(first, bias), new Tanh(), new Linear(second, null));
    return outcome(layer.forward(x[0], training()), x[0], first, bias, second);
  }

  static List<GoldenCase> layers() {
    return List.of(
        new GoldenCase("layerNorm", 36, NetworkGoldenCases::layerNorm),
        of("layerNormAlone", 6, x -> x[0].layerNorm(1e-5)),
        new GoldenCase("batchNorm1d", 20, NetworkGoldenCases::batchNorm),
        new GoldenCase("batchNorm2d", 4 * 36, NetworkGoldenCases::batchNorm),
        new GoldenCase("embedding", 2, NetworkGoldenCases::embedding),
        new GoldenCase("linearLayer", 6, NetworkGoldenCases::linear),
        new GoldenCase("convLayer", 27, NetworkGoldenCases::conv),
        of("dropoutEval", x -> Dropout.drop(0.4).forward(x[0])),
        new GoldenCase("sequential", 30, NetworkGoldenCases::sequential));
  }
}
