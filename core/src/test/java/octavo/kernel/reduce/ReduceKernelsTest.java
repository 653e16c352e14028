package octavo.kernel.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.kernel.row.Rows;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class ReduceKernelsTest {
  private static final int[] LENGTHS = {1, 3, 15, 16, 17, 63, 64, 65, 1000, 4097, 70_000};
  private static final Reduction[] REDUCTIONS = {
    Reduction.SUM,
    Reduction.MEAN,
    Reduction.SUM_OF_SQUARES,
    Reduction.MINIMUM,
    Reduction.MAXIMUM,
    Reduction.SUM_OF_ABSOLUTES,
    Reduction.PRODUCT
  };

  /// Partial sums leave float32 where the sum does not.
  @Test
  void largeNumbersDoNotOverflow() {
    float[] values = new float[4 * 64];
    Arrays.fill(values, 0, 64, 1e37f);
    Arrays.fill(values, 64, 128, 1e38f);
    values[128] = 3e38f;
    values[128 + 32] = 3e38f;
    values[128 + 16] = -3e38f;
    values[128 + 48] = -3e38f;
    values[200] = Float.NaN;
    View x = View.of(new FloatStorage(values), 4, 64);
    View found = Arrays32.zeros(4);
    new SimdReduce().reduce(Reduction.MEAN, Rows.along(x, 1), found);
    assertThat(found.floats()).containsExactly(1e37f, 1e38f, 0, Float.NaN);
  }

  @Test
  void equalsTheOracle() {
    Random r = new Random(1);
    for (int length : LENGTHS) {
      for (int inner : new int[] {1, 2, 33}) {
        int outer = length > 5000 ? 1 : 3;
        Rows x = Rows.along(Arrays32.normal(r, outer, length, length > 5000 ? 1 : inner), 1);
        for (Reduction reduction : REDUCTIONS) {
          View expected = Arrays32.zeros(x.count());
          View found = Arrays32.zeros(x.count());
          new ScalarReduce().reduce(reduction, x, expected);
          new SimdReduce().reduce(reduction, x, found);
          // (64 + n/64)·ε·Σ|x|, Σ|x| ≈ 0.8·n for sums
          double tolerance = (64 + length / 64.0) * 0x1p-24 * (length + 1);
          Arrays32.assertClose(
              "%s of %d × %d".formatted(reduction, length, inner),
              expected.floats(),
              found.floats(),
              (float) tolerance);
        }
      }
    }
  }

  /// Rows are summed by twos, the last of an odd number alone.
  @Test
  void aRowHasTheSameSumAloneAndBesideAnother() {
    for (int length : new int[] {64, 100, 4096, 4097, 9000}) {
      View x = Arrays32.normal(new Random(3), 5, length);
      View together = Arrays32.zeros(5);
      new SimdReduce().reduce(Reduction.SUM, Rows.along(x, 1), together);
      for (int row = 0; row < 5; row++) {
        int from = x.offset() + row * length;
        float[] values = Arrays.copyOfRange(x.floats(), from, from + length);
        View alone = Arrays32.zeros(1);
        Rows one = Rows.along(View.of(new FloatStorage(values), 1, length), 1);
        new SimdReduce().reduce(Reduction.SUM, one, alone);
        assertThat(together.floats()[row]).isEqualTo(alone.floats()[0]);
      }
    }
  }

  /// Where another axis is empty there is nothing to reduce, and nothing is read or written.
  @Test
  void noRowsAtAll() {
    for (int[] sizes : new int[][] {{0, 3, 1}, {2, 3, 0}, {0, 3, 0}, {2, 0, 0}}) {
      Rows x = Rows.along(View.of(new FloatStorage(new float[0]), sizes), 1);
      for (Reduction reduction : REDUCTIONS) {
        new SimdReduce().reduce(reduction, x, View.of(new FloatStorage(new float[0]), 0));
      }
      if (x.length() > 0) {
        new SimdReduce().arg(true, x, View.of(new LongStorage(new long[0]), 0));
      }
    }
  }

  @Test
  void anExtremumOfNaNIsNaNAndItsPlaceTheFirst() {
    float[] values = new float[100];
    values[40] = Float.NaN;
    values[60] = Float.NaN;
    values[70] = 9;
    Rows x = Rows.along(View.of(new FloatStorage(values), 1, 100), 1);
    View y = Arrays32.zeros(1);
    new SimdReduce().reduce(Reduction.MAXIMUM, x, y);
    assertThat(y.floats()[0]).isNaN();
    View place = View.of(new LongStorage(new long[1]), 1);
    new SimdReduce().arg(true, x, place);
    assertThat(place.longs()[0]).isEqualTo(40);
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    Rows x = Rows.along(Arrays32.normal(new Random(2), 1, 500_000, 1), 1);
    AnyThreads.same(() -> {
      View y = Arrays32.zeros(1);
      new SimdReduce().reduce(Reduction.SUM, x, y);
      return y;
    });
  }
}
