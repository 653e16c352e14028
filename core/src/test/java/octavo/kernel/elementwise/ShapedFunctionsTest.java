package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions with parameters: the definitions against their own differences, the vector forms
/// against the definitions within the bound that [ElementwiseKernels] states, and the same bits at
/// any position and vector length.
@Tag("simd")
class ShapedFunctionsTest {
  private static final int COUNT = 20_000;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final ElementwiseKernels SIMD = new SimdElementwise();
  private static final ElementwiseKernels SCALAR = new ScalarElementwise();

  /// A function and its parameters.
  record Shaped(ShapedFunction f, double a, double b) {
    double value(float x) {
      return f.apply(x, (float) a, (float) b);
    }

    double slope(float x) {
      return f.derivative(x, (float) a, (float) b);
    }
  }

  static List<Shaped> all() {
    List<Shaped> all = new ArrayList<>();
    for (ShapedFunction f : ShapedFunction.values()) {
      double[][] parameters =
          switch (f) {
            case LEAKY_RELU -> new double[][] {{0.01, 0}, {-0.5, 0}, {3, 0}};
            case ELU -> new double[][] {{1, 0}, {0.1, 0}, {-2.5, 0}};
            case CELU -> new double[][] {{1, 0}, {0.1, 0}, {2.5, 0}};
            case SOFTPLUS -> new double[][] {{1, 20}, {0.1, 20}, {3, INFINITY}, {0.7, 1.3}};
            case SWISH -> new double[][] {{1, 0}, {0, 0}, {-0.7, 0}, {1.702, 0}, {30, 0}};
            case HARD_TANH -> new double[][] {{-1, 1}, {-0.1, INFINITY}};
            case THRESHOLD -> new double[][] {{0.1, -3}, {0, 0}};
            case STEP -> new double[][] {{0, 0}, {-0.3, 0}};
            case HARD_SHRINK, SOFT_SHRINK -> new double[][] {{0.5, 0}, {0, 0}, {0.1, 0}};
          };
      for (double[] p : parameters) {
        all.add(new Shaped(f, p[0], p[1]));
      }
    }
    return all;
  }

  /// In units in the last place of the result; 0.5 for what is correctly rounded.
  private static double bound(ShapedFunction f) {
    return switch (f) {
      case ELU -> 2;
      case CELU -> 2.5;
      case SOFTPLUS -> 3.25;
      case SWISH -> 4.25;
      default -> 0.5;
    };
  }

