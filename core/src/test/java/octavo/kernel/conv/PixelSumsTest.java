package octavo.kernel.conv;

import static octavo.kernel.conv.ConvRooms.assertClose;
import static octavo.kernel.conv.ConvRooms.random;
import static octavo.kernel.conv.ConvRooms.room;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.DType;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Convolutions of images whose channels come last, against the definition of those whose channels come first.
@Tag("simd")
class PixelSumsTest {
  private static final ConvChoice LAST = new ConvChoice(null, false, true);

  /// The same numbers in the other order of `[batch, channels, pixels]`.
  private static void turn(View from, View to, int batch, int channels, int pixels, boolean last) {
    for (int i = 0; i < batch * channels * pixels; i++) {
      int b = i / channels / pixels;
      int c = i / pixels % channels;
      int at = (b * pixels + i % pixels) * channels + c;
      to.floats()[to.offset() + (last ? at : i)] = from.floats()[from.offset() + (last ? i : at)];
    }
  }

  private static View images(ConvGeometry g, View v, View to, boolean last) {
    turn(v, to, g.batch(), g.inChannels(), g.inHeight() * g.inWidth(), last);
    return to;
  }

  private static View results(ConvGeometry g, View v, View to, boolean last) {
    turn(v, to, g.batch(), g.outChannels(), g.outHeight() * g.outWidth(), last);
    return to;
  }

  @ParameterizedTest
  @CsvSource({
    // batch, in, height, width, out, kernel, stride, padding, dilation
    "1, 3, 17, 19, 64, 7, 2, 3, 1", // zeros on three sides
    "2, 3, 33, 31, 32, 3, 2, 1, 1",
    "3, 64, 9, 9, 20, 3, 2, 1, 1", // a panel that is not full
    "1, 64, 8, 11, 8, 3, 1, 1, 1", // half a panel
    "2, 16, 12, 13, 24, 3, 1, 2, 2",
    "5, 256, 6, 8, 40, 1, 2, 0, 1", // no copy
    "2, 40, 7, 7, 33, 1, 3, 1, 1", // results that see zeros only
    "1, 5, 40, 5, 5, 5, 1, 0, 1",
    "1, 300, 5, 5, 16, 3, 1, 0, 1", // sums of several blocks of products
    "9, 8, 200, 30, 16, 3, 2, 1, 1", // images in several parts
    "1, 1, 1, 1, 1, 1, 1, 0, 1"
  })
  void sumsOfPixelsAsTheyLie(
      int batch,
      int in,
      int height,
      int width,
      int out,
      int kernel,
      int stride,
      int pad,
      int dilation) {
    ConvGeometry g =
        ConvRooms.geometry(batch, in, height, width, out, kernel, stride, pad, dilation);
    Random r = new Random(g.hashCode());
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View bias = random(r, out);
    View planes = room(g.outputs());
    new ScalarConv().forward(g, x, w, bias, planes);
    View expected = results(g, planes, room(g.outputs()), /* last= */ true);
    View last = images(g, x, random(r, g.inputs()), /* last= */ true);
    View found =
        ConvRooms.sameForAnyThreads(g.outputs(), y -> PixelSums.forward(g, last, w, bias, y));
    assertClose(expected, found, g.filter() + 1);
  }

  @ParameterizedTest
  @CsvSource({"2, 24, 9, 12, 40, 2", "1, 64, 8, 8, 16, 3", "3, 5, 7, 5, 3, 2", "2, 4, 5, 5, 4, 5"})
  void gradientsOfSomeOfThePixels(int batch, int in, int height, int width, int out, int stride) {
    ConvGeometry g = ConvRooms.geometry(batch, in, height, width, out, 1, stride, 0, 1);
    Random r = new Random(g.hashCode());
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View dy = random(r, g.outputs());
    View dx = room(g.inputs());
    View dw = room(g.outChannels() * g.filter());
    new ScalarConv().inputGradient(g, dy, w, dx);
    new ScalarConv().weightGradient(g, x, dy, dw);
    ConvPlanner planner = new ConvPlanner(true);
    View lastX = images(g, x, random(r, g.inputs()), /* last= */ true);
    View lastDy = results(g, dy, random(r, g.outputs()), /* last= */ true);
    View foundDx = room(g.inputs());
    View foundDw = room(g.outChannels() * g.filter());
    planner.inputGradient(g, LAST, lastDy, w, foundDx);
    planner.weightGradient(g, LAST, lastX, lastDy, foundDw);
    assertClose(images(g, dx, room(g.inputs()), /* last= */ true), foundDx, out);
    assertClose(dw, foundDw, g.outputs() / out);
  }

  /// Measured: stems and strides are not turned, what [WinogradConv] takes is.
  @Test
  void turningRepaysFewerMultiplications() {
    ConvPlanner planner = new ConvPlanner(true);
    boolean eight = SimdMicrokernel.LANES == 8;
    ConvGeometry stem = ConvRooms.geometry(4, 3, 224, 224, 64, 7, 2, 3, 1);
    ConvGeometry stride = ConvRooms.geometry(4, 64, 56, 56, 128, 3, 2, 1, 1);
    ConvGeometry dense = ConvRooms.geometry(4, 64, 56, 56, 64, 3, 1, 1, 1);
    assertThat(PixelSums.takes(planner, stem, LAST, DType.FLOAT32)).isEqualTo(eight);
    assertThat(PixelSums.takes(planner, stride, LAST, DType.FLOAT32)).isEqualTo(eight);
    assertThat(PixelSums.takes(planner, dense, LAST, DType.FLOAT32)).isFalse();
    ConvChoice pinned = new ConvChoice("direct", false, true);
    assertThat(PixelSums.takes(planner, stem, pinned, DType.FLOAT32)).isFalse();
    assertThat(PixelSums.takes(planner, stem, LAST, DType.FLOAT64)).isFalse();
  }
}
