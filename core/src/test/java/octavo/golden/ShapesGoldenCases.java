package octavo.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import octavo.autograd.Differentiable;
import octavo.nn.BatchNorm1d;
import octavo.nn.BatchNorm2d;
import octavo.nn.BatchNorm3d;
import octavo.nn.Buffer;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.loss.BinaryCrossEntropy;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.CosineEmbedding;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Ctc;
import octavo.nn.loss.GaussianNll;
import octavo.nn.loss.HingeEmbedding;
import octavo.nn.loss.Huber;
import octavo.nn.loss.KlDivergence;
import octavo.nn.loss.LossReduction;
import octavo.nn.loss.MarginRanking;
import octavo.nn.loss.MeanAbsoluteError;
import octavo.nn.loss.MeanSquaredError;
import octavo.nn.loss.MultiLabelMargin;
import octavo.nn.loss.MultiLabelSoftMargin;
import octavo.nn.loss.MultiMargin;
import octavo.nn.loss.NegativeLogLikelihood;
import octavo.nn.loss.PoissonNll;
import octavo.nn.loss.SmoothL1;
import octavo.nn.loss.SoftMargin;
import octavo.nn.loss.Triplet;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.PoolingMethods.Pooled;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// Every operation of the chapters on the shapes of `golden_shapes.py`: `op_i` is operation `op` on its
/// shape i.
final class ShapesGoldenCases {
  /// At most 72 numbers are summed, of a composition as long as that of a norm.
  private static final int TERMS = 200;

  private ShapesGoldenCases() {}

  /// A loss with a reduction.
  private interface Reduced {
    Tensor of(LossReduction reduction, Tensor[] x);
  }

