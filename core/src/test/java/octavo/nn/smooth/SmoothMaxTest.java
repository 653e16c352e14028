package octavo.nn.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bounds, limits and gradients of smooth maxima, absolute values and thresholds.
class SmoothMaxTest {
  private static final double[] SHARPNESS = {0.1, 1, 7, 100, 1e4};

  /// Rounding of numbers up to 10 in float64.
  private static final double ROUNDING = 1e-14;

  private static final int N = 9;

  private static final Tensor X = normal(1, 50, N);

  private static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 2, shape);
  }

  private static void between(Tensor y, Tensor low, Tensor high) {
    assertThat(y.greaterEqual(low.subtract(ROUNDING)).all().item()).as("%s ≥ %s", y, low).isOne();
    assertThat(y.lessEqual(high.add(ROUNDING)).all().item()).as("%s ≤ %s", y, high).isOne();
  }

  @Test
  void maximaKeepTheirBounds() {
    Tensor max = X.max(1);
    Tensor min = X.min(1);
    for (double k : SHARPNESS) {
      double gap = Math.log(N) / k;
      between(SmoothMax.logSumExp(X, k, 1), max, max.add(gap));
      between(SmoothMax.mellowmax(X, k, 1), max.subtract(gap), max);
      between(SmoothMax.boltzmann(X, k, 1), max.subtract(gap), max);
      between(SmoothMin.logSumExp(X, k, 1), min.subtract(gap), min);
      between(SmoothMin.mellowmin(X, k, 1), min, min.add(gap));
      between(SmoothMin.boltzmann(X, k, 1), min, min.add(gap));
    }
    Tensor largest = X.abs().max(1);
    for (double p : new double[] {1, 1.5, 2, 8, 300}) {
      Tensor norm = SmoothMax.pNorm(X, p, 1);
      between(norm, largest, largest.multiply(Math.pow(N, 1 / p)));
    }
  }

  @Test
  void boundsAreReached() {
    Tensor equal = Tensor.ones(8).to(DType.FLOAT64);
    assertThat(SmoothMax.logSumExp(equal, 2).item() - 1)
        .isCloseTo(Math.log(8) / 2, within(ROUNDING));
    assertThat(SmoothMax.mellowmax(equal, 2).item()).isCloseTo(1, within(ROUNDING));
    assertThat(SmoothMax.boltzmann(equal, 2).item()).isCloseTo(1, within(ROUNDING));
    assertThat(SmoothMax.pNorm(equal, 3).item()).isCloseTo(2, within(ROUNDING));
    // as K goes to 0 the mellowmax and the Boltzmann operator become the mean
    Tensor mean = X.mean(1);
    assertThat(SmoothMax.mellowmax(X, 1e-7, 1).allClose(mean, 0, 1e-5)).isTrue();
    assertThat(SmoothMax.boltzmann(X, 1e-7, 1).allClose(mean, 0, 1e-5)).isTrue();
  }

  @Test
  void pairsKeepTheirBounds() {
    Tensor a = normal(2, 400);
    Tensor b = normal(3, 400);
    Tensor max = a.maximum(b);
    Tensor min = a.minimum(b);
    for (double k : SHARPNESS) {
      between(SmoothMax.pair(a, b, k), max, max.add(Math.log(2) / k));
      between(SmoothMax.erfPair(a, b, k), max.subtract(0.1203 / k), max);
      between(SmoothMax.swishPair(a, b, k), max.subtract(0.2785 / k), max);
      between(SmoothMin.pair(a, b, k), min.subtract(Math.log(2) / k), min);
      between(SmoothMin.erfPair(a, b, k), min, min.add(0.1203 / k));
      between(SmoothMin.swishPair(a, b, k), min, min.add(0.2785 / k));
    }
    // where the bounds are reached: t·erfc(t)/2 at 0.5316, t/(1 + eᵗ) at 1.2785
    Tensor zero = Tensors.of(new double[] {0}, 1);
    double erf = SmoothMax.erfPair(Tensors.of(new double[] {0.531597}, 1), zero, 1).item();
    assertThat(0.531597 - erf).isCloseTo(0.120187793, within(1e-8));
    double swish = SmoothMax.swishPair(Tensors.of(new double[] {1.2784645}, 1), zero, 1).item();
    assertThat(1.2784645 - swish).isCloseTo(0.2784645, within(1e-7));
    assertThat(SmoothMax.pair(a, b, 3))
        .satisfies(y ->
            assertThat(y.allClose(SmoothMax.logSumExp(Tensors.stack(0, a, b), 3, 0), 1e-13, 1e-13))
                .isTrue());
  }

  /// Where `x²` and `μ²` overflow, or are too small to be kept, the root of their sum is not.
  @ParameterizedTest
  @CsvSource({
    "1e30, 1",
    "-1e30, 1e30",
    "1e-30, 1e-30",
    "0, 1e-25",
    "3e-30, 4e-30",
    "3, 4",
    "1e10, 1e-10"
  })
  void rootsOfSquaresThatCannotBeWritten(double x, double width) {
    check(DType.FLOAT32, x, width);
    check(DType.FLOAT64, x, width);
    check(DType.FLOAT64, Math.signum(x) * Math.pow(Math.abs(x), 8), Math.pow(width, 8));
  }

  private static void check(DType dtype, double x, double width) {
    Tensor at = Tensors.full(dtype, Shape.SCALAR, x).tracked();
    Tensor y = SmoothAbs.root(at, width);
    double root = Math.hypot(x, width);
    assertThat(y.item()).isCloseTo(root, withinPercentage(1e-4));
    assertThat(y.gradients().of(at).item()).isCloseTo(x / root, within(1e-6));
  }

  @Test
  void absolutesAndThresholdsKeepTheirBounds() {
    Tensor x = normal(4, 400);
    Tensor abs = x.abs();
    for (double k : SHARPNESS) {
      between(SmoothAbs.root(x, 1 / k), abs, abs.add(1 / k));
      between(SmoothAbs.logCosh(x, k), abs, abs.add(Math.log(2) / k));
      between(SmoothAbs.erf(x, k), abs.subtract(0.2405 / k), abs);
      between(SmoothThreshold.relu(x, k), x.relu(), x.relu().add(Math.log(2) / k));
      Tensor step = x.greater(0).to(DType.FLOAT64);
      Tensor off = abs.multiply(-k).exp();
      between(SmoothThreshold.step(x, k), step.subtract(off), step.add(off));
      Tensor twice = abs.multiply(-2 * k).exp().multiply(2);
      between(SmoothThreshold.sign(x, k), x.sign().subtract(twice), x.sign().add(twice));
    }
    assertThat(SmoothThreshold.step(Tensor.scalar(4.6), 1).item()).isGreaterThan(0.99);
    // max(x, y) = ½(x + y + |x - y|) holds for the smooth forms too
    Tensor b = normal(5, 400);
    Tensor half = x.add(b).add(SmoothAbs.erf(x.subtract(b), 2)).multiply(0.5);
    assertThat(SmoothMax.erfPair(x, b, 2).allClose(half, 1e-13, 1e-13)).isTrue();
  }

  @Test
  void theGradientOfLogSumExpIsSoftmax() {
    for (double k : SHARPNESS) {
      Tensor dx = Derivatives.gradient(x -> SmoothMax.logSumExp(x, k, 1).sum(), X);
      assertThat(dx.allClose(X.multiply(k).softmax(1), 1e-9, 1e-12)).isTrue();
      Tensor mellow = Derivatives.gradient(x -> SmoothMax.mellowmax(x, k, 1).sum(), X);
      assertThat(mellow.allClose(dx, 1e-12, 1e-12)).isTrue();
    }
  }

  @Test
  void axesAreDroppedOrKept() {
    Tensor x = normal(6, 2, 3, 4);
    for (Axes axes : new Axes[] {Axes.of(), Axes.keep(), Axes.of(1), Axes.keep(0, 2)}) {
      int[] shape = x.max(axes).shape().toArray();
      assertThat(SmoothMax.logSumExp(x, 2, axes).shape().toArray()).isEqualTo(shape);
      assertThat(SmoothMax.mellowmax(x, 2, axes).shape().toArray()).isEqualTo(shape);
      assertThat(SmoothMax.boltzmann(x, 2, axes).shape().toArray()).isEqualTo(shape);
      assertThat(SmoothMax.pNorm(x, 2, axes).allClose(x.norm(axes), 1e-13, 0)).isTrue();
      assertThat(SmoothMin.logSumExp(x, 2, axes).shape().toArray()).isEqualTo(shape);
      assertThat(SmoothMin.mellowmin(x, 2, axes).shape().toArray()).isEqualTo(shape);
      assertThat(SmoothMin.boltzmann(x, 2, axes).shape().toArray()).isEqualTo(shape);
    }
    Tensor flat = x.permute(1, 0, 2).reshape(3, 8);
    assertThat(SmoothMax.mellowmax(x, 2, 0, 2).allClose(SmoothMax.mellowmax(flat, 2, 1), 1e-14, 0))
        .isTrue();
  }

  @Test
  void zerosHaveNormZeroAndGradientZero() {
    Tensor x = Tensors.of(new double[] {0, 0, 3, -4}, 2, 2);
    assertThat(SmoothMax.pNorm(x, 2, 1).toDoubleArray()).containsExactly(0, 5);
    Tensor dx = Derivatives.gradient(v -> SmoothMax.pNorm(v, 2, 1).sum(), x);
    assertThat(dx.narrow(0, 0, 1).toDoubleArray()).containsExactly(0, 0);
    assertThat(dx.narrow(0, 1, 1).toDoubleArray())
        .containsExactly(new double[] {0.6, -0.8}, within(1e-15));
  }

  private static Map<String, UnaryOperator<Tensor>> all() {
    Map<String, UnaryOperator<Tensor>> all = new LinkedHashMap<>();
    for (double k : new double[] {0.01, 1, 1000}) {
      all.put("logSumExp " + k, x -> SmoothMax.logSumExp(x, k));
      all.put("mellowmax " + k, x -> SmoothMax.mellowmax(x, k));
      all.put("boltzmann " + k, x -> SmoothMax.boltzmann(x, k));
      all.put("min logSumExp " + k, x -> SmoothMin.logSumExp(x, k));
      all.put("pNorm " + k, x -> SmoothMax.pNorm(x, 1 + k));
      all.put("pair " + k, x -> SmoothMax.pair(x, x.flip(0), k));
      all.put("erfPair " + k, x -> SmoothMax.erfPair(x, x.flip(0), k));
      all.put("swishPair " + k, x -> SmoothMax.swishPair(x, x.flip(0), k));
      all.put("root " + k, x -> SmoothAbs.root(x, k));
      all.put("logCosh " + k, x -> SmoothAbs.logCosh(x, k));
      all.put("erf " + k, x -> SmoothAbs.erf(x, k));
      all.put("relu " + k, x -> SmoothThreshold.relu(x, k));
      all.put("step " + k, x -> SmoothThreshold.step(x, k));
      all.put("sign " + k, x -> SmoothThreshold.sign(x, k));
      all.put("oneHot " + k, x -> SoftArgmax.oneHot(x, k, 0));
      all.put("index " + k, x -> SoftArgmax.index(x, k, 0));
      all.put("rank " + k, x -> SoftRank.of(x, k, 0));
      all.put("softSort " + k, x -> SoftSort.softSort(k).sort(x, 0));
      all.put("neuralSort " + k, x -> SoftSort.neuralSort(k).sort(x, 0));
    }
    return all;
  }

  @Test
  void everythingIsFiniteForLargeNumbers() {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor x = Tensor.of(1e4f, -1e4f, 0, 1e4f, 9999.5f, 1e-3f).to(dtype);
      all()
          .forEach((name, f) -> {
            Tensor variable = x.tracked();
            Tensor y = f.apply(variable);
            assertThat(y.isFinite().all().item()).as(name).isOne();
            Tensor dx = y.sum().gradients().of(variable);
            assertThat(dx.isFinite().all().item()).as("gradient of %s: %s", name, dx).isOne();
          });
    }
  }

  @Test
  void gradientsKeepTheirDigitsAtLargeNumbers() {
    // ½ apart at 10⁴: K·x would be rounded to 1/16 in float32, a sixteenth of the exponent
    Tensor x = Tensor.of(10000, 10000.5f);
    Tensor dx = Derivatives.gradient(v -> SmoothMax.logSumExp(v, 100), x);
    Tensor small = Derivatives.gradient(v -> SmoothMax.logSumExp(v, 100), Tensor.of(0, 0.5f));
    assertThat(dx).isEqualTo(small);
  }

  @Test
  void infinitiesDoNotBecomeNaN() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor x = Tensors.of(new double[] {-inf, 1, inf, 1, -inf, -inf}, 3, 2);
    assertThat(SmoothMax.logSumExp(x, 2, 1).toDoubleArray()).containsExactly(1, inf, -inf);
    Tensor masked = x.narrow(0, 0, 1);
    Tensor dx = Derivatives.gradient(v -> SmoothMax.logSumExp(v, 2), masked);
    assertThat(dx.toDoubleArray()).containsExactly(0, 1);
  }

  /// Neither is 0: what diverged must be seen.
  @Test
  void normsOfInfinitiesAndNaN() {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor x = Tensors.of(new double[] {-infinity, 0, 1, Double.NaN, infinity, 2}, 3, 2);
    assertThat(SmoothMax.pNorm(x, 3, 1).toDoubleArray())
        .containsExactly(infinity, Double.NaN, infinity);
  }
}
