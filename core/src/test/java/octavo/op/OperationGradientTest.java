package octavo.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import octavo.autograd.GradientCheck;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// First and second derivatives of every operation case against finite differences.
class OperationGradientTest {
  @TestFactory
  Stream<DynamicTest> firstOrder() {
    return OperationCases.all().stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(), () -> GradientCheck.DEFAULT.first(c.function(), c.inputs())));
  }

  @TestFactory
  Stream<DynamicTest> secondOrder() {
    return OperationCases.all().stream()
        .filter(OperationCase::second)
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(), () -> GradientCheck.DEFAULT.second(c.function(), c.inputs())));
  }

  @Test
  void aWrongRuleIsCaught() {
    Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(1), 0, 1, 3);
    assertThatThrownBy(() ->
            GradientCheck.DEFAULT.first(
                in -> CustomGradient.of(t -> t.square(), (t, dy) -> dy.multiply(t)).apply(in[0]),
                x))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 0 of input 0");
  }

  @Test
  void aWrongSecondOrderRuleIsCaught() {
    Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(1), 0, 1, 3);
    // right in value, but constant to the second derivative
    assertThatThrownBy(() ->
            GradientCheck.DEFAULT.second(
                in ->
                    CustomGradient.of(
                            t -> t.square(), (t, dy) -> dy.multiply(t.stopGradient()).multiply(2))
                        .apply(in[0]),
                x))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("second order");
  }
}
