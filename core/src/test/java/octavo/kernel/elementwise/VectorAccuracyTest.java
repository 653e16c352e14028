package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The error of each vector form against the definition, over all magnitudes and special values,
/// stays within the bound that [ElementwiseKernels] states.
@Tag("simd")
class VectorAccuracyTest {
  private static final int COUNT = 150_000;

  /// In units in the last place of the result.
  private static double bound(UnaryFunction f) {
    return switch (f) {
      case NEGATE, ABSOLUTE, SIGN, RELU, RELU6, FLOOR, CEIL, ROUND, TRUNC -> 0;
      case LOG -> 1;
      case EXP -> 1.05;
      case LOG2, LOG10, ERF -> 1.25;
      case EXPM1, LOG1P, RSQRT, SIN, COS, SOFTSIGN, HARD_SIGMOID -> 1.5;
      case SOFTPLUS, LOG_SIGMOID, SELU, HARD_SWISH -> 2;
      case TANH, SIGMOID -> 2.5;
      case SINH, COSH -> 3;
      case ERFC -> 3.25;
      case SILU -> 3.5;
      case GELU_SIGMOID -> 4;
      case GELU, GELU_TANH, MISH -> 4.5;
      case TANH_SHRINK -> 5;
      default -> 0.5; // correctly rounded, or computed in double precision
    };
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreWithinTheBound(UnaryFunction f) {
    float[] x = Samples.mixed(f.name().endsWith("GAMMA") ? 3000 : COUNT, 11);
    float[] y = new float[x.length];
    new SimdElementwise().unary(f, Samples.view(x), Samples.view(y));
    for (int i = 0; i < x.length; i++) {
      double expected = f.apply((double) x[i]);
      // where an exponential is subnormal, its rounding is multiplied by x
      double subnormal = Math.abs(x[i]) * Float.MIN_VALUE;
      assertNear(y[i], expected, bound(f), bound(f) > 3 ? subnormal : 0, f + " of " + x[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativesAreWithinTheBound(UnaryFunction f) {
    boolean small = f.name().endsWith("GAMMA");
    float[] x = Samples.mixed(small ? 3000 : COUNT, 12);
    float[] dy = Samples.moderate(x.length, 13);
    float[] dx = new float[x.length];
    new SimdElementwise().unaryBackward(f, Samples.view(x), Samples.view(dy), Samples.view(dx));
    boolean crosses =
        switch (f) {
          case GELU, GELU_TANH, GELU_SIGMOID, SILU, MISH -> true;
          default -> false;
        };
    // tanh² has twice the relative error of tanh
    double ulps = f == UnaryFunction.TANH_SHRINK ? 6.5 : 4;
    for (int i = 0; i < x.length; i++) {
      double slope = Loops.slope(f, x[i]);
      // these derivatives pass through 0, where only the absolute error is small
      double absolute = crosses ? 4 * Math.ulp(1f) * Math.abs(dy[i]) : 0;
      if (f == UnaryFunction.RSQRT || f == UnaryFunction.RECIPROCAL || f == UnaryFunction.SIGMOID) {
        absolute = Math.abs(dy[i]) * Float.MIN_NORMAL; // a product of y's falls below it first
      }
      if (overflowsOnTheWay(f, x[i])) {
        continue;
      }
      absolute += 4 * Float.MIN_VALUE;
      assertNear(dx[i], dy[i] * slope, ulps, absolute, f + "' at " + x[i] + " times " + dy[i]);
    }
  }

  /// A gradient written over the one that it is made of is the same to the bit.
  @ParameterizedTest
  @EnumSource
  void derivativesMayBeWrittenOverTheGradient(UnaryFunction f) {
    for (ElementwiseKernels k : List.of(new SimdElementwise(), new ScalarElementwise())) {
      float[] x = Samples.mixed(f.name().endsWith("GAMMA") ? 100 : 9000, 14);
      float[] dy = Samples.moderate(x.length, 15);
      float[] dx = new float[x.length];
      k.unaryBackward(f, Samples.view(x), Samples.view(dy), Samples.view(dx));
      k.unaryBackward(f, Samples.view(x), Samples.view(dy), Samples.view(dy));
      assertThat(dy).isEqualTo(dx);
    }
  }

  /// The product of the factors may leave the range of float though the result does not.
  private static boolean overflowsOnTheWay(UnaryFunction f, float x) {
    double a = Math.abs((double) x);
    return switch (f) {
      case RSQRT -> a > 1e12;
      case TAN, RECIPROCAL, SQUARE, SOFTSIGN -> a > 1e18;
      case SINH, COSH -> a > 87;
      case TANH, SIGMOID -> a > 1e18;
      case LOG, LOG2, LOG10, SQRT -> a < 1e-37;
      default -> false;
    };
  }

  private static void assertNear(
      float actual, double expected, double ulps, double absolute, String what) {
    float rounded = (float) expected;
    if (Float.isNaN(rounded) || rounded == 0 || Float.isInfinite(rounded)) {
      if (Float.compare(actual, rounded) == 0) {
        return;
      }
    }
    if (Float.isInfinite(rounded) && !Double.isInfinite(expected)) {
      assertThat(Math.abs(actual)).as(what).isGreaterThanOrEqualTo(Float.MAX_VALUE);
      return;
    }
    double allowed = ulps * Math.ulp(rounded) + absolute;
    if (!(Math.abs(actual - expected) <= allowed)) {
      assertThat((double) actual).as(what + ", allowed " + allowed).isEqualTo(expected);
    }
  }
}
