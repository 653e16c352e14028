package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import octavo.kernel.gemm.ScalarGemm;
import octavo.kernel.row.ScalarRow;
import octavo.tensor.ConvOptions;
import octavo.tensor.Rung;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs in a process of its own, without the module of the Vector API: the scalar kernels serve,
/// and one line says so.
@Tag("scalar")
class ScalarFallbackTest {
  @Test
  void worksWithoutTheVectorApiAndSaysSoOnce() {
    List<String> said = new ArrayList<>();
    Logger logger = Logger.getLogger("octavo");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            said.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      assertThat(Simd.available()).isFalse();
      assertThat(Kernels.GEMM).isInstanceOf(ScalarGemm.class);
      assertThat(Kernels.ROW).isInstanceOf(ScalarRow.class);
      Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).tracked();
      Tensor y = x.matmul(x).softmax(1).square().sum();
      assertThat(y.gradients().of(x).toFloatArray()).doesNotContain(Float.NaN);
      // rows of x·x are (7, 10) and (15, 22)
      assertThat(y.item()).isCloseTo(squares(3) + squares(7), within(1e-6));
      rungsThatNeedVectorsSaySo();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(said)
        .containsExactly(
            "SIMD is off: the scalar kernels are used, which are many times slower. Start java with"
                + " --add-modules jdk.incubator.vector, or put octavo on the module path.");
  }

  private static void rungsThatNeedVectorsSaySo() {
    Tensor x = Tensor.ones(2, 2);
    assertThat(Rung.TILED.gemm(x, x).toFloatArray()).containsOnly(2);
    assertThat(Rung.TILED.isAvailable()).isTrue();
    assertThat(Rung.VECTORIZED.isAvailable()).isFalse();
    assertThatThrownBy(() -> Rung.VECTORIZED.gemm(x, x))
        .hasMessage(
            "gemm: the algorithm must be there, but vectorized needs the Vector API, which is off."
                + " Start java with --add-modules jdk.incubator.vector, or use the algorithm auto.");
    Tensor image = Tensor.ones(1, 1, 2, 2);
    assertThatThrownBy(() -> Rung.PACKED.conv2d(image, image, null, ConvOptions.DEFAULT))
        .hasMessage(
            "conv2d: the rung must be there, but packed needs the Vector API, which is off. Start"
                + " java with --add-modules jdk.incubator.vector.");
  }

  /// The sum of the squares of the softmax of two numbers that differ by `d`.
  private static double squares(double d) {
    double p = 1 / (1 + Math.exp(d));
    return p * p + (1 - p) * (1 - p);
  }
}
