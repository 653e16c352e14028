package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Input gradients by patches: bands whose taps reach into one another's rows, strides that leave rows
/// out, groups, and images that are done some at a time.
@Tag("simd")
class PatchSumsTest {
  @ParameterizedTest
  @CsvSource({
    // batch, in, height, width, out, kernel, stride, pad, dilation, groups
    "1, 3, 61, 58, 8, 7, 2, 3, 1, 1",
    "1, 2, 70, 33, 5, 3, 1, 1, 1, 1",
    "2, 4, 40, 75, 6, 3, 3, 0, 1, 2", // bands that do not meet
    "1, 1, 95, 96, 3, 2, 4, 1, 1, 1", // rows and columns that no tap reaches
    "1, 3, 46, 47, 4, 5, 1, 8, 4, 1", // taps far beyond the next band
    "1, 2, 30, 19, 3, 9, 2, 11, 1, 1", // padding beyond the first rows
    "1, 64, 40, 64, 3, 5, 1, 2, 1, 1", // one row is a band
    "5, 21, 60, 300, 2, 5, 3, 2, 1, 1" // some images at a time
  })
  void equalTheDefinition(
      int batch,
      int in,
      int height,
      int width,
      int out,
      int kernel,
      int stride,
      int pad,
      int dilation,
      int groups) {
    ConvGeometry g =
        ConvRooms.geometry(
            batch, in, height, width, out * groups, kernel, stride, pad, dilation, groups);
    assertThat(PatchSums.takes(g)).isTrue();
    ConvMethodsTest.check(new Im2colConv(), g, new Random(g.hashCode()), 3);
  }
}
