package octavo.kernel.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class EntmaxKernelsTest {
  private static final int[] LENGTHS = {1, 3, 7, 8, 15, 16, 17, 67, 1000, 3000};

  private static Rows rows(int outer, int n, int inner) {
    return Rows.along(Arrays32.zeros(outer, n, inner), 1);
  }

  @Test
  void equalsTheOracle() {
    for (double alpha : new double[] {1.2, 1.5, 2, 3}) {
      for (int n : LENGTHS) {
        for (int inner : new int[] {1, 3}) {
          Random r = new Random(n);
          Rows x = Rows.along(Arrays32.normal(r, 3, n, inner), 1);
          Rows dy = Rows.along(Arrays32.normal(r, 3, n, inner), 1);
          Rows[] y = {rows(3, n, inner), rows(3, n, inner)};
          Rows[] dx = {rows(3, n, inner), rows(3, n, inner)};
          new ScalarEntmax().entmax(alpha, x, y[0]);
          new SimdEntmax().entmax(alpha, x, y[1]);
          String what = "%s, %d × %d".formatted(alpha, n, inner);
          double tolerance = 8 * 0x1p-24 * Math.sqrt(n);
          Arrays32.assertClose(what, y[0].floats(), y[1].floats(), tolerance);
          // the same probabilities, so that both have the same support
          new ScalarEntmax().entmaxBackward(alpha, y[0], dy, dx[0]);
          new SimdEntmax().entmaxBackward(alpha, y[0], dy, dx[1]);
          Arrays32.assertClose(what, dx[0].floats(), dx[1].floats(), 4 * tolerance);
        }
      }
    }
  }

  @Test
  void rowsWithoutADistributionGiveNaN() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int place : new int[] {0, 20}) {
        float[] values = new float[21];
        values[place] = bad;
        for (EntmaxKernels k : new EntmaxKernels[] {new ScalarEntmax(), new SimdEntmax()}) {
          for (double alpha : new double[] {1.5, 2}) {
            Rows x = Rows.along(View.of(new FloatStorage(values), 1, 21), 1);
            Rows y = rows(1, 21, 1);
            k.entmax(alpha, x, y);
            assertThat(y.floats()).containsOnly(Float.NaN);
          }
        }
      }
    }
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    AnyThreads.same(() -> {
      Rows x = Rows.along(Arrays32.normal(new Random(1), 500, 67, 1), 1);
      Rows y = rows(500, 67, 1);
      new SimdEntmax().entmax(1.5, x, y);
      return y.floats();
    });
  }
}
