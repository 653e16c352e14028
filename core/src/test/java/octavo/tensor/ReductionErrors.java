package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import octavo.storage.DType;

/// Axes that do not exist, types without arithmetic, and extrema of nothing.
final class ReductionErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor EMPTY = Tensor.ones(0, 3);
  private static final Tensor HALF = Tensor.ones(4).to(DType.BFLOAT16);

  static final List<ErrorCase> CASES = new ArrayList<>();

  static {
    both("sum", Tensor::sum, Tensor::sum);
    both("mean", Tensor::mean, Tensor::mean);
    both("product", Tensor::product, Tensor::product);
    both("min", Tensor::min, Tensor::min);
    both("max", Tensor::max, Tensor::max);
    both("sumOfSquares", Tensor::sumOfSquares, Tensor::sumOfSquares);
    both("sumOfAbsolutes", Tensor::sumOfAbsolutes, Tensor::sumOfAbsolutes);
    both("any", Tensor::any, Tensor::any);
    both("all", Tensor::all, Tensor::all);
    both("norm", Tensor::norm, Tensor::norm);
    both("populationVariance", Tensor::populationVariance, Tensor::populationVariance);
    both("sampleVariance", Tensor::sampleVariance, Tensor::sampleVariance);
    both("logSumExp", Tensor::logSumExp, Tensor::logSumExp);
    several("populationDeviation", "populationDeviation", Tensor::populationDeviation);
    several("sampleDeviation", "sampleDeviation", Tensor::sampleDeviation);
    one("argMax", (x, axes) -> x.argMax(axes[0]));
    one("argMin", (x, axes) -> x.argMin(axes[0]));
    one("cumulativeSum", (x, axes) -> x.cumulativeSum(axes[0]));
    extrema();
  }

  private ReductionErrors() {}

  private static void add(String name, ErrorCase.Call call, String message) {
    CASES.add(new ErrorCase(name, call, message));
  }

  private static void both(
      String name,
      BiFunction<Tensor, int[], Tensor> call,
      BiFunction<Tensor, Axes, Tensor> withAxes) {
    several(name + "(int[])", name, call);
    several(name + "(Axes)", name, (x, axes) -> withAxes.apply(x, Axes.keep(axes)));
  }

  private static void several(String method, String name, BiFunction<Tensor, int[], Tensor> call) {
    each(method, name, call);
    add(
        method + " axis twice",
        () -> call.apply(X, new int[] {0, -2}),
        name + ": axes must be distinct, but axis 0 is named twice in [0, -2].");
  }

  private static void one(String name, BiFunction<Tensor, int[], Tensor> call) {
    each(name, name, call);
  }

  private static void each(String method, String name, BiFunction<Tensor, int[], Tensor> call) {
    add(
        method + " axis",
        () -> call.apply(X, new int[] {2}),
        name + ": axis must be in [-2, 1], but is 2 for shape [2, 3].");
    add(
        method + " negative axis",
        () -> call.apply(X, new int[] {-3}),
        name + ": axis must be in [-2, 1], but is -3 for shape [2, 3].");
    add(
        method + " scalar",
        () -> call.apply(Tensor.scalar(1), new int[] {0}),
        name + ": axis must name an axis, but is 0 for a scalar, which has none.");
    add(
        method + " bfloat16",
        () -> call.apply(HALF, new int[] {0}),
        name + ": bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32).");
  }

  private static void extrema() {
    String none = ": no elements have no extremum, but axis 0 of shape ";
    add("min(int[]) of nothing", () -> EMPTY.min(), "min" + none + "[0, 3] is empty.");
    add("max(int[]) of nothing", () -> EMPTY.max(0), "max" + none + "[0, 3] is empty.");
    add("max(Axes) of nothing", () -> EMPTY.max(Axes.keep()), "max" + none + "[0, 3] is empty.");
    add(
        "max(int[]) of axes apart",
        () -> Tensor.zeros(0, 3, 4).max(0, 2),
        "max" + none + "[0, 3, 4] is empty.");
    add("argMax of nothing", () -> EMPTY.argMax(0), "argMax" + none + "[0, 3] is empty.");
    add("argMin of nothing", () -> EMPTY.argMin(0), "argMin" + none + "[0, 3] is empty.");
  }
}
