package octavo.tensor;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;

/// Scores, temperatures, targets and weights that do not fit.
final class SoftmaxErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor INDICES = Tensors.of(new long[] {1, 5}, 2);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);
  private static final CrossEntropyOptions PLAIN = CrossEntropyOptions.DEFAULT;

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "softmax(int) axis",
              () -> X.softmax(2),
              "softmax: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "softmax(int,double) temperature",
              () -> X.softmax(1, 0),
              "softmax: the temperature must be positive, but is 0.0."),
          new ErrorCase(
              "softmax(int,double) NaN",
              () -> X.softmax(1, Double.NaN),
              "softmax: the temperature must be positive, but is NaN."),
          new ErrorCase(
              "softmax(int) bfloat16",
              () -> HALF.softmax(0),
              "softmax: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "softmax(int,double) bfloat16",
              () -> HALF.softmax(0, 2),
              "softmax: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "logSoftmax(int) axis",
              () -> X.logSoftmax(2),
              "logSoftmax: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "logSoftmax(int) bfloat16",
              () -> HALF.logSoftmax(0),
              "logSoftmax: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "gumbelSoftmax temperature",
              () -> Tensor.ones(2, 3).gumbelSoftmax(1, 0, Rng.of(1)),
              "gumbelSoftmax: the temperature must be positive, but is 0.0."),
          new ErrorCase(
              "gumbelSoftmax infinite temperature",
              () -> Tensor.ones(2, 3).gumbelSoftmax(1, Double.POSITIVE_INFINITY, Rng.of(1)),
              "gumbelSoftmax: the temperature and its inverse must be finite, but it is Infinity."),
          new ErrorCase(
              "logSoftmax(int,double) temperature",
              () -> X.logSoftmax(1, -1),
              "logSoftmax: the temperature must be positive, but is -1.0."),
          new ErrorCase(
              "softmaxJacobian axis",
              () -> X.softmaxJacobian(2),
              "softmaxJacobian: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "softmaxJacobian bfloat16",
              () -> HALF.softmaxJacobian(0),
              "softmaxJacobian: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "sparsemax axis",
              () -> X.sparsemax(-3),
              "sparsemax: axis must be in [-2, 1], but is -3 for shape [2, 3]."),
          new ErrorCase(
              "sparsemax bfloat16",
              () -> HALF.sparsemax(0),
              "sparsemax: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "entmax15 axis",
              () -> X.entmax15(2),
              "entmax15: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "entmax15 bfloat16",
              () -> HALF.entmax15(0),
              "entmax15: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "entmax axis",
              () -> X.entmax(2, 1.5),
              "entmax: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "entmax alpha",
              () -> X.entmax(1, 0.5),
              "entmax: alpha must be finite and at least 1, but is 0.5."),
          new ErrorCase(
              "entmax NaN",
              () -> X.entmax(1, Double.NaN),
              "entmax: alpha must be finite and at least 1, but is NaN."),
          new ErrorCase(
              "entmax bfloat16",
              () -> HALF.entmax(0, 1.5),
              "entmax: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "crossEntropy(Tensor) shapes",
              () -> X.crossEntropy(Tensors.zeros(DType.INT64, 3)),
              "crossEntropy: logits must be [batch, classes, …] and targets [batch, …], but logits are [2, 3] and targets [3]."),
          new ErrorCase(
              "crossEntropy(Tensor) type",
              () -> X.crossEntropy(Tensor.zeros(2)),
              "crossEntropy: targets must be class indices of type int64, but are float32. Convert first: targets.to(DType.INT64)."),
          new ErrorCase(
              "crossEntropy(Tensor) distributions",
              () -> X.crossEntropy(Tensor.zeros(2, 4)),
              "crossEntropy: logits must be [batch, classes, …] and targets [batch, …], but logits are [2, 3] and targets [2, 4]."),
          new ErrorCase(
              "crossEntropy(Tensor) class",
              () -> X.crossEntropy(Tensors.of(new long[] {0, 3}, 2)),
              "crossEntropy: targets must be in [0, 2], but element 1 is 3."),
          new ErrorCase(
              "crossEntropy(Tensor) vector",
              () -> V.crossEntropy(INDICES),
              "crossEntropy: logits must be [batch, classes, …] and targets [batch, …], but logits are [4] and targets [2]."),
          new ErrorCase(
              "crossEntropy(Tensor) no classes",
              () -> Tensor.ones(2, 0).crossEntropy(INDICES),
              "crossEntropy: logits without classes have no targets, but element 0 is 1."),
          new ErrorCase(
              "crossEntropy(Tensor) bfloat16",
              () -> HALF.reshape(2, 2).crossEntropy(INDICES),
              "crossEntropy: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "crossEntropy(Tensor,CrossEntropyOptions) weights",
              () -> X.crossEntropy(INDICES.minimum(1), PLAIN.withWeight(V)),
              "crossEntropy: weights must be one number a class, but there are 4 for 3 classes."),
          new ErrorCase(
              "CrossEntropyOptions.withWeight shape",
              () -> PLAIN.withWeight(X),
              "CrossEntropyOptions: weights must be one floating number a class, but are float32 of shape [2, 3]."),
          new ErrorCase(
              "CrossEntropyOptions.withWeight type",
              () -> PLAIN.withWeight(INDICES),
              "CrossEntropyOptions: weights must be one floating number a class, but are int64 of shape [2]."),
          new ErrorCase(
              "crossEntropy ignored class of distributions",
              () -> Tensor.ones(2, 3).crossEntropy(Tensor.ones(2, 3), PLAIN.withIgnoreIndex(1)),
              "crossEntropy: targets that are distributions name no class to ignore, but ignoreIndex is 1."),
          new ErrorCase(
              "sigmoidCrossEntropy shapes",
              () -> X.sigmoidCrossEntropy(V),
              "sigmoidCrossEntropy: shapes must be equal, but the tensor of logits is [2, 3] and that of targets is [4]."),
          new ErrorCase(
              "sigmoidCrossEntropy scalar",
              () -> Tensor.zeros().sigmoidCrossEntropy(Tensor.zeros()),
              "sigmoidCrossEntropy: logits must be […, answers], but are a scalar. Reshape first: x.reshape(1)."),
          new ErrorCase(
              "sigmoidCrossEntropy bfloat16",
              () -> HALF.sigmoidCrossEntropy(HALF),
              "sigmoidCrossEntropy: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "CrossEntropyOptions.withLabelSmoothing range",
              () -> PLAIN.withLabelSmoothing(1.5),
              "CrossEntropyOptions: label smoothing must be in [0, 1], but is 1.5."),
          new ErrorCase(
              "CrossEntropyOptions.withLabelSmoothing NaN",
              () -> new CrossEntropyOptions(Double.NaN, -100, null),
              "CrossEntropyOptions: label smoothing must be in [0, 1], but is NaN."));

  private SoftmaxErrors() {}
}
