package octavo.op;

import static octavo.op.OperationCase.of;
import static octavo.tensor.Interpolation.AREA;
import static octavo.tensor.Interpolation.BICUBIC;
import static octavo.tensor.Interpolation.BILINEAR;
import static octavo.tensor.Interpolation.LANCZOS;
import static octavo.tensor.Interpolation.LINEAR;
import static octavo.tensor.Interpolation.NEAREST;
import static octavo.tensor.Interpolation.NEAREST_EXACT;
import static octavo.tensor.Interpolation.TRILINEAR;

import java.util.List;
import octavo.tensor.CarafeOptions;
import octavo.tensor.InterpolateOptions;

/// Resizing, pixel shuffles and content-aware reassembly.
final class UpsamplingCases {
  private UpsamplingCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  private static OperationCase resize(String name, InterpolateOptions o, int... shape) {
    return of("interpolate " + name, x -> x[0].interpolate(o).square(), shape);
  }

  static void addTo(List<OperationCase> cases) {
    InterpolateOptions twice = InterpolateOptions.scale(2);
    InterpolateOptions odd = InterpolateOptions.size(5, 3);
    cases.add(resize("nearest twice", twice, 1, 2, 3, 4));
    cases.add(resize("nearest", odd.withMode(NEAREST), 1, 2, 3, 4));
    cases.add(resize("nearest exact", odd.withMode(NEAREST_EXACT), 2, 1, 3, 4));
    cases.add(resize("linear", InterpolateOptions.scale(1.7).withMode(LINEAR), 1, 2, 5));
    cases.add(resize("bilinear twice", twice.withMode(BILINEAR), 1, 1, 4, 5));
    cases.add(resize("bilinear aligned", odd.withMode(BILINEAR).withAlignCorners(), 1, 2, 3, 4));
    cases.add(resize("bilinear antialias", odd.withMode(BILINEAR).withAntialias(), 1, 1, 7, 7));
    cases.add(resize("trilinear", twice.withMode(TRILINEAR), 1, 1, 2, 3, 2));
    cases.add(resize("bicubic", odd.withMode(BICUBIC), 1, 1, 3, 4));
    cases.add(resize("bicubic antialias", odd.withMode(BICUBIC).withAntialias(), 1, 1, 7, 6));
    cases.add(resize("area", odd.withMode(AREA), 1, 1, 7, 4));
    cases.add(resize("lanczos", odd.withMode(LANCZOS), 1, 1, 6, 7));
    CarafeOptions carafe = CarafeOptions.DEFAULT.withKernel(3);
    CarafeOptions groups = carafe.withGroups(2).withFactor(1);
    cases.add(of("carafe", x -> x[0].carafe(x[1], carafe), s(2, 2, 2, 3), s(2, 9, 4, 6)));
    cases.add(
        of("carafe in groups", x -> x[0].carafe(x[1], groups), s(1, 4, 2, 2), s(1, 18, 2, 2)));
    cases.add(of("pixelShuffle", x -> x[0].pixelShuffle(2).square(), s(1, 8, 2, 3)));
    cases.add(of("pixelUnshuffle", x -> x[0].pixelUnshuffle(3).square(), s(1, 1, 3, 6)));
  }
}
