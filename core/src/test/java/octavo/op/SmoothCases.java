package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.nn.loss.Loss;
import octavo.nn.loss.LovaszHinge;
import octavo.nn.loss.LovaszSoftmax;
import octavo.nn.loss.Outputs;
import octavo.nn.loss.SoftAccuracy;
import octavo.nn.loss.SoftAuc;
import octavo.nn.loss.SoftFBeta;
import octavo.nn.loss.SoftOverlap;
import octavo.nn.metric.Averaging;
import octavo.nn.smooth.GaussianSmoothing;
import octavo.nn.smooth.SmoothAbs;
import octavo.nn.smooth.SmoothMax;
import octavo.nn.smooth.SmoothMin;
import octavo.nn.smooth.SmoothThreshold;
import octavo.nn.smooth.SoftArgmax;
import octavo.nn.smooth.SoftRank;
import octavo.nn.smooth.SoftSort;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth stand-ins and the losses made of them. They are compositions: the cases check their
/// derivatives, not operations of their own.
final class SmoothCases {
  private SmoothCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    extrema(cases);
    elements(cases);
    orders(cases);
    losses(cases);
    return cases;
  }

  private static void one(List<OperationCase> cases, String name, UnaryOperator<Tensor> f) {
    cases.add(of("smooth " + name, x -> f.apply(x[0]), s(3, 4)));
  }

  private static void extrema(List<OperationCase> cases) {
    one(cases, "max", x -> SmoothMax.logSumExp(x, 2, 1));
    one(cases, "max over all", x -> SmoothMax.logSumExp(x, 3));
    one(cases, "mellowmax", x -> SmoothMax.mellowmax(x, 2, Axes.keep(0)));
    one(cases, "boltzmann", x -> SmoothMax.boltzmann(x, 2, 1));
    one(cases, "p-norm", x -> SmoothMax.pNorm(x, 3, 1));
    one(cases, "p-norm kept", x -> SmoothMax.pNorm(x, 2.5, Axes.keep(0, 1)));
    one(cases, "min", x -> SmoothMin.logSumExp(x, 2, 0));
    one(cases, "mellowmin", x -> SmoothMin.mellowmin(x, 2, 1));
    one(cases, "boltzmann min", x -> SmoothMin.boltzmann(x, 2, 1));
    cases.add(of("smooth pair", x -> SmoothMax.pair(x[0], x[1], 2), s(2, 3), s(3)));
    cases.add(of("smooth erf pair", x -> SmoothMax.erfPair(x[0], x[1], 2), s(2, 3), s(2, 1)));
    cases.add(of("smooth swish pair", x -> SmoothMax.swishPair(x[0], x[1], 2), s(3), s(2, 3)));
    cases.add(of("smooth pair of least", x -> SmoothMin.pair(x[0], x[1], 2), s(2, 3), s(3)));
  }

  private static void elements(List<OperationCase> cases) {
    one(cases, "root abs", x -> SmoothAbs.root(x, 0.3));
    one(cases, "logCosh abs", x -> SmoothAbs.logCosh(x, 2));
    one(cases, "erf abs", x -> SmoothAbs.erf(x, 2));
    one(cases, "relu", x -> SmoothThreshold.relu(x, 3));
    one(cases, "step", x -> SmoothThreshold.step(x, 3));
    one(cases, "sign", x -> SmoothThreshold.sign(x, 2));
  }

  private static void orders(List<OperationCase> cases) {
    one(cases, "onehot argmax", x -> SoftArgmax.oneHot(x, 0.7, 0));
    one(cases, "argmax", x -> SoftArgmax.index(x, 0.7, 1));
    one(cases, "rank", x -> SoftRank.of(x, 0.5, 0));
    one(cases, "softSort", x -> SoftSort.softSort(0.8).sort(x, 0));
    one(cases, "softSort permutation", x -> SoftSort.softSort(0.8).permutation(x, 1));
    one(cases, "neuralSort", x -> SoftSort.neuralSort(2).withDescending().sort(x, 1));
    one(
        cases,
        "convolution pathwise",
        x ->
            GaussianSmoothing.of(0.3)
                .withSamples(5)
                .withAntithetic()
                .pathwise(p -> p.tanh().sum(1, 2), x, Rng.of(3)));
  }

  private static void loss(List<OperationCase> cases, String name, Loss loss, Tensor targets) {
    int[] shape = targets.rank() == 3 ? s(2, 3, 2, 2) : s(4, 3);
    cases.add(of("loss " + name, x -> loss.of(x[0], targets), shape));
  }

  private static void losses(List<OperationCase> cases) {
    Tensor classes = Tensors.of(new long[] {2, 0, 1, 2}, 4);
    Tensor pixels = Tensors.of(new long[] {2, 0, 1, 1, 0, 0, 2, 1}, 2, 2, 2);
    Tensor labels = Tensors.of(new float[] {1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0}, 4, 3);
    Outputs exclusive = Outputs.EXCLUSIVE;
    Outputs independent = Outputs.INDEPENDENT;
    loss(cases, "softAccuracy", SoftAccuracy.exclusive(), pixels);
    loss(cases, "softAccuracy of labels", SoftAccuracy.independent(), labels);
    loss(cases, "soft F1", SoftFBeta.f1(exclusive), pixels);
    loss(cases, "soft F2 of labels", SoftFBeta.of(2, independent), labels);
    loss(
        cases,
        "soft precision",
        SoftFBeta.precision(exclusive).withAveraging(Averaging.MICRO),
        classes);
    loss(
        cases,
        "soft recall",
        SoftFBeta.recall(independent).withAveraging(Averaging.WEIGHTED),
        labels);
    loss(cases, "soft dice", SoftOverlap.dice(exclusive).withPerExample(), pixels);
    loss(cases, "soft iou", SoftOverlap.iou(independent).withSmoothing(0), labels);
    loss(cases, "tversky", SoftOverlap.tversky(0.3, 0.7, exclusive), classes);
    loss(cases, "soft auc", SoftAuc.pairwise().withTemperature(0.5), labels);
    loss(cases, "lovasz hinge", LovaszHinge.ofBatch().withPerExample(), labels);
    loss(cases, "lovasz softmax", LovaszSoftmax.ofBatch(), pixels);
    loss(
        cases,
        "lovasz softmax of all",
        LovaszSoftmax.ofBatch().withAllClasses().withPerExample(),
        classes);
  }
}
