package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is particular to weight gradients by sums of taps: tiles and blocks of taps, panels of
/// output channels, runs of pixels through all images, strides and dilations that are read in place.
@Tag("simd")
class TapSumTest {
  @ParameterizedTest
  @CsvSource({
    // batch, in, height, width, out, kernel, stride, pad, dilation, groups
    "1, 2, 9, 8, 12, 3, 1, 1, 1, 1", // eighteen taps: one tile and a part, a narrow panel
    "1, 16, 3, 3, 33, 1, 1, 1, 1, 1", // neighboring channels, a panel of a single channel
    "2, 57, 7, 5, 40, 3, 1, 0, 1, 1", // blocks of taps, the last one short
    "23, 8, 6, 5, 20, 3, 1, 1, 1, 1", // more pixels than one run, which images share
    "2, 5, 17, 16, 32, 3, 3, 1, 1, 1", // a stride
    "2, 4, 17, 20, 64, 5, 2, 2, 1, 2", // groups of a panel each
    "3, 6, 12, 13, 48, 3, 1, 3, 3, 3", // a dilation, groups of half a panel
    "1, 4, 11, 12, 36, 2, 3, 0, 2, 1", // rows that no tap reaches
    "5, 20, 1, 1, 32, 3, 2, 1, 1, 1", // a pixel for each image
    "1, 3, 50, 44, 40, 3, 1, 1, 1, 1", // ranges of pixels
    "3, 15, 31, 29, 12, 3, 1, 1, 1, 1", // some of which two images share, a narrow panel
    "2, 2, 70, 66, 48, 7, 2, 3, 1, 2", // a stride and groups
    "60, 2, 11, 10, 33, 3, 1, 3, 3, 1" // images smaller than a range
  })
  void equalsTheDefinition(
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
            batch, in * groups, height, width, out, kernel, stride, pad, dilation, groups);
    assertThat(g.filter()).isGreaterThanOrEqualTo(TapSum.FEWEST_TAPS);
    ConvMethodsTest.check(new DirectConv(), g, new Random(g.hashCode()), 3);
  }
}