  static Map<String, Function<Tensor[], Tensor[]>> operations() {
    Map<String, Function<Tensor[], Tensor[]>> all = new LinkedHashMap<>();
    functions(all);
    elementLosses(all);
    classLosses(all);
    pairLosses(all);
    means(all);
    maxima(all);
    return all;
  }

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    Map<String, Function<Tensor[], Tensor[]>> operations = operations();
    GoldenFile file = GoldenFile.read("shapes");
    for (String name : file.cases()) {
      String operation = name.substring(0, name.indexOf('_'));
      Function<Tensor[], Tensor[]> function = operations.get(operation);
      if (function != null) {
        cases.add(GoldenCase.several(name, TERMS, function));
      } else if (operation.startsWith("batchNorm")) {
        cases.add(new GoldenCase(name, TERMS, ShapesGoldenCases::batchNorm));
      } else if (operation.equals("adaptiveSoftmax")) {
        cases.add(new GoldenCase(name, TERMS, x -> SoftmaxGoldenCases.adaptive(x, false)));
      } else if (operation.startsWith("maxUnpool")) {
        Shape shape = file.array(name + "/y0").shape();
        cases.add(GoldenCase.of(name, x -> unpooled(x[0], x[1], shape)));
      }
    }
    return cases;
  }

  private static void one(
      Map<String, Function<Tensor[], Tensor[]>> all, String name, Function<Tensor, Tensor> f) {
    all.put(name, x -> new Tensor[] {f.apply(x[0])});
  }

  private static void functions(Map<String, Function<Tensor[], Tensor[]>> all) {
    one(all, "exp", Tensor::exp);
    one(all, "expm1", Tensor::expm1);
    one(all, "tanh", Tensor::tanh);
    one(all, "sigmoid", Tensor::sigmoid);
    one(all, "softplus", Tensor::softplus);
    one(all, "relu", Tensor::relu);
    one(all, "erf", Tensor::erf);
    one(all, "erfc", Tensor::erfc);
    one(all, "log", Tensor::log);
    one(all, "log1p", Tensor::log1p);
    one(all, "lgamma", Tensor::lgamma);
    one(all, "digamma", Tensor::digamma);
    one(all, "softmax", x -> x.softmax(-1));
    one(all, "logSoftmax", x -> x.logSoftmax(-1));
    one(all, "softmaxSecond", x -> x.softmax(1));
    one(all, "logSoftmaxSecond", x -> x.logSoftmax(1));
    one(all, "logSumExp", x -> x.logSumExp(Axes.of(-1)));
    one(all, "instanceNorm", x -> x.instanceNorm(1e-5));
  }

  private static void loss(
      Map<String, Function<Tensor[], Tensor[]>> all, String name, Reduced loss) {
    all.put(
        name, x -> new Tensor[] {loss.of(LossReduction.NONE, x), loss.of(LossReduction.SUM, x)});
  }

  private static void elementLosses(Map<String, Function<Tensor[], Tensor[]>> all) {
    loss(all, "bce", (r, x) -> BinaryCrossEntropy.mean().withReduction(r).of(x[0], x[1]));
    loss(
        all,
        "bceLogits",
        (r, x) -> BinaryCrossEntropyWithLogits.mean().withReduction(r).of(x[0], x[1]));
    loss(all, "l1", (r, x) -> new MeanAbsoluteError(r).of(x[0], x[1]));
    loss(all, "mse", (r, x) -> new MeanSquaredError(r).of(x[0], x[1]));
    loss(all, "huber", (r, x) -> new Huber(r, 0.7).of(x[0], x[1]));
    loss(all, "smoothL1", (r, x) -> SmoothL1.mean().withBeta(0.5).withReduction(r).of(x[0], x[1]));
    loss(
        all,
        "hingeEmbedding",
        (r, x) -> HingeEmbedding.mean().withMargin(0.8).withReduction(r).of(x[0], x[1]));
    loss(all, "softMargin", (r, x) -> new SoftMargin(r).of(x[0], x[1].stopGradient()));
    loss(all, "kl", (r, x) -> KlDivergence.batchMean().withReduction(r).of(x[0], x[1]));
    loss(
        all,
        "klLog",
        (r, x) -> KlDivergence.batchMean().withLogTarget().withReduction(r).of(x[0], x[1]));
    loss(
        all,
        "poisson",
        (r, x) ->
            PoissonNll.mean().withStirlingTerm().withReduction(r).of(x[0], x[1].stopGradient()));
    loss(
        all,
        "gaussian",
        (r, x) -> GaussianNll.mean().withConstant().withReduction(r).of(x[0], x[1], x[2]));
  }

  private static void classLosses(Map<String, Function<Tensor[], Tensor[]>> all) {
    CrossEntropy options = CrossEntropy.mean().withLabelSmoothing(0.2).withIgnoreIndex(0);
    loss(all, "crossEntropy", (r, x) -> CrossEntropy.mean().withReduction(r).of(x[0], x[1]));
    loss(
        all,
        "crossEntropyOptions",
        (r, x) -> options.withWeight(x[2]).withReduction(r).of(x[0], x[1]));
    loss(all, "crossEntropyShares", (r, x) -> CrossEntropy.mean().withReduction(r).of(x[0], x[1]));
    loss(
        all,
        "nll",
        (r, x) -> NegativeLogLikelihood.mean().withIgnoreIndex(0).withReduction(r).of(x[0], x[1]));
    loss(all, "multiMargin", (r, x) -> MultiMargin.mean().withReduction(r).of(x[0], x[1]));
    loss(all, "multiLabelMargin", (r, x) -> new MultiLabelMargin(r).of(x[0], x[1]));
    loss(
        all,
        "multiLabelSoftMargin",
        (r, x) -> MultiLabelSoftMargin.mean().withReduction(r).of(x[0], x[1].stopGradient()));
  }

  private static void pairLosses(Map<String, Function<Tensor[], Tensor[]>> all) {
    loss(
        all,
        "cosine",
        (r, x) ->
            CosineEmbedding.mean()
                .withMargin(0.1)
                .withReduction(r)
                .of(x[0], x[1], x[2].stopGradient()));
    loss(all, "triplet", (r, x) -> Triplet.mean().withReduction(r).of(x[0], x[1], x[2]));
    loss(all, "ranking", (r, x) -> new MarginRanking(r, 0.5).of(x[0], x[1], x[2].stopGradient()));
    loss(
        all,
        "ctc",
        (r, x) ->
            Ctc.mean()
                .withZeroInfinity()
                .withReduction(r)
                .of(x[0].logSoftmax(2), x[1], x[2], x[3]));
  }

  private static void means(Map<String, Function<Tensor[], Tensor[]>> all) {
    Window two = Window.kernel(2);
    one(all, "lpPool1d", x -> x.lpPool1d(2, two));
    one(all, "lpPool3d", x -> x.lpPool3d(2, two));
    one(all, "avgPool2d", x -> x.avgPool2d(Window.kernel(3).withStride(2).withPadding(1)));
    one(all, "avgPool3d", x -> x.avgPool3d(two));
    one(all, "adaptiveAvgPool1d", x -> x.adaptiveAvgPool1d(3));
    one(all, "adaptiveAvgPool2d", x -> x.adaptiveAvgPool2d(2, 3));
    one(all, "adaptiveAvgPool3d", x -> x.adaptiveAvgPool3d(2, 1, 3));
  }

  private static void indexed(
      Map<String, Function<Tensor[], Tensor[]>> all, String name, Function<Tensor[], Pooled> f) {
    all.put(
        name,
        x -> {
          Pooled y = f.apply(x);
          return new Tensor[] {y.values(), y.indices()};
        });
  }

  private static void maxima(Map<String, Function<Tensor[], Tensor[]>> all) {
    Window two = Window.kernel(2);
    indexed(all, "adaptiveMaxPool1d", x -> x[0].adaptiveMaxPool1dWithIndices(3));
    indexed(all, "adaptiveMaxPool3d", x -> x[0].adaptiveMaxPool3dWithIndices(2, 1, 3));
    indexed(
        all, "fractionalMaxPool2d", x -> x[0].fractionalMaxPool2d(two, 1, 1, x[1].stopGradient()));
    indexed(
        all,
        "fractionalMaxPool3d",
        x -> x[0].fractionalMaxPool3d(two, 1, 1, 1, x[1].stopGradient()));
  }

  private static Tensor unpooled(Tensor x, Tensor indices, Shape to) {
    return switch (to.rank()) {
      case 3 -> x.maxUnpool1d(indices, to.size(2));
      case 4 -> x.maxUnpool2d(indices, to.size(2), to.size(3));
      default -> x.maxUnpool3d(indices, to.size(2), to.size(3), to.size(4));
    };
  }

  /// In inference where running statistics are given, else in training.
  private static GoldenCase.Outcome batchNorm(Tensor[] x) {
    int c = x[0].size(1);
    Parameter weight = Parameter.of(x[1]);
    Parameter bias = Parameter.of(x[2]);
    boolean running = x.length > 3;
    Buffer mean = running ? Buffer.of(x[3].stopGradient()) : null;
    Buffer variance = running ? Buffer.of(x[4].stopGradient()) : null;
    Buffer batches = running ? Buffer.of(Tensor.scalar(0)) : null;
    Layer norm =
        switch (x[0].rank()) {
          case 2, 3 -> new BatchNorm1d(c, weight, bias, mean, variance, batches, 0.1, 1e-5);
          case 4 -> new BatchNorm2d(c, weight, bias, mean, variance, batches, 0.1, 1e-5);
          default -> new BatchNorm3d(c, weight, bias, mean, variance, batches, 0.1, 1e-5);
        };
    Mode mode = running ? Mode.inference().withGradients(true) : Mode.training(Rng.of(0));
    return new GoldenCase.Outcome(
        new Tensor[] {norm.forward(x[0], mode)},
        running
            ? new Differentiable[] {x[0], weight, bias, x[3], x[4]}
            : new Differentiable[] {x[0], weight, bias});
  }
}
