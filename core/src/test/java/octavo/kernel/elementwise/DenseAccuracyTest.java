package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The largest error of the functions that everything else is made of, over a dense sample: every
/// 997th float of both signs (4.3 million), and all floats of an interval where the function is
/// hardest. The bounds are those that [ElementwiseKernels] states, and the worst case must lie near
/// its bound, so that none is looser than need be.
@Tag("slow")
class DenseAccuracyTest {
  private static final int STRIDE = 997;
  private static final int CHUNK = 1 << 16;

  /// The bound in units in the last place, how much of it the worst case takes at least, and the
  /// interval that is searched without gaps.
  @ParameterizedTest
  @CsvSource({
    "EXP, 1.05, 0.9, 0.5, 1",
    "LOG, 1, 0.8, 0.7, 1.5",
    "TANH, 2.5, 0.8, 0.3, 0.6",
    "ERF, 1.25, 0.8, 0.9, 1.2",
    "SIGMOID, 2.5, 0.8, -3, -2",
    "SOFTPLUS, 2, 0.8, -1, -0.5",
    "LOG_SIGMOID, 2, 0.8, 0.5, 1",
    "MISH, 4.5, 0.8, -1.5, -1",
    "TANH_SHRINK, 5, 0.8, 1.2, 1.5",
    "GELU, 4.5, 0.7, -2, -1.5",
    "LGAMMA, 0.5001, 0.99, 1.75, 2"
  })
  void theErrorIsAsStated(UnaryFunction f, double bound, double share, float from, float to) {
    // lgamma is computed in double, one by one: a sample of it must do
    boolean rare = f == UnaryFunction.LGAMMA;
    Worst worst = new Worst(f, bound > 3);
    long step = rare ? 997L * 997 : STRIDE;
    for (long bits = 0; bits <= 0xFFFFFFFFL; bits += step) {
      worst.add(Float.intBitsToFloat((int) bits));
    }
    int first = Float.floatToIntBits(Math.min(Math.abs(from), Math.abs(to)));
    int last = Float.floatToIntBits(Math.max(Math.abs(from), Math.abs(to)));
    for (int bits = first; bits <= last; bits += rare ? STRIDE : 1) {
      worst.add(Math.copySign(Float.intBitsToFloat(bits), from));
    }
    worst.flush();
    assertThat(worst.ulps)
        .as("%s, the worst at %s", f, worst.at)
        .isLessThanOrEqualTo(bound)
        .isGreaterThan(share * bound);
  }

  /// Collects arguments, and compares what the vectors make of them with the definition.
  private static final class Worst {
    private final UnaryFunction f;
    private final DoubleUnaryOperator definition;
    private final boolean timesX;
    private final float[] x = new float[CHUNK];
    private final float[] y = new float[CHUNK];
    private int count;
    private double ulps;
    private float at;

    Worst(UnaryFunction f, boolean timesX) {
      this.f = f;
      this.definition = strict(f);
      this.timesX = timesX;
    }

    /// The definition by `StrictMath`, where that has the function.
    private static DoubleUnaryOperator strict(UnaryFunction f) {
      return switch (f) {
        case EXP -> StrictMath::exp;
        case LOG -> StrictMath::log;
        case TANH -> StrictMath::tanh;
        default -> f::apply;
      };
    }

    void add(float argument) {
      x[count++] = argument;
      if (count == CHUNK) {
        flush();
      }
    }

    void flush() {
      new SimdElementwise().unary(f, Samples.view(x, 0, count), Samples.view(y, 0, count));
      for (int i = 0; i < count; i++) {
        double expected = definition.applyAsDouble(x[i]);
        double error = error(y[i], expected);
        if (timesX && Float.isFinite(x[i])) { // a subnormal exponential is multiplied by x
          error -= Math.abs(x[i]) * Float.MIN_VALUE / Math.ulp((float) expected);
        }
        if (!(error <= ulps)) { // also where it is NaN
          ulps = error;
          at = x[i];
        }
      }
      count = 0;
    }

    private static double error(float y, double expected) {
      float rounded = (float) expected;
      if (Float.compare(y, rounded) == 0 && !Float.isFinite(rounded)) {
        return 0;
      }
      boolean overflow = Float.isInfinite(rounded) && Math.abs(y) >= Float.MAX_VALUE;
      double error = Math.abs(y - expected) / Math.ulp(rounded);
      return overflow && !Double.isInfinite(expected) ? 0 : error;
    }
  }

  @Test
  void theMeasureItselfIsRight() {
    assertThat(Worst.error(1f, 1.0)).isZero();
    assertThat(Worst.error(Math.nextUp(1f), 1.0)).isEqualTo(1);
    assertThat(Worst.error(Float.NaN, Double.NaN)).isZero();
    assertThat(Worst.error(Float.NaN, 1.0)).isNaN();
    assertThat(Worst.error(Float.POSITIVE_INFINITY, 1e39)).isZero();
  }
}
