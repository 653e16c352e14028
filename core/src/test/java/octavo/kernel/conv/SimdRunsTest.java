package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimdRunsTest {
  private static final int ROOM = 200;

  private static float[] numbers() {
    float[] numbers = new float[ROOM];
    for (int k = 0; k < ROOM; k++) {
      numbers[k] = k + 1;
    }
    return numbers;
  }

  @Test
  void runsOfAnyLengthAreWrittenAndNothingElse() {
    float[] from = numbers();
    for (int n = 0; n <= 150; n++) {
      float[] added = new float[ROOM];
      float[] shifted = new float[ROOM];
      for (int k = 0; k < n; k++) {
        shifted[3 + k] = from[5 + k] + 0.5f;
      }
      SimdRuns.add(from, 5, n, 0.5f, added, 3);
      assertThat(added).as("sum of %s", n).isEqualTo(shifted);
    }
  }

  @Test
  void runsMayEndWithTheArray() {
    for (int n = 0; n <= 40; n++) {
      float[] from = Arrays.copyOf(numbers(), n);
      float[] to = new float[n];
      SimdRuns.add(from, 0, n, 0, to, 0);
      assertThat(to).isEqualTo(from);
    }
  }

  @Test
  void zerosAreWrittenUpToTheirEnd() {
    for (int n = 0; n <= 60; n++) {
      float[] numbers = numbers();
      float[] expected = numbers();
      Arrays.fill(expected, 7, 7 + n, 0);
      SimdRuns.zero(numbers, 7, 7 + n);
      assertThat(numbers).isEqualTo(expected);
    }
  }

  @Test
  void gapsAreZeroAndNothingBehindTheEndIsWritten() {
    for (int n = 0; n <= 40; n++) {
      for (int room = n; room <= 60; room++) {
        float[] to = numbers();
        float[] before = to.clone();
        SimdRuns.gap(to, 3, n, 3 + room);
        assertThat(Arrays.copyOfRange(to, 3, 3 + n)).isEqualTo(new float[n]);
        assertThat(Arrays.copyOf(to, 3)).isEqualTo(Arrays.copyOf(before, 3));
        assertThat(Arrays.copyOfRange(to, 3 + room, to.length))
            .isEqualTo(Arrays.copyOfRange(before, 3 + room, before.length));
      }
    }
  }
}
