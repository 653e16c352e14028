package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is particular to weight gradients by products for each tap: blocks and panels of channels that
/// are full or not, taps that make threes and twos, images and rows in parts, phases of strides.
@Tag("simd")
class TapProductsTest {
  /// Weight gradients of every geometry in this way, whether it would be taken or not.
  private record Always() implements ConvMethod {
    @Override
    public String label() {
      return "tap-products";
    }

    @Override
    public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
      return pass == ConvPass.WEIGHT ? null : "it computes weight gradients only";
    }

    @Override
    public double work(ConvPass pass, ConvGeometry g) {
      return TapProducts.work(g);
    }

    @Override
    public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
      new ScalarConv().forward(g, x, w, bias, y);
    }

    @Override
    public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
      new ScalarConv().inputGradient(g, dy, w, dx);
    }

    @Override
    public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
      TapProducts.compute(g, x, dy, dw);
    }
  }

  private static ConvGeometry geometry(
      int batch, int groups, int in, int out, int[] size, int[] kernel, int[] step) {
    return new ConvGeometry(
        batch,
        groups * in,
        size[0],
        size[1],
        groups * out,
        kernel[0],
        kernel[1],
        step[0],
        step[0],
        step[1],
        step[1],
        step[1],
        step[1],
        step[2],
        step[2],
        groups);
  }

  private static int[] of(int... numbers) {
    return numbers;
  }

  private static void check(ConvGeometry g) {
    ConvMethodsTest.check(new Always(), g, new Random(g.hashCode()), 3);
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "16, 8", "17, 9", "5, 3", "33, 20", "40, 48", "64, 12"})
  void channelsFillVectorsOrNot(int in, int out) {
    check(geometry(2, 1, in, out, of(9, 11), of(3, 3), of(1, 1, 1)));
    check(geometry(2, 8, in, out, of(5, 4), of(3, 3), of(1, 1, 1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 2", "1, 7", "7, 1", "2, 4", "5, 4"})
  void tapsMakeThreesAndTwos(int height, int width) {
    check(geometry(2, 1, 16, 16, of(11, 9), of(height, width), of(1, 1, 1)));
    check(geometry(2, 1, 48, 48, of(11, 9), of(height, width), of(1, 1, 1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "1, 3, 3", "2, 1, 1", "3, 1, 1", "2, 4, 2", "3, 0, 2", "1, 5, 1"})
  void stridesPaddingsAndDilations(int stride, int pad, int dilation) {
    for (int side : of(7, 15, 16, 18)) {
      check(geometry(1, 1, 16, 12, of(side, side + 3), of(3, 3), of(stride, pad, dilation)));
      check(geometry(3, 2, 32, 33, of(side + 3, side), of(3, 3), of(stride, pad, dilation)));
    }
  }

  @Test
  void imagesInParts() {
    check(geometry(19, 1, 16, 16, of(9, 10), of(3, 3), of(1, 1, 1)));
    check(geometry(37, 9, 16, 16, of(6, 6), of(3, 3), of(1, 1, 1)));
  }

  @Test
  void rowsInParts() {
    check(geometry(1, 1, 16, 16, of(70, 64), of(3, 3), of(1, 1, 1)));
    check(geometry(2, 1, 16, 16, of(90, 50), of(5, 3), of(2, 1, 2)));
    check(geometry(1, 8, 16, 16, of(70, 64), of(3, 3), of(1, 1, 1)));
  }

  @Test
  void rowsOfOnePixel() {
    check(geometry(5, 1, 16, 16, of(9, 1), of(3, 3), of(1, 1, 1)));
    check(geometry(5, 1, 64, 48, of(1, 1), of(3, 3), of(1, 1, 1)));
  }

  @Test
  void onlyWhereOtherTilesAreEmptier() {
    ConvGeometry narrow = geometry(1, 1, 16, 12, of(9, 9), of(3, 3), of(1, 1, 1));
    assertThat(TapProducts.takes(narrow)).isTrue();
    check(narrow);
    assertThat(TapProducts.takes(geometry(1, 1, 64, 64, of(9, 9), of(3, 3), of(1, 1, 1))))
        .isFalse();
    assertThat(TapProducts.takes(geometry(1, 1, 16, 12, of(9, 9), of(1, 1), of(1, 0, 1))))
        .isFalse();
    assertThat(TapProducts.takes(geometry(1, 1, 3, 12, of(9, 9), of(3, 3), of(1, 1, 1)))).isFalse();
  }
}
