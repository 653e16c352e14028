package octavo.golden;

import static octavo.golden.GoldenCase.of;
import static octavo.golden.GoldenCase.several;
import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import octavo.tensor.Extent;
import octavo.tensor.PoolingMethods.Pooled;
import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// Pooling. The number of terms is that of a window, or of the windows that a number is in.
final class PoolingGoldenCases {
  private static final Window HALF = kernel(3).withStride(2).withPadding(1);
  private static final Window WIDE = kernel(2, 5).withStride(1, 3).withPadding(1, 2).withCeilMode();
  private static final Window VOLUME =
      kernel(2, 3, 2)
          .withStride(new Extent(1, 2, 3))
          .withPadding(new Extent(1, 1, 0))
          .withCeilMode();

  private PoolingGoldenCases() {}

  static List<GoldenCase> pooling() {
    List<GoldenCase> cases = new ArrayList<>();
    cases.addAll(maxima());
    cases.addAll(means());
    cases.addAll(powers());
    cases.addAll(adaptiveMeans());
    cases.addAll(adaptiveMaxima());
    cases.addAll(placed());
    return cases;
  }

  private static GoldenCase indexed(String name, int terms, Function<Tensor, Pooled> function) {
    return several(
        name,
        terms,
        x -> {
          Pooled y = function.apply(x[0]);
          return new Tensor[] {y.values(), y.indices()};
        });
  }

  private static List<GoldenCase> maxima() {
    Window dilated = WIDE.withDilation(new Extent(1, 2, 1));
    Window volume = VOLUME.withDilation(new Extent(1, 2, 2));
    Window three = kernel(3).withCeilMode();
    return List.of(
        of("max1d", x -> x[0].maxPool1d(kernel(2))),
        of("max1dOptions", 3, x -> x[0].maxPool1d(HALF.withDilation(2))),
        indexed("max1dCeil", 2, x -> x.maxPool1dWithIndices(HALF.withCeilMode())),
        of("max1dSizeOne", x -> x[0].maxPool1d(kernel(1))),
        of("max1dEmptyBatch", x -> x[0].maxPool1d(kernel(2))),
        indexed("max2d", 4, x -> x.maxPool2dWithIndices(HALF)),
        indexed("max2dStrideOne", 9, x -> x.maxPool2dWithIndices(HALF.withStride(1))),
        indexed("max2dWide", 4, x -> x.maxPool2dWithIndices(dilated)),
        indexed("max2dLargerThanInput", 1, x -> x.maxPool2dWithIndices(three)),
        indexed("max2dTies", 4, x -> x.maxPool2dWithIndices(kernel(2).withStride(1))),
        indexed("max2dEmptyBatch", 1, x -> x.maxPool2dWithIndices(kernel(2))),
        indexed("max3d", 1, x -> x.maxPool3dWithIndices(kernel(2))),
        indexed("max3dPadded", 8, x -> x.maxPool3dWithIndices(HALF)),
        indexed("max3dOptions", 4, x -> x.maxPool3dWithIndices(volume)),
        of("max3dSizeOne", x -> x[0].maxPool3d(kernel(1))),
        of("max3dEmptyBatch", x -> x[0].maxPool3d(kernel(2))));
  }

  private static List<GoldenCase> means() {
    Window inside = HALF.withCeilMode().withCountIncludePad(false);
    Window large = kernel(4).withStride(3).withPadding(2).withCeilMode();
    Window sums = kernel(2).withPadding(1).withCeilMode().withCountIncludePad(false);
    Window thirds = kernel(2).withStride(1).withDivisorOverride(3);
    return List.of(
        of("avg1d", 2, x -> x[0].avgPool1d(kernel(2))),
        of("avg1dOptions", 3, x -> x[0].avgPool1d(inside)),
        of("avg1dCeil", 4, x -> x[0].avgPool1d(large)),
        of("avg1dSizeOne", x -> x[0].avgPool1d(kernel(1))),
        of("avg1dEmptyBatch", x -> x[0].avgPool1d(kernel(2))),
        of("avg2dStrideOne", 9, x -> x[0].avgPool2d(HALF.withStride(1))),
        of("avg2dWide", 10, x -> x[0].avgPool2d(WIDE)),
        of("avg2dDivisor", 9, x -> x[0].avgPool2d(HALF.withDivisorOverride(5))),
        of("avg2dDivisorOne", 4, x -> x[0].avgPool2d(sums.withDivisorOverride(1))),
        of("avg2dEmptyBatch", x -> x[0].avgPool2d(kernel(2))),
        of("avg3d", 8, x -> x[0].avgPool3d(kernel(2))),
        of("avg3dPadded", 27, x -> x[0].avgPool3d(HALF)),
        of("avg3dWithoutPadding", 27, x -> x[0].avgPool3d(inside)),
        of("avg3dOptions", 12, x -> x[0].avgPool3d(VOLUME)),
        of("avg3dDivisor", 8, x -> x[0].avgPool3d(thirds)),
        of("avg3dSizeOne", x -> x[0].avgPool3d(kernel(1))));
  }

