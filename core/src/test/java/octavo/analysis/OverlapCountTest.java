package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OverlapCountTest {
  @Test
  void evenExactlyIfTheStepDividesTheKernel() {
    for (int k = 1; k <= 9; k++) {
      for (int s = 1; s <= 5; s++) {
        assertThat(OverlapCount.of(k, s, 1).isEven()).as("%d %d", k, s).isEqualTo(k % s == 0);
      }
    }
    assertThat(OverlapCount.of(3, 2, 1).period()).containsExactly(2, 1);
    assertThat(OverlapCount.of(4, 2, 1).period()).containsExactly(2, 2);
    // with dilation 2 and step 2 every other number is no sum at all
    assertThat(OverlapCount.of(4, 2, 2).period()).containsExactly(4, 0);
  }

  @Test
  void countsAreWhatOnesGive() {
    for (int k = 1; k <= 5; k++) {
      for (int s = 1; s <= 3; s++) {
        for (int d = 1; d <= 2; d++) {
          for (int p = 0; p <= Math.min(1, k - 1); p++) {
            ConvTransposeOptions o =
                ConvTransposeOptions.DEFAULT.withStride(s).withPadding(p).withDilation(d);
            Tensor y = Tensor.ones(1, 1, 6).convTranspose1d(Tensor.ones(1, 1, k), null, o);
            float[] expected = y.toFloatArray();
            List<Integer> counts = OverlapCount.of(k, s, d).counts(6, p, expected.length);
            for (int i = 0; i < expected.length; i++) {
              assertThat(counts.get(i)).isEqualTo((int) expected[i]);
            }
          }
        }
      }
    }
  }

  @Test
  void saysWhatHelps() {
    List<OverlapCount> both = OverlapCount.of(3, 4, ConvTransposeOptions.DEFAULT.withStride(2));
    assertThat(both.get(0).explanation())
        .isEqualTo(
            "Neighbors are sums of [2, 1] products, which shows as a checkerboard: kernel 3, stride 2, dilation 1. Use a kernel of 4, or resize and then convolve.");
    assertThat(both.get(1).explanation()).isEqualTo("Every number is a sum of 2 products.");
    assertThat(OverlapCount.of(3, 2, 2).explanation())
        .endsWith("dilation 2. Use dilation 1 and a kernel of 4, or resize and then convolve.");
    assertThat(OverlapCount.of(4, 2, 2).explanation())
        .endsWith("dilation 2. Use dilation 1, or resize and then convolve.");
    assertThat(OverlapCount.of(3, 2, 3).explanation())
        .endsWith("dilation 3. Use a kernel of 4, or resize and then convolve.");
    assertThatThrownBy(() -> OverlapCount.of(3, 0, 1))
        .hasMessage(
            "OverlapCount: kernel, stride and dilation must be at least 1, but are 3, 0 and 1.");
  }
}
