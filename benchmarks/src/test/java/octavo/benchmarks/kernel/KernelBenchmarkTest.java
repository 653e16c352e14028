package octavo.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pair runs once and its check holds, so that a benchmark cannot rot unseen.
class KernelBenchmarkTest {
  static Stream<Supplier<KernelBenchmark<?>>> pairs() {
    return Stream.of(
        ElementwiseBenchmark::new,
        RowBenchmark::new,
        ReduceBenchmark::new,
        GemmBenchmark::new,
        ConvBenchmark::new,
        PoolBenchmark::new,
        NormBenchmark::new,
        RecurrentBenchmark::new,
        RandomBenchmark::new,
        UpdateBenchmark::new);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theTwinEqualsTheOracle(Supplier<KernelBenchmark<?>> pair) {
    KernelBenchmark<?> benchmark = pair.get();
    benchmark.check();
    assertThat(benchmark.oracle()).hasSameSizeAs(benchmark.twin());
  }

  /// Adds its kernel, a number, to zeros, with a tolerance of 1.
  private static final class Constant extends KernelBenchmark<Float> {
    Constant(float oracle, float twin) {
      super(oracle, twin);
    }

    @Override
    protected float[] compute(Float kernels) {
      return new float[] {0, kernels};
    }

    @Override
    protected double tolerance(float expected) {
      return 1;
    }
  }

  @Test
  void aWrongTwinIsRefused() {
    new Constant(2, 3).check();
    assertThatThrownBy(() -> new Constant(2, 3.5f).check())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Constant: the twin must equal the oracle within 1.00, but element 1 is 3.5 instead of"
                + " 2.0.");
    assertThatThrownBy(() -> new Constant(2, Float.NaN).check())
        .hasMessageContaining("element 1 is NaN instead of 2.0");
  }
}