  private static List<GoldenCase> powers() {
    Window two = kernel(2);
    return List.of(
        of("lp1d", 6, x -> x[0].lpPool1d(2, kernel(3).withStride(2))),
        of("lp1dOne", 2, x -> x[0].lpPool1d(1, two)),
        of("lp2d", 4, x -> x[0].lpPool2d(2, two)),
        of("lp2dThree", 12, x -> x[0].lpPool2d(3, kernel(3, 2).withStride(2))),
        of("lp2dFraction", 81, x -> x[0].lpPool2d(1.5, kernel(3).withStride(1))),
        of("lp2dCeil", 18, x -> x[0].lpPool2d(2, kernel(3).withStride(2).withCeilMode())),
        of("lp2dZeros", 4, x -> x[0].lpPool2d(2, two)),
        of("lp2dSizeOne", x -> x[0].lpPool2d(2, kernel(1))),
        of("lp2dEmptyBatch", x -> x[0].lpPool2d(2, two)),
        of("lp3d", 64, x -> x[0].lpPool3d(2, two.withStride(1))));
  }

  private static List<GoldenCase> adaptiveMeans() {
    return List.of(
        of("adaptiveAvg1d", 4, x -> x[0].adaptiveAvgPool1d(4)),
        of("adaptiveAvg1dEven", 2, x -> x[0].adaptiveAvgPool1d(3)),
        of("adaptiveAvg1dOne", 5, x -> x[0].adaptiveAvgPool1d(1)),
        of("adaptiveAvg2dWide", 15, x -> x[0].adaptiveAvgPool2d(2, 5)),
        of("adaptiveAvg2dEmptyBatch", x -> x[0].adaptiveAvgPool2d(3, 3)),
        of("adaptiveAvg3d", 16, x -> x[0].adaptiveAvgPool3d(2, 3, 4)),
        of("adaptiveAvg3dEven", 12, x -> x[0].adaptiveAvgPool3d(2, 1, 3)),
        of("adaptiveAvg3dLarger", 12, x -> x[0].adaptiveAvgPool3d(3, 3, 3)));
  }

  private static List<GoldenCase> adaptiveMaxima() {
    return List.of(
        indexed("adaptiveMax1d", 2, x -> x.adaptiveMaxPool1dWithIndices(4)),
        indexed("adaptiveMax1dEven", 1, x -> x.adaptiveMaxPool1dWithIndices(3)),
        indexed("adaptiveMax2d", 4, x -> x.adaptiveMaxPool2dWithIndices(4, 3)),
        indexed("adaptiveMax2dEven", 1, x -> x.adaptiveMaxPool2dWithIndices(3, 2)),
        indexed("adaptiveMax2dLarger", 9, x -> x.adaptiveMaxPool2dWithIndices(4, 4)),
        indexed("adaptiveMax2dOne", 1, x -> x.adaptiveMaxPool2dWithIndices(1, 1)),
        indexed("adaptiveMax2dEmptyBatch", 1, x -> x.adaptiveMaxPool2dWithIndices(3, 3)),
        indexed("adaptiveMax3d", 8, x -> x.adaptiveMaxPool3dWithIndices(2, 3, 4)),
        indexed("adaptiveMax3dEven", 1, x -> x.adaptiveMaxPool3dWithIndices(2, 1, 3)));
  }

  private static GoldenCase planes(String name, Window window, int height, int width) {
    return several(
        name,
        4,
        x -> {
          Pooled y = x[0].fractionalMaxPool2d(window, height, width, x[1].stopGradient());
          return new Tensor[] {y.values(), y.indices()};
        });
  }

  private static GoldenCase volumes(String name, Window window, int depth, int height, int width) {
    return several(
        name,
        8,
        x -> {
          Tensor samples = x[1].stopGradient();
          Pooled y = x[0].fractionalMaxPool3d(window, depth, height, width, samples);
          return new Tensor[] {y.values(), y.indices()};
        });
  }

  private static List<GoldenCase> placed() {
    return List.of(
        of("unpool1d", x -> x[0].maxUnpool1d(x[1], kernel(2))),
        of("unpool1dSize", x -> x[0].maxUnpool1d(x[1], 7)),
        of("unpool2d", x -> x[0].maxUnpool2d(x[1], kernel(2))),
        of("unpool2dSize", x -> x[0].maxUnpool2d(x[1], 7, 8)),
        of("unpool2dPadded", x -> x[0].maxUnpool2d(x[1], kernel(3).withPadding(1))),
        of("unpool3d", x -> x[0].maxUnpool3d(x[1], kernel(2))),
        of("unpool3dSize", x -> x[0].maxUnpool3d(x[1], 5, 2, 7)),
        planes("fractional2d", kernel(2), 4, 5),
        planes("fractional2dWide", kernel(3, 2), 2, 6),
        planes("fractional2dOne", kernel(3), 1, 1),
        planes("fractional2dSizeOne", kernel(1), 1, 1),
        planes("fractional2dWhole", kernel(2), 4, 4),
        volumes("fractional3d", kernel(2), 2, 3, 4),
        volumes("fractional3dWide", kernel(1, 2, 3), 3, 2, 2));
  }
}
