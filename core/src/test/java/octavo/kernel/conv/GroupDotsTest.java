package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is particular to weight gradients group by group: tiles of eight and of four channels, images in
/// parts.
@Tag("simd")
class GroupDotsTest {
  private final ConvMethod conv = new DirectConv();

  private static ConvGeometry geometry(
      int batch, int groups, int in, int out, int height, int width, int kernel, int stride) {
    int pad = kernel / 2;
    return new ConvGeometry(
        batch,
        groups * in,
        height,
        width,
        groups * out,
        kernel,
        kernel,
        stride,
        stride,
        pad,
        pad,
        pad,
        pad,
        1,
        1,
        groups);
  }

  private void check(ConvGeometry g) {
    assertThat(GroupDots.takes(g)).isTrue();
    ConvMethodsTest.check(conv, g, new Random(g.hashCode()), 3);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "4, 4", "4, 5", "8, 8", "3, 9", "3, 12", "5, 13", "16, 16", "2, 20"})
  void channelsFillTilesOrNot(int in, int out) {
    check(geometry(1, 8, in, out, 7, 7, 3, 1));
    check(geometry(3, 9, in, out, 5, 6, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "14, 14", "15, 16", "16, 15", "33, 31", "31, 33", "3, 70", "70, 3"})
  void rowsAreShorterAndLongerThanVectors(int height, int width) {
    check(geometry(2, 8, 2, 4, height, width, 3, 1));
    check(geometry(1, 8, 2, 4, height, width, 3, 2));
  }

  @Test
  void imagesInParts() {
    ConvGeometry g = geometry(5, 8, 12, 12, 40, 40, 3, 1);
    assertThat(5L * 12 * (40 * 42 + 42 * 42)).isGreaterThan(1 << 17);
    check(g);
  }

  @Test
  void onlyManySmallGroups() {
    assertThat(GroupDots.takes(geometry(9, 1, 4, 4, 9, 9, 3, 1))).isFalse();
    assertThat(GroupDots.takes(geometry(2, 7, 4, 4, 9, 9, 3, 1))).isFalse();
    assertThat(GroupDots.takes(geometry(1, 8, 16, 16, 100, 100, 3, 1))).isFalse();
  }
}
