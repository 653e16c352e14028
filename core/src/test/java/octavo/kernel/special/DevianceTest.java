package octavo.kernel.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deviances against their series in 60 digits.
class DevianceTest {
  private static final MathContext DIGITS = new MathContext(60);

  /// `k·Σ (-1)ʲ δʲ/j` from `j = 2` on, for `|δ| < ½`.
  private static double exact(double k, double m) {
    BigDecimal delta =
        new BigDecimal(m).subtract(new BigDecimal(k)).divide(new BigDecimal(k), DIGITS);
    BigDecimal power = delta;
    BigDecimal sum = BigDecimal.ZERO;
    for (int j = 2; j < 200; j++) {
      power = power.multiply(delta, DIGITS).negate();
      sum = sum.subtract(power.divide(BigDecimal.valueOf(j), DIGITS));
    }
    return sum.multiply(new BigDecimal(k)).doubleValue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e10, 1e20, 1e28, 1e30, 1e100})
  void smallDistancesKeepTheirDigits(double k) {
    for (double delta = 0.4; delta * k > Math.ulp(k); delta /= 7) {
      for (double m : new double[] {k + k * delta, k - k * delta}) {
        double expected = exact(k, m);
        // where the series gives way to a difference of terms, 2ε/δ with δ = 0.03
        assertThat(Deviance.of(k, m)).isCloseTo(expected, within(2e-14 * expected));
      }
    }
    assertThat(Deviance.of(k, k)).isZero();
  }
}
