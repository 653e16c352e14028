package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.loss.Loss;
import octavo.nn.loss.LovaszHinge;
import octavo.nn.loss.LovaszSoftmax;
import octavo.nn.loss.Outputs;
import octavo.nn.loss.SoftAccuracy;
import octavo.nn.loss.SoftAuc;
import octavo.nn.loss.SoftFBeta;
import octavo.nn.loss.SoftOverlap;
import octavo.nn.metric.Averaging;
import octavo.nn.smooth.SmoothAbs;
import octavo.nn.smooth.SmoothMax;
import octavo.nn.smooth.SmoothMin;
import octavo.nn.smooth.SmoothThreshold;
import octavo.nn.smooth.SoftArgmax;
import octavo.nn.smooth.SoftRank;
import octavo.nn.smooth.SoftSort;
import octavo.tensor.Axes;

/// Smooth stand-ins for hard functions, and the losses made of them.
final class SmoothGoldenCases {
  private SmoothGoldenCases() {}

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>(extrema());
    cases.addAll(elements());
    cases.addAll(losses());
    return cases;
  }

  private static List<GoldenCase> extrema() {
    return List.of(
        of("max", 9, x -> SmoothMax.logSumExp(x[0], 3, 1)),
        of("maxAll", 10, x -> SmoothMax.logSumExp(x[0], 0.5)),
        of("maxKept", 8, x -> SmoothMax.logSumExp(x[0], 3, Axes.keep(0, 2))),
        of("maxOfOne", x -> SmoothMax.logSumExp(x[0], 3, 1)),
        of("maxOfNoRows", x -> SmoothMax.logSumExp(x[0], 3, 1)),
        of("maxLarge", 4, x -> SmoothMax.logSumExp(x[0], 10, 1)),
        of("min", 4, x -> SmoothMin.logSumExp(x[0], 3, 0)),
        of("mellowmax", 6, x -> SmoothMax.mellowmax(x[0], 2, 1)),
        of("boltzmann", 6, x -> SmoothMax.boltzmann(x[0], 2, 1)),
        of("pNorm3", 6, x -> SmoothMax.pNorm(x[0], 3, 1)),
        of("pNorm1", 3, x -> SmoothMax.pNorm(x[0], 1, 0)),
        of("pNormAll", 12, x -> SmoothMax.pNorm(x[0], 7.5)),
        of("pair", 3, x -> SmoothMax.pair(x[0], x[1], 2)),
        of("erfPair", 4, x -> SmoothMax.erfPair(x[0], x[1], 2)),
        of("swishPair", x -> SmoothMax.swishPair(x[0], x[1], 2)));
  }

  private static List<GoldenCase> elements() {
    return List.of(
        of("rootAbs", x -> SmoothAbs.root(x[0], 0.3)),
        of("logCoshAbs", x -> SmoothAbs.logCosh(x[0], 2)),
        of("erfAbs", x -> SmoothAbs.erf(x[0], 2)),
        of("relu", x -> SmoothThreshold.relu(x[0], 3)),
        of("reluOfNothing", x -> SmoothThreshold.relu(x[0], 3)),
        of("step", x -> SmoothThreshold.step(x[0], 3)),
        of("sign", x -> SmoothThreshold.sign(x[0], 3)),
        of("onehotArgmax", 4, x -> SoftArgmax.oneHot(x[0], 0.3, 1)),
        of("argmax", 5, x -> SoftArgmax.index(x[0], 0.3, 1)),
        of("rank", 6, x -> SoftRank.of(x[0], 0.4, 1)),
        of("softSort", 25, x -> SoftSort.softSort(0.4).permutation(x[0], 1)),
        of("softSorted", 25, x -> SoftSort.softSort(0.4).sort(x[0], 1)),
        of("neuralSort", 25, x -> SoftSort.neuralSort(2).withDescending().permutation(x[0], 1)),
        of("neuralSortOfOne", x -> SoftSort.neuralSort(2).withDescending().permutation(x[0], 1)));
  }

  private static GoldenCase loss(String name, int terms, Loss loss) {
    return of(name, terms, x -> loss.of(x[0], x[1].stopGradient()));
  }

  private static List<GoldenCase> losses() {
    Outputs exclusive = Outputs.EXCLUSIVE;
    Outputs independent = Outputs.INDEPENDENT;
    SoftFBeta f1 = SoftFBeta.f1(exclusive);
    return List.of(
        loss("softAccuracy", 8, SoftAccuracy.exclusive()),
        loss("softF1", 15, f1),
        loss("softF1Images", 24, f1),
        loss("softF2Micro", 15, SoftFBeta.of(2, exclusive).withAveraging(Averaging.MICRO)),
        loss("softPrecision", 15, SoftFBeta.precision(independent)),
        loss(
            "softRecallWeighted",
            15,
            SoftFBeta.of(1e6, independent).withAveraging(Averaging.WEIGHTED)),
        loss("softDice", 24, SoftOverlap.dice(exclusive)),
        loss("softDicePerExample", 24, SoftOverlap.dice(exclusive).withPerExample()),
        loss("softIou", 15, SoftOverlap.iou(independent).withSmoothing(0)),
        loss("tversky", 15, SoftOverlap.tversky(0.3, 0.7, exclusive)),
        loss("lovaszHinge", 15, LovaszHinge.ofBatch()),
        loss("lovaszSoftmax", 24, LovaszSoftmax.ofBatch()),
        loss("softAuc", 20, SoftAuc.pairwise().withTemperature(0.5)));
  }
}
