package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Normalizations and dropout.
final class NormalizationCases {
  private NormalizationCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    rows(cases);
    channels(cases);
    masks(cases);
    return cases;
  }

  private static void rows(List<OperationCase> cases) {
    cases.add(of("layerNorm of shape", x -> x[0].layerNorm(Shape.of(3, 2), 1e-5), s(2, 3, 2)));
    cases.add(of("layerNorm with weight", x -> x[0].layerNorm(x[1], null, 1e-5), s(3, 4), s(4)));
    cases.add(
        of(
            "layerNorm over two axes",
            x -> x[0].layerNorm(x[1], x[2], 1e-3),
            s(2, 3, 2),
            s(3, 2),
            s(3, 2)));
    cases.add(of("rmsNorm", x -> x[0].rmsNorm(1e-5), s(2, 3, 4)));
    cases.add(of("rmsNorm of shape", x -> x[0].rmsNorm(Shape.of(3, 2), 1e-5), s(2, 3, 2)));
    cases.add(of("rmsNorm with weight", x -> x[0].rmsNorm(x[1], 1e-3), s(3, 4), s(4)));
  }

  private static void channels(List<OperationCase> cases) {
    cases.add(of("groupNorm", x -> x[0].groupNorm(2, 1e-5), s(2, 4, 3)));
    cases.add(
        of("groupNorm with weight", x -> x[0].groupNorm(3, x[1], null, 1e-5), s(2, 6, 1), s(6)));
    cases.add(
        of(
            "groupNorm with weight and bias",
            x -> x[0].groupNorm(2, x[1], x[2], 1e-5),
            s(1, 4, 2, 2),
            s(4),
            s(4)));
    cases.add(of("groupNorm of features", x -> x[0].groupNorm(1, 1e-5), s(3, 4)));
    // slices of 33 numbers are taken one by one
    cases.add(
        of(
            "groupNorm of long slices",
            x -> x[0].groupNorm(1, x[1], x[2], 1e-5),
            s(1, 2, 33),
            s(2),
            s(2)));
    cases.add(of("instanceNorm", x -> x[0].instanceNorm(1e-5), s(2, 2, 4)));
    cases.add(
        of("instanceNorm with weight", x -> x[0].instanceNorm(x[1], null, 1e-5), s(2, 2, 4), s(2)));
    cases.add(
        of(
            "instanceNorm with weight and bias",
            x -> x[0].instanceNorm(x[1], x[2], 1e-5),
            s(2, 3, 2, 2),
            s(3),
            s(3)));
    cases.add(of("localResponseNorm", x -> x[0].localResponseNorm(3, 0.5, 0.75, 1), s(2, 5, 2)));
    cases.add(of("localResponseNorm even", x -> x[0].localResponseNorm(2, 1, 1, 2), s(1, 3, 2, 2)));
  }

  private static Tensor square(Tensor x) {
    return x.square();
  }

  private static void masks(List<OperationCase> cases) {
    cases.add(
        of(
            "dropout of channels",
            x -> square(x[0].dropout(0.4, Axes.of(2), Rng.of(3))),
            s(3, 4, 2)));
    cases.add(of("vanillaDropout", x -> square(x[0].vanillaDropout(0.4, Rng.of(3))), s(3, 4)));
    cases.add(of("dropout of all", x -> square(x[0].dropout(1, Rng.of(3))), s(3, 4)));
    cases.add(of("dropout of none", x -> square(x[0].dropout(0, Rng.of(3))), s(3, 4)));
    cases.add(of("alphaDropout", x -> square(x[0].alphaDropout(0.4, Rng.of(3))), s(3, 4)));
    cases.add(
        of(
            "alphaDropout of channels",
            x -> square(x[0].alphaDropout(0.4, Axes.of(2), Rng.of(3))),
            s(3, 4, 2)));
    cases.add(of("gaussianDropout", x -> square(x[0].gaussianDropout(0.4, Rng.of(3))), s(3, 4)));
    cases.add(of("dropBlock2d", x -> square(x[0].dropBlock2d(0.3, 2, Rng.of(3))), s(2, 2, 4, 5)));
  }
}
