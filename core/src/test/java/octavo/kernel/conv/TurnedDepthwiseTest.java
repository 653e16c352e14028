package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is particular to planes that are turned: rows shorter than a tile, blocks that are partly empty, phases
/// of a stride, bands of large images.
@Tag("simd")
class TurnedDepthwiseTest {
  private static final TurnedDepthwise TURNED = new TurnedDepthwise(/* last= */ false);
  private static final int LANES = SimdTurnedDepthwise.LANES;

  /// The way by itself, whatever it costs.
  private record Turning() implements ConvMethod {
    @Override
    public String label() {
      return "turning";
    }

    @Override
    public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
      return null;
    }

    @Override
    public double work(ConvPass pass, ConvGeometry g) {
      return 1;
    }

    @Override
    public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
      TURNED.forward(g, x, w, bias, y);
    }

    @Override
    public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
      TURNED.inputGradient(g, dy, w, dx);
    }

    @Override
    public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
      TURNED.weightGradient(g, x, dy, dw);
    }
  }

  private static void check(
      int batch,
      int channels,
      int height,
      int width,
      int[] kernel,
      int stride,
      int[] padding,
      int dilation) {
    ConvGeometry g =
        new ConvGeometry(
            batch,
            channels,
            height,
            width,
            channels,
            kernel[0],
            kernel[1],
            stride,
            stride,
            padding[0],
            padding[1],
            padding[2],
            padding[3],
            dilation,
            dilation,
            channels);
    assertThat(TURNED.takes(g)).isTrue();
    for (int threads : new int[] {2, 7}) {
      ConvMethodsTest.check(new Turning(), g, new Random(g.hashCode()), threads);
    }
  }

  private static int[] all(int padding) {
    return new int[] {padding, padding, padding, padding};
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "2, 3", "3, 3", "7, 7", "5, 8", "9, 14", "15, 16", "16, 15", "6, 17", "3, 70"
  })
  void rowsAreShorterAndLongerThanTiles(int height, int width) {
    for (int stride = 1; stride <= 3; stride++) {
      check(2, 2 * LANES, height, width, new int[] {3, 3}, stride, all(1), 1);
      check(2, LANES + 3, height, width, new int[] {5, 5}, stride, all(2), 1);
      check(1, 3 * LANES - 1, height, width, new int[] {7, 4}, stride, new int[] {3, 1, 4, 2}, 1);
      check(1, LANES, height, width, new int[] {3, 3}, stride, all(2), 2);
    }
  }

  /// Paddings that no tap of the first or last results lies inside of, and columns that no result sees.
  @Test
  void paddingAndStrideMayBeLargerThanTheKernel() {
    for (int stride = 1; stride <= 5; stride++) {
      check(2, LANES, 9, 11, new int[] {2, 3}, stride, new int[] {3, 0, 0, 4}, 1);
      check(1, 2 * LANES, 8, 7, new int[] {1, 1}, stride, all(0), 1);
      check(1, LANES, 6, 13, new int[] {3, 2}, stride, new int[] {0, 5, 1, 0}, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void largeImagesAreTakenInBands(int stride) {
    check(1, LANES, 61, 83, new int[] {5, 5}, stride, all(2), 1);
    check(2, LANES + 1, 100, 30, new int[] {3, 7}, stride, new int[] {0, 3, 2, 3}, 1);
  }

  private static boolean turns(ConvPass pass, int size, int kernel, int stride) {
    int p = kernel / 2;
    ConvGeometry g =
        new ConvGeometry(
            4, 384, size, size, 384, kernel, kernel, stride, stride, p, p, p, p, 1, 1, 384);
    return TURNED.pays(pass, g, DepthwiseWindow.takes(pass, g));
  }

  /// The last layers of networks for pictures of 224×224; a 3×3 window is faster over planes.
  @Test
  void shortRowsOfLongKernelsAreTurned() {
    for (ConvPass pass : ConvPass.values()) {
      assertThat(turns(pass, 7, 3, 1)).isFalse();
      boolean few = pass != ConvPass.WEIGHT || LANES >= 8;
      assertThat(turns(pass, 14, 5, 2)).isEqualTo(few);
      assertThat(turns(pass, 7, 7, 1)).isEqualTo(few);
    }
    assertThat(turns(ConvPass.INPUT, 112, 5, 2)).isTrue();
    assertThat(turns(ConvPass.FORWARD, 28, 5, 1)).isFalse();
    assertThat(turns(ConvPass.WEIGHT, 28, 7, 1)).isFalse();
    assertThat(turns(ConvPass.FORWARD, 28, 7, 1)).isEqualTo(LANES == 8);
    assertThat(turns(ConvPass.INPUT, 112, 7, 1)).isEqualTo(LANES == 8);
  }
}
