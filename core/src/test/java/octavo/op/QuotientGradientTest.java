package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import octavo.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gradient of `a/b` in `b` where the square of `b` is no float32.
class QuotientGradientTest {
  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-20, 1, 1e20, 1e30})
  void needsNoSquareOfTheDivisor(double b) {
    Tensor divisor = Tensor.scalar(b).tracked();
    Tensor quotient = Tensor.scalar(3 * b).divide(divisor);
    double slope = quotient.multiply(b).gradients().of(divisor).item(); // -3b/b²·b
    assertThat(slope).isCloseTo(-3, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e30})
  void zeroHasNone(double b) {
    Tensor divisor = Tensor.scalar(b).tracked();
    assertThat(Tensor.scalar(0).divide(divisor).gradients().of(divisor).item()).isZero();
  }
}
