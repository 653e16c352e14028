package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All optimizers of [OptimizerCases] on the landscapes where they are stated to converge.
@Tag("slow")
class OptimizerConvergenceTest {
  @ParameterizedTest
  @EnumSource
  void gradientsOfLandscapesAreTheEngines(Landscape landscape) {
    Tensor at = Tensors.of(new double[] {0.7, -1.3}, 2).tracked();
    Tensor x = at.narrow(0, 0, 1);
    Tensor y = at.narrow(0, 1, 1);
    Tensor value =
        switch (landscape) {
          case PARABOLA -> x.square().add(y.square());
          case ROSENBROCK ->
              x.affine(-1, 1).square().add(y.subtract(x.square()).square().multiply(100));
          case BEALE ->
              x.multiply(y)
                  .subtract(x)
                  .add(1.5)
                  .square()
                  .add(x.multiply(y.square()).subtract(x).add(2.25).square())
                  .add(x.multiply(y.power(3)).subtract(x).add(2.625).square());
          case SADDLE -> x.square().subtract(y.square());
          case NOISY_QUADRATIC -> x.square().add(y.square().multiply(10)).divide(2);
        };
    assertThat(landscape.value(0.7, -1.3)).isCloseTo(value.sum().item(), Offset.offset(1e-12));
    assertThat(landscape.gradient(0.7, -1.3))
        .containsExactly(value.sum().gradients().of(at).toDoubleArray(), Offset.offset(1e-9));
  }

  @TestFactory
  Stream<DynamicTest> convergesOn() {
    return OptimizerCases.all().stream()
        .flatMap(one ->
            one.rates().entrySet().stream()
                .map(e ->
                    DynamicTest.dynamicTest(
                        one + " × " + e.getKey(),
                        () ->
                            assertThat(Trial.landscape(one, e.getKey(), e.getValue()))
                                .isLessThan(e.getKey().target))));
  }
}
