package octavo.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Samplers that add up probabilities meet uniform numbers which their rounded sum does not reach.
class RareNumbersTest {
  private static final double LARGEST = 1 - 0x1p-53;

  /// The largest uniform number, then ½ for ever.
  private static Uniforms largestFirst() {
    int[] drawn = new int[1];
    return () -> drawn[0]++ == 0 ? LARGEST : 0.5;
  }

  /// The probability of more than this is below 10⁻¹⁴, and no such number is drawn from what rounding left over.
  private static double far(double mean) {
    return mean + 30 + 10 * Math.sqrt(mean);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2, 3.7, 5, 8, 9, 9.9, 9.99})
  void poisson(double rate) {
    assertThat(Variate.POISSON.draw(largestFirst(), rate, 0)).isBetween(0.0, far(rate));
  }

  /// With so many trials, counting through all of them would take for ever.
  @ParameterizedTest
  @CsvSource({
    "10, 1",
    "270, 3.7",
    "7290, 8",
    "5314410, 8",
    "1e9, 5",
    "1e15, 8",
    "1e15, 3.7",
    "1e15, 5",
    "1e18, 2",
    "1e18, 8",
    "1e300, 5"
  })
  void binomial(double trials, double mean) {
    double found =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> Variate.BINOMIAL.draw(largestFirst(), trials, mean / trials));
    assertThat(found).isBetween(0.0, far(mean));
  }
}
