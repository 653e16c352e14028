package octavo.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.storage.FloatStorage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rows that are neighbors are packed all together as they are one panel after the other.
@Tag("simd")
class SimdNeighborsTest {
  @Test
  void panelsTogetherAreThoseOneByOne() {
    int mr = SimdMicrokernel.TALL;
    for (int rows : new int[] {24, 40, 61}) {
      for (int k : new int[] {1, 2, 17}) {
        for (int step : new int[] {rows, -rows}) {
          float[] numbers = new float[rows * k];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i + 1;
          }
          int offset = step > 0 ? 0 : (k - 1) * rows;
          Matrix a = new Matrix(new FloatStorage(numbers), offset, rows, k, 1, step);
          float[] found = new float[(rows + mr) * k];
          int packed = SimdNeighbors.left(a, 0, rows, 0, k, found, mr);
          // it is what the wide vectors have: none of the panels may be left out but the last
          assertThat(packed)
              .isGreaterThanOrEqualTo(SimdMicrokernel.LANES == 16 ? (rows / mr - 1) * mr : 0)
              .isLessThanOrEqualTo(rows);
          for (int i = 0; i < packed; i++) {
            for (int p = 0; p < k; p++) {
              assertThat(found[i / mr * mr * k + p * mr + i % mr])
                  .isEqualTo(numbers[offset + p * step + i]);
            }
          }
        }
      }
    }
  }
}
