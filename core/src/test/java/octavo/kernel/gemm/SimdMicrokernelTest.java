package octavo.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A tile from packed panels and the same one from panels with gaps are the same numbers.
@Tag("simd")
class SimdMicrokernelTest {
  private static final int ROWS = SimdMicrokernel.ROWS;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int GAP = 3;

  private static float[] random(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static float[] spread(float[] packed, int k, int width) {
    float[] x = new float[k * (width + GAP) + 1];
    for (int p = 0; p < k; p++) {
      System.arraycopy(packed, p * width, x, 1 + p * (width + GAP), width);
    }
    return x;
  }

  @Test
  void stridesDoNotChangeABit() {
    Random random = new Random(11);
    for (int k : new int[] {0, 1, 2, 17, 100}) {
      for (boolean fresh : new boolean[] {true, false}) {
        float[] a = random(random, k * ROWS);
        float[] b = random(random, k * COLUMNS);
        float[] start = random(random, ROWS + 1);
        float[] c = random(random, ROWS * COLUMNS + 2);
        float[] packed = new float[ROWS * (COLUMNS + 1)];
        float[] strided = new float[ROWS * (COLUMNS + 1)];
        SimdMicrokernel.multiply(
            k, a, 0, ROWS, b, 0, COLUMNS, fresh, start, 1, c, 2, COLUMNS, packed, 0, COLUMNS + 1);
        SimdMicrokernel.multiply(
            k,
            spread(a, k, ROWS),
            1,
            ROWS + GAP,
            spread(b, k, COLUMNS),
            1,
            COLUMNS + GAP,
            fresh,
            start,
            1,
            c,
            2,
            COLUMNS,
            strided,
            0,
            COLUMNS + 1);
        assertThat(packed).isEqualTo(strided);
        for (int i = 0; i < ROWS; i++) { // and they are the chain of multiply-adds
          float sum = fresh ? start[1 + i] : c[2 + i * COLUMNS + i];
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[p * ROWS + i], b[p * COLUMNS + i], sum);
          }
          assertThat(packed[i * (COLUMNS + 1) + i]).isEqualTo(sum);
        }
      }
    }
  }
}
