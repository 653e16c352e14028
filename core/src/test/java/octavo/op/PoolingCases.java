package octavo.op;

import static octavo.op.OperationCase.of;
import static octavo.op.OperationCase.within;
import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.tensor.Extent;
import octavo.tensor.RandomTensors;
import octavo.tensor.RoiOptions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;

/// Pooling, called in the ways that matter.
final class PoolingCases {
  private static final Window HALF = kernel(3).withStride(2).withPadding(1);

  private PoolingCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    windows(cases);
    weighed(cases);
    sizes(cases);
    regions(cases);
    return cases;
  }

  private static void windows(List<OperationCase> cases) {
    Window volume =
        kernel(2, 3, 2).withStride(new Extent(1, 2, 2)).withPadding(new Extent(1, 1, 0));
    cases.add(of("maxPool1d", x -> x[0].maxPool1d(HALF).square(), s(2, 2, 7)));
    cases.add(of("maxPool3d", x -> x[0].maxPool3d(volume).square(), s(1, 2, 3, 4, 5)));
    cases.add(
        of(
            "maxPool2dWithIndices",
            x -> x[0].maxPool2dWithIndices(HALF.withCeilMode()).values().square(),
            s(1, 2, 4, 5)));
    cases.add(of("avgPool1d", x -> x[0].avgPool1d(HALF).square(), s(2, 2, 7)));
    cases.add(of("avgPool3d", x -> x[0].avgPool3d(volume).square(), s(1, 2, 3, 4, 5)));
    cases.add(
        of(
            "avgPool2d with divisor",
            x -> x[0].avgPool2d(HALF.withDivisorOverride(4)).square(),
            s(1, 1, 5, 4)));
    cases.add(of("lpPool1d", x -> x[0].lpPool1d(2, kernel(2)), s(1, 2, 6)));
    cases.add(within("lpPool2d", 0.5, 2, x -> x[0].lpPool2d(2.5, HALF), s(1, 1, 4, 5)));
    cases.add(of("lpPool3d", x -> x[0].lpPool3d(2, kernel(2)), s(1, 1, 2, 4, 2)));
  }

  private static void weighed(List<OperationCase> cases) {
    cases.add(of("softPool1d", x -> x[0].softPool1d(kernel(2)), s(1, 2, 5)));
    cases.add(of("softPool2d", x -> x[0].softPool2d(HALF.withCeilMode()), s(1, 2, 4, 3)));
    cases.add(of("softPool3d", x -> x[0].softPool3d(kernel(2)), s(1, 1, 2, 2, 4)));
    cases.add(of("mixedPool1d", x -> x[0].mixedPool1d(HALF, x[1]), s(2, 2, 5), s(1)));
    cases.add(of("mixedPool3d", x -> x[0].mixedPool3d(kernel(2), x[1]), s(1, 2, 2, 2, 4), s(2)));
    cases.add(within("stochasticPool1d", 0.5, 2, x -> x[0].stochasticPool1d(HALF), s(1, 2, 5)));
    cases.add(
        within(
            "stochasticPool3d in training",
            0.5,
            2,
            x -> x[0].stochasticPool3d(kernel(2), Rng.of(3)).square(),
            s(1, 2, 2, 2, 4)));
    cases.add(of("mixedPool2d", x -> x[0].mixedPool2d(HALF, x[1]), s(1, 2, 4, 5), s(2)));
    cases.add(
        within(
            "stochasticPool2d in training",
            0.5,
            2,
            x -> x[0].stochasticPool2d(HALF, Rng.of(3)).square(),
            s(1, 2, 4, 5)));
    cases.add(within("stochasticPool2d", 0.5, 2, x -> x[0].stochasticPool2d(HALF), s(1, 2, 4, 5)));
    cases.add(
        within(
            "generalizedMean", 0.5, 2, x -> x[0].generalizedMean(x[1], 1e-6), s(2, 2, 3, 2), s(2)));
  }

  private static void sizes(List<OperationCase> cases) {
    cases.add(of("globalAvgPool", x -> x[0].globalAvgPool().square(), s(2, 2, 3)));
    cases.add(of("globalMaxPool", x -> x[0].globalMaxPool().square(), s(2, 2, 3, 2)));
    cases.add(of("adaptiveAvgPool1d", x -> x[0].adaptiveAvgPool1d(3).square(), s(1, 2, 5)));
    cases.add(
        of("adaptiveAvgPool3d", x -> x[0].adaptiveAvgPool3d(2, 3, 2).square(), s(1, 1, 3, 4, 3)));
    cases.add(of("adaptiveMaxPool1d", x -> x[0].adaptiveMaxPool1d(3).square(), s(1, 2, 5)));
    cases.add(of("adaptiveMaxPool2d", x -> x[0].adaptiveMaxPool2d(3, 2).square(), s(1, 2, 4, 3)));
    cases.add(
        of("adaptiveMaxPool3d", x -> x[0].adaptiveMaxPool3d(2, 3, 2).square(), s(1, 1, 3, 4, 3)));
    cases.add(
        of("spatialPyramidPool", x -> x[0].spatialPyramidPool(1, 2, 3).square(), s(1, 2, 4, 5)));
    Tensor samples = RandomTensors.uniform(Rng.of(5), 0, 1, 1, 2, 2);
    cases.add(
        of(
            "fractionalMaxPool2d",
            x -> x[0].fractionalMaxPool2d(kernel(2), 3, 2, samples).values().square(),
            s(1, 2, 5, 4)));
    Tensor three = RandomTensors.uniform(Rng.of(6), 0, 1, 1, 1, 3);
    cases.add(
        of(
            "fractionalMaxPool3d",
            x -> x[0].fractionalMaxPool3d(kernel(2), 2, 3, 2, three).values().square(),
            s(1, 1, 3, 5, 4)));
    Tensor places = Tensors.of(new long[] {3, 0, 8, 6, 1, 2}, 1, 2, 3);
    cases.add(of("maxUnpool1d", x -> x[0].maxUnpool1d(places, 9).square(), s(1, 2, 3)));
    cases.add(
        of(
            "maxUnpool2d",
            x -> x[0].maxUnpool2d(places.unsqueeze(2), 3, 4).square(),
            s(1, 2, 1, 3)));
  }

  private static void regions(List<OperationCase> cases) {
    float[] corners = {0, 1, 1, 4.3f, 3.2f, 1, -2, 0.4f, 2.7f, 9, 0, 2.2f, 1.1f, 2.4f, 1.3f};
    Tensor regions = Tensor.of(corners, 3, 5);
    RoiOptions bins = RoiOptions.of(2, 3);
    cases.add(of("roiPool", x -> x[0].roiPool(regions, bins).square(), s(2, 2, 5, 6)));
    cases.add(of("roiAlign", x -> x[0].roiAlign(regions, bins).square(), s(2, 2, 5, 6)));
    cases.add(
        of(
            "roiAlign aligned",
            x ->
                x[0].roiAlign(
                        regions, bins.withAligned(true).withSamplingRatio(2).withSpatialScale(0.7))
                    .square(),
            s(2, 1, 4, 5)));
  }
}
