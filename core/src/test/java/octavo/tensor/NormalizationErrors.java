package octavo.tensor;

import java.util.List;
import java.util.stream.Stream;
import octavo.random.Rng;
import octavo.storage.DType;

/// Norms and masks that do not fit.
final class NormalizationErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor IMAGE = Tensor.ones(2, 4, 3, 3);
  private static final Tensor HALF = Tensor.ones(2, 4, 3).to(DType.BFLOAT16);
  private static final Rng RNG = Rng.of(1);

  private NormalizationErrors() {}

  private static ErrorCase storage(String name, ErrorCase.Call call, String method) {
    return new ErrorCase(
        name, call, method + ": bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32).");
  }

  private static final List<ErrorCase> ROWS =
      List.of(
          new ErrorCase(
              "layerNorm(Shape,double) shape",
              () -> IMAGE.layerNorm(Shape.of(4, 3), 1e-5),
              "layerNorm: the normalized shape must have the sizes of the last axes, but is [4, 3] for input [2, 4, 3, 3]."),
          new ErrorCase(
              "layerNorm(Shape,double) no axes",
              () -> IMAGE.layerNorm(Shape.SCALAR, 1e-5),
              "layerNorm: the normalized shape must have the sizes of the last axes, but is [] for input [2, 4, 3, 3]."),
          new ErrorCase(
              "layerNorm(Shape,double) rank",
              () -> V.layerNorm(Shape.of(1, 4), 1e-5),
              "layerNorm: the normalized shape must have the sizes of the last axes, but is [1, 4] for input [4]."),
          new ErrorCase(
              "rmsNorm(double) scalar",
              () -> Tensor.scalar(1).rmsNorm(1e-5),
              "rmsNorm: the input must have an axis and epsilon must not be negative, but the input is [] and epsilon 1.0E-5."),
          new ErrorCase(
              "rmsNorm(double) epsilon",
              () -> X.rmsNorm(-1e-5),
              "rmsNorm: the input must have an axis and epsilon must not be negative, but the input is [2, 3] and epsilon -1.0E-5."),
          storage("rmsNorm(double) bfloat16", () -> HALF.rmsNorm(1e-5), "rmsNorm"),
          new ErrorCase(
              "rmsNorm(Shape,double) shape",
              () -> X.rmsNorm(Shape.of(2), 1e-5),
              "rmsNorm: the normalized shape must have the sizes of the last axes, but is [2] for input [2, 3]."),
          new ErrorCase(
              "rmsNorm(Tensor,double) weight",
              () -> X.rmsNorm(V, 1e-5),
              "rmsNorm: the weight must have the sizes of the last axes, but is [4] for input [2, 3]."));

  private static final List<ErrorCase> CHANNELS =
      List.of(
          new ErrorCase(
              "groupNorm(int,double) groups",
              () -> IMAGE.groupNorm(3, 1e-5),
              "groupNorm: groups must divide the channels, but groups is 3 and the input [2, 4, 3, 3] has 4 channels."),
          new ErrorCase(
              "groupNorm(int,double) no groups",
              () -> IMAGE.groupNorm(0, 1e-5),
              "groupNorm: groups must divide the channels, but groups is 0 and the input [2, 4, 3, 3] has 4 channels."),
          new ErrorCase(
              "groupNorm(int,double) rank",
              () -> V.groupNorm(2, 1e-5),
              "groupNorm: the input must be [batch, channels, …] with at least 2 axes and epsilon must not be negative, but the input is [4] and epsilon 1.0E-5."),
          new ErrorCase(
              "groupNorm(int,double) epsilon",
              () -> IMAGE.groupNorm(2, Double.NaN),
              "groupNorm: the input must be [batch, channels, …] with at least 2 axes and epsilon must not be negative, but the input is [2, 4, 3, 3] and epsilon NaN."),
          storage("groupNorm(int,double) bfloat16", () -> HALF.groupNorm(2, 1e-5), "groupNorm"),
          new ErrorCase(
              "groupNorm(int,Tensor,Tensor,double) weight",
              () -> IMAGE.groupNorm(2, Tensor.ones(3), null, 1e-5),
              "groupNorm: the weight must have one number for each channel, but is [3] for input [2, 4, 3, 3]."),
          new ErrorCase(
              "groupNorm(int,Tensor,Tensor,double) bias",
              () -> IMAGE.groupNorm(2, V, Tensor.ones(4, 1), 1e-5),
              "groupNorm: the bias must have one number for each channel, but is [4, 1] for input [2, 4, 3, 3]."),
          new ErrorCase(
              "instanceNorm(double) rank",
              () -> X.instanceNorm(1e-5),
              "instanceNorm: the input must be [batch, channels, …] with at least 3 axes and epsilon must not be negative, but the input is [2, 3] and epsilon 1.0E-5."),
          new ErrorCase(
              "instanceNorm(double) one number",
              () -> X.unsqueeze(2).instanceNorm(1e-5),
              "instanceNorm: each channel must have at least two numbers, but the input is [2, 3, 1]."),
          storage("instanceNorm(double) bfloat16", () -> HALF.instanceNorm(1e-5), "instanceNorm"),
          new ErrorCase(
              "instanceNorm(Tensor,Tensor,double) weight",
              () -> IMAGE.instanceNorm(Tensor.ones(2), null, 1e-5),
              "instanceNorm: the weight must have one number for each channel, but is [2] for input [2, 4, 3, 3]."),
          new ErrorCase(
              "localResponseNorm rank",
              () -> X.localResponseNorm(3, 1, 1, 1),
              "localResponseNorm: the input must be [batch, channels, …] with at least 3 axes and the size positive, but the input is [2, 3] and the size 3."),
          new ErrorCase(
              "localResponseNorm size",
              () -> IMAGE.localResponseNorm(0, 1, 1, 1),
              "localResponseNorm: the input must be [batch, channels, …] with at least 3 axes and the size positive, but the input is [2, 4, 3, 3] and the size 0."),
          storage(
              "localResponseNorm bfloat16",
              () -> HALF.localResponseNorm(3, 1, 1, 1),
              "localResponseNorm"));

  private static final List<ErrorCase> MASKS =
      List.of(
          new ErrorCase(
              "dropout(double,Axes,Rng) probability",
              () -> X.dropout(-0.1, Axes.of(1), RNG),
              "dropout: the probability to drop must be in [0, 1], but is -0.1."),
          new ErrorCase(
              "dropout(double,Axes,Rng) axis",
              () -> X.dropout(0.5, Axes.of(2), RNG),
              "dropout: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "vanillaDropout probability",
              () -> X.vanillaDropout(2, RNG),
              "vanillaDropout: the probability to drop must be in [0, 1], but is 2.0."),
          storage("vanillaDropout bfloat16", () -> HALF.vanillaDropout(0.5, RNG), "vanillaDropout"),
          new ErrorCase(
              "alphaDropout(double,Rng) probability",
              () -> X.alphaDropout(Double.NaN, RNG),
              "alphaDropout: the probability to drop must be in [0, 1], but is NaN."),
          storage(
              "alphaDropout(double,Rng) bfloat16",
              () -> HALF.alphaDropout(0.5, RNG),
              "alphaDropout"),
          new ErrorCase(
              "alphaDropout(double,Axes,Rng) axis",
              () -> X.alphaDropout(0.5, Axes.of(-3), RNG),
              "alphaDropout: axis must be in [-2, 1], but is -3 for shape [2, 3]."),
          new ErrorCase(
              "gaussianDropout probability",
              () -> X.gaussianDropout(1, RNG),
              "gaussianDropout: the probability to drop must be in [0, 1), but is 1.0."),
          storage(
              "gaussianDropout bfloat16", () -> HALF.gaussianDropout(0.5, RNG), "gaussianDropout"),
          new ErrorCase(
              "dropBlock2d probability",
              () -> IMAGE.dropBlock2d(1.5, 2, RNG),
              "dropBlock2d: the probability to drop must be in [0, 1], but is 1.5."),
          new ErrorCase(
              "dropBlock2d size",
              () -> IMAGE.dropBlock2d(0.5, 0, RNG),
              "dropBlock2d: the block size must be positive, but is 0."),
          new ErrorCase(
              "dropBlock2d rank",
              () -> X.dropBlock2d(0.5, 2, RNG),
              "dropBlock2d: the input must be [batch, channels, height, width], but is [2, 3]."),
          storage(
              "dropBlock2d bfloat16",
              () -> IMAGE.to(DType.BFLOAT16).dropBlock2d(0.5, 2, RNG),
              "dropBlock2d"));

  static final List<ErrorCase> CASES =
      Stream.of(ROWS, CHANNELS, MASKS).flatMap(List::stream).toList();
}
