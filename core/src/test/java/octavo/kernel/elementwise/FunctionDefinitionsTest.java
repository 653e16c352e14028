package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The definitions against published values and against their own differences.
class FunctionDefinitionsTest {
  // Abramowitz and Stegun, tables 6.1, 6.2, 7.1, and arbitrary-precision arithmetic
  @ParameterizedTest
  @CsvSource({
    "ERF, 0.5, 0.5204998778130465",
    "ERF, -2, -0.9953222650189527",
    "ERFC, 0.5, 0.4795001221869535",
    "ERFC, 3, 2.209049699858544e-5",
    "ERFC, 10, 2.088487583762545e-45",
    "LGAMMA, 0.5, 0.5723649429247001",
    "LGAMMA, 10, 12.80182748008147",
    "LGAMMA, -0.5, 1.265512123484645",
    "LGAMMA, 100, 359.1342053695754",
    "DIGAMMA, 1, -0.5772156649015329",
    "DIGAMMA, 0.5, -1.963510026021423",
    "DIGAMMA, -0.5, 0.03648997397857652",
    "TRIGAMMA, 1, 1.644934066848226",
    "TRIGAMMA, 0.5, 4.934802200544679",
    "TETRAGAMMA, 1, -2.404113806319189",
    "PENTAGAMMA, 1, 6.493939402266829",
    "GELU, 1, 0.8413447460685429",
    "GELU, -3, -0.004049694094890284",
    "GELU_TANH, 1, 0.8411919906082768",
    "SILU, 1, 0.7310585786300049",
    "SOFTPLUS, 0, 0.6931471805599453",
    "SOFTPLUS, 800, 800",
    "LOG_SIGMOID, -800, -800",
    "ASINH, -1e-9, -1e-9",
    "ROUND, 2.5, 2",
    "ROUND, -3.5, -4",
    "TRUNC, -1.7, -1",
    "SIGN, -3, -1",
    "RELU, -1, 0",
    "RELU6, -1, 0",
    "RELU6, 5.5, 5.5",
    "RELU6, 9, 6"
  })
  void knownValues(UnaryFunction f, double x, double y) {
    assertThat(f.apply(x)).isCloseTo(y, within(2e-13 * Math.abs(y)));
  }

  @ParameterizedTest
  @EnumSource
  void derivativesAreThoseOfTheDefinition(UnaryFunction f) {
    for (double x : new double[] {-2.3, -0.7, -0.4, 0.3, 0.8, 1.7, 4.2, 7.3}) {
      double y = f.apply(x);
      if (Double.isNaN(y)) {
        continue; // outside of the domain
      }
      double h = 1e-5;
      double difference = (f.apply(x + h) - f.apply(x - h)) / (2 * h);
      double slope = f.derivative(f.derivativeUsesOutput() ? Double.NaN : x, y);
      assertThat(slope)
          .as(f + "' at " + x)
          .isCloseTo(difference, within(1e-7 * (1 + Math.abs(slope))));
    }
  }

  @Test
  void kinksHaveTheDerivativeZero() {
    assertThat(UnaryFunction.RELU.derivative(0, 0)).isZero();
    assertThat(UnaryFunction.RELU6.derivative(0, 0)).isZero();
    assertThat(UnaryFunction.RELU6.derivative(6, 6)).isZero();
    assertThat(UnaryFunction.ABSOLUTE.derivative(0, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 2",
    "-5, 3, 1",
    "5, -3, -1",
    "-5, -3, -2",
    "5.5, 2, 1.5",
    "-0.5, 2, 1.5",
    "6, -3, 0"
  })
  void remaindersHaveTheSignOfTheDivisor(double a, double b, double rest) {
    assertThat(BinaryFunction.REMAINDER.apply(a, b) + 0.0).isEqualTo(rest);
  }

  @Test
  void integersAreExact() {
    assertThat(BinaryFunction.DIVIDE.apply(-7L, 2L)).isEqualTo(-4);
    assertThat(BinaryFunction.REMAINDER.apply(-7L, 2L)).isEqualTo(1);
    assertThat(BinaryFunction.POWER.apply(3L, 39L)).isEqualTo(4052555153018976267L);
    assertThat(BinaryFunction.ADD.apply(1L << 53, 1L)).isEqualTo((1L << 53) + 1);
    assertThat(UnaryFunction.RELU6.apply(7L)).isEqualTo(6);
    assertThat(UnaryFunction.RELU6.apply(-7L)).isZero();
    assertThat(UnaryFunction.SQUARE.apply(3037000499L)).isEqualTo(9223372030926249001L);
  }

  @Test
  void whatLeavesTheIntegersIsRefused() {
    assertThatThrownBy(() -> UnaryFunction.EXP.apply(1L))
        .hasMessage("exp: integers have no exact image, convert to a floating type first.");
    assertThatThrownBy(() -> BinaryFunction.ATAN2.apply(1L, 1L))
        .hasMessage("atan2: integers have no exact image, convert first.");
    assertThatThrownBy(() -> BinaryFunction.POWER.apply(2L, -1L))
        .hasMessage(
            "power: integers have no negative powers, but the exponent is -1. Convert to a floating"
                + " type first.");
  }

  @Test
  void notANumberIsPassedOn() {
    for (UnaryFunction f : UnaryFunction.values()) {
      assertThat(f.apply(Double.NaN)).as(f.label()).isNaN();
    }
    assertThat(BinaryFunction.MASK.apply(Double.NaN, 0)).isZero();
    assertThat(BinaryFunction.MASK.apply(Double.NEGATIVE_INFINITY, -0.0)).isZero();
    assertThat(BinaryFunction.MASK.apply(3.0, 2.0)).isEqualTo(6);
    assertThat(BinaryFunction.MINIMUM.apply(Double.NaN, 1.0)).isNaN();
    assertThat(BinaryFunction.MAXIMUM.apply(1.0, Double.NaN)).isNaN();
    for (Comparison c : Comparison.values()) {
      assertThat(c.test(Double.NaN, 1.0)).isEqualTo(c == Comparison.NOT_EQUAL);
    }
  }
}
