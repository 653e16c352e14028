package octavo.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimdQuadWeaveTest {
  /// Rows that end with their array, and what lies around the panel, which nobody may write to.
  @Test
  void weavesFourAndSixRows() {
    for (int k = 4; k <= 20; k += 4) {
      for (int step = k; step <= k + 3; step++) {
        float[] from = new float[3 + 5 * step + k];
        for (int i = 0; i < from.length; i++) {
          from[i] = i + 1;
        }
        int width = 7;
        float[] four = new float[2 + (k - 1) * width + 4 + 1];
        SimdQuadWeave.four(from, 3, step, k, four, 2, width);
        assertThat(four).isEqualTo(woven(4, from, step, k, four.length, width));
        float[] six = new float[2 + k * 6 + 1];
        SimdQuadWeave.six(from, 3, step, k, six, 2);
        assertThat(six).isEqualTo(woven(6, from, step, k, six.length, 6));
      }
    }
  }

  private static float[] woven(int rows, float[] from, int step, int k, int length, int width) {
    float[] to = new float[length];
    for (int p = 0; p < k; p++) {
      for (int i = 0; i < rows; i++) {
        to[2 + p * width + i] = from[3 + i * step + p];
      }
    }
    return to;
  }
}