  private static float[] forward(ElementwiseKernels kernels, Shaped s, float[] x) {
    float[] y = new float[x.length];
    kernels.shaped(s.f, s.a, s.b, Samples.view(x), Samples.view(y));
    return y;
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesAreWithinTheBound(Shaped s) {
    float[] x = Samples.mixed(COUNT, 21);
    float[] y = forward(SIMD, s, x);
    for (int i = 0; i < x.length; i++) {
      // a subnormal exponential is multiplied by x, or divided by the sharpness
      double lost =
          switch (s.f) {
            case SWISH -> Math.abs(x[i]) * Float.MIN_VALUE;
            case SOFTPLUS -> 2 / s.a * Float.MIN_VALUE;
            default -> 0;
          };
      assertNear(y[i], s.value(x[i]), bound(s.f), lost, s + " of " + x[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void derivativesAreWithinTheBound(Shaped s) {
    float[] x = Samples.mixed(COUNT, 22);
    float[] dy = Samples.moderate(x.length, 23);
    float[] dx = new float[x.length];
    SIMD.shapedBackward(s.f, s.a, s.b, Samples.view(x), Samples.view(dy), Samples.view(dx));
    for (int i = 0; i < x.length; i++) {
      // that of swish passes through 0, where only the absolute error is small
      double lost = s.f == ShapedFunction.SWISH ? 4 * Math.ulp(1f) * Math.abs(dy[i]) : 0;
      double expected = dy[i] * s.slope(x[i]);
      assertNear(dx[i], expected, 4, lost + 8 * Float.MIN_VALUE, s + "' at " + x[i]);
    }
  }

  private static void assertNear(float y, double expected, double ulps, double lost, String what) {
    float rounded = (float) expected;
    boolean same = Float.compare(y, rounded) == 0;
    boolean overflow = Float.isInfinite(rounded) && Math.abs(y) >= Float.MAX_VALUE;
    double allowed = ulps * Math.ulp(rounded) + lost;
    if (!same && !overflow && !(Math.abs(y - expected) <= allowed)) {
      assertThat((double) y).as(what + ", allowed " + allowed).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void derivativesAreThoseOfTheDefinition(Shaped s) {
    for (double x : new double[] {-7.3, -2.3, -0.7, -0.41, 0.31, 0.83, 1.7, 4.2, 7.3}) {
      double h = 1e-5;
      double difference = (s.f.apply(x + h, s.a, s.b) - s.f.apply(x - h, s.a, s.b)) / (2 * h);
      assertThat(s.f.derivative(x, s.a, s.b))
          .as(s + "' at " + x)
          .isCloseTo(difference, within(1e-7 * (1 + Math.abs(s.a))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void notANumberIsPassedOn(ShapedFunction f) {
    assertThat(f.apply(Double.NaN, 0.5, 2)).isNaN();
    float[] y = forward(SIMD, new Shaped(f, 0.5, 2), new float[] {Float.NaN, 1});
    assertThat(y[0]).isNaN();
    assertThat(y[1]).isNotNaN();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aValueDoesNotDependOnItsPosition(Shaped s) {
    float[] x = Samples.mixed(200, 24);
    float[] dy = Samples.moderate(200, 25);
    float[] whole = forward(SIMD, s, x);
    float[] slopes = new float[200];
    SIMD.shapedBackward(s.f, s.a, s.b, Samples.view(x), Samples.view(dy), Samples.view(slopes));
    for (int n : new int[] {0, 1, 2, 7, 8, 9, 15, 16, 17, 33, 67}) {
      float[] y = new float[n + 9];
      SIMD.shaped(s.f, s.a, s.b, Samples.view(x, 5, n), Samples.view(y, 4, n));
      Samples.assertSameBits(y, placed(whole, n), s + " of " + n);
      float[] dx = new float[n + 9];
      View in = Samples.view(x, 5, n);
      SIMD.shapedBackward(s.f, s.a, s.b, in, Samples.view(dy, 5, n), Samples.view(dx, 4, n));
      Samples.assertSameBits(dx, placed(slopes, n), s + "' of " + n);
    }
  }

  private static float[] placed(float[] whole, int n) {
    float[] expected = new float[n + 9]; // nothing outside the view is touched
    System.arraycopy(whole, 5, expected, 4, n);
    return expected;
  }

  @ParameterizedTest
  @EnumSource
  void broadcastAndTransposedViewsAreRead(ShapedFunction f) {
    double a = 0.5;
    float[] numbers = Samples.moderate(6 * 70, 26);
    FloatStorage storage = new FloatStorage(numbers);
    View columns = new View(storage, 0, new int[] {70, 6}, new int[] {1, 70});
    View one = new View(storage, 3, new int[] {70, 6}, new int[] {0, 0});
    View row = new View(storage, 9, new int[] {70, 6}, new int[] {0, 1});
    for (View x : new View[] {columns, one, row}) {
      View y = Samples.zeros(70, 6);
      View expected = Samples.zeros(70, 6);
      SIMD.shaped(f, a, 2, x, y);
      SCALAR.shaped(f, a, 2, x, expected);
      assertThat(y.floats()).usingComparatorWithPrecision(1e-5f).containsExactly(expected.floats());
      for (View dy : new View[] {columns, one, row}) {
        SIMD.shapedBackward(f, a, 2, x, dy, y);
        SCALAR.shapedBackward(f, a, 2, x, dy, expected);
        assertThat(y.floats())
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(expected.floats());
      }
    }
  }

  /// As in [SameBitsTest]: one checksum for vectors of 16, 8 and 4 floats.
  @Test
  void theBitsAreTheSameForAnyVectorLength() {
    float[] x = Samples.mixed(15_000, 31);
    float[] dy = Samples.moderate(15_000, 32);
    CRC32 sum = new CRC32();
    for (Shaped s : all()) {
      SameBitsTest.add(sum, forward(SIMD, s, x));
      float[] dx = new float[x.length];
      SIMD.shapedBackward(s.f, s.a, s.b, Samples.view(x), Samples.view(dy), Samples.view(dx));
      SameBitsTest.add(sum, dx);
    }
    assertThat(Long.toHexString(sum.getValue())).isEqualTo("11ab01ec");
  }
}
