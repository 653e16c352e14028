package octavo.kernel.conv;

import static octavo.kernel.conv.ConvRooms.assertClose;
import static octavo.kernel.conv.ConvRooms.random;
import static octavo.kernel.conv.ConvRooms.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is particular to sums whose vectors are output channels: tiles of fourteen and of seven
/// pixels, blocks of products, panels of channels, phases of the input gradient.
@Tag("simd")
class DirectChannelsConvTest {
  private final DirectChannelsConv conv = new DirectChannelsConv();

  private static ConvGeometry geometry(
      int batch, int in, int height, int width, int out, int kernel, int stride, int pad) {
    return ConvRooms.geometry(
        batch, in, height, width, out, kernel, stride, pad, /* dilation= */ 1);
  }

  private void check(ConvGeometry g) {
    Random r = new Random(g.hashCode());
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View bias = random(r, g.outChannels());
    View dy = random(r, g.outputs());
    View y = room(g.outputs());
    View dx = room(g.inputs());
    new ScalarConv().forward(g, x, w, bias, y);
    new ScalarConv().inputGradient(g, dy, w, dx);
    View foundY = ConvRooms.sameForAnyThreads(g.outputs(), to -> conv.forward(g, x, w, bias, to));
    View foundDx = ConvRooms.sameForAnyThreads(g.inputs(), to -> conv.inputGradient(g, dy, w, to));
    assertClose(y, foundY, g.filter() + 1);
    assertClose(dx, foundDx, g.groupOut() * g.kernelHeight() * g.kernelWidth());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 7, 7", // three tiles of fourteen and one of seven
    "1, 1, 1",
    "1, 4, 5", // fourteen and six
    "1, 4, 4", // fourteen and two
    "3, 7, 7", // vectors of results that two images share
    "1, 16, 15", // more than two chunks
    "70, 2, 2"
  })
  void tilesOfSevenAndFourteenPixels(int batch, int height, int width) {
    for (int out : new int[] {1, 16, 31, 32, 33, 70}) {
      check(geometry(batch, 5, height, width, out, 3, 1, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 5", // a run of five and nothing behind it
    "1, 3, 5", // a tile of two runs and one more run
    "3, 7, 5", // runs of five in rows that lie apart
    "2, 12, 10", // a task ends with a row
    "3, 3, 15", // a run of ten and one of five
    "1, 4, 60"
  })
  void rowsOfFivesAndHalfAPanel(int batch, int height, int width) {
    for (int out : new int[] {1, 6, 16}) {
      check(geometry(batch, 3, height, width, out, 3, 1, 1));
    }
    check(geometry(batch, 3, height + 2, width + 2, 16, 3, 1, 0));
    check(geometry(batch, 3, 2 * height, 2 * width, 16, 3, 2, 1));
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 1", "7, 7, 1", "9, 13, 1", "8, 16, 2", "11, 19, 2", "13, 10, 3"})
  void wholeBlocksOfChannelsWithPixelsOfAnyWidth(int height, int width, int stride) {
    check(geometry(2, 16, height, width, 32, 3, stride, 1));
    check(geometry(1, 48, height, width, 70, 2, stride, 0));
    check(new ConvGeometry(2, 32, height, width, 64, 3, 2, stride, 1, 2, 0, 1, 3, 1, 2, 2));
  }

  @Test
  void moreProductsThanOneBlock() {
    check(geometry(1, 57, 7, 7, 57, 3, 1, 1)); // 513 = 512 + 1
    check(geometry(2, 120, 5, 5, 130, 3, 2, 1));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0", "3, 2, 0", "3, 1, 0", "3, 2, 1", "2, 5, 3", "3, 3, 2", "4, 3, 1"})
  void phasesOfTheInputGradient(int stride, int kernel, int pad) {
    for (int size : new int[] {5, 6, 17, 34, 37}) {
      check(geometry(2, 3, size, size, 4, kernel, stride, pad));
    }
  }

  @Test
  void moreZerosThanTheKernelCovers() {
    check(geometry(1, 3, 6, 6, 4, 2, 1, 4));
    check(new ConvGeometry(2, 4, 9, 8, 6, 3, 2, 2, 1, 5, 0, 0, 6, 1, 2, 2));
  }

  @Test
  void theSameBitsForAnyNumberOfThreadsAndWithWeightsPackedBefore() {
    theSameBits(geometry(1, 40, 14, 14, 70, 3, 1, 1));
    theSameBits(geometry(1, 40, 14, 14, 70, 3, 2, 1));
    theSameBits(new ConvGeometry(2, 40, 14, 14, 70, 3, 3, 1, 1, 3, 3, 3, 3, 3, 3, 1)); // Inside
  }

  private void theSameBits(ConvGeometry g) {
    Random r = new Random(4);
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View dy = random(r, g.outputs());
    View y = room(g.outputs());
    View dx = room(g.inputs());
    conv.forward(g, x, w, null, y);
    conv.inputGradient(g, dy, w, dx);
    // from the second time on with weights that are kept
    View againY = ConvRooms.sameForAnyThreads(g.outputs(), to -> conv.forward(g, x, w, null, to));
    View againDx = ConvRooms.sameForAnyThreads(g.inputs(), to -> conv.inputGradient(g, dy, w, to));
    assertThat(againY.floats()).isEqualTo(y.floats());
    assertThat(againDx.floats()).isEqualTo(dx.floats());
  }

  @Test
  void itLeavesWeightGradientsToOthers() {
    ConvGeometry g = geometry(1, 2, 5, 5, 3, 3, 1, 1);
    View w = room(g.outChannels() * g.filter());
    assertThatThrownBy(() -> conv.weightGradient(g, room(g.inputs()), room(g.outputs()), w))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("direct-channels: it computes no weight gradient.");
  }

  @Test
  void thePlannerTakesItForStridesAndSmallImages() {
    assertThat(taken(ConvPass.FORWARD, geometry(1, 128, 56, 56, 128, 3, 3, 1)))
        .isEqualTo("direct-channels");
    assertThat(taken(ConvPass.INPUT, geometry(1, 128, 56, 56, 128, 3, 2, 1)))
        .isEqualTo("direct-channels");
    assertThat(taken(ConvPass.FORWARD, geometry(1, 512, 7, 7, 512, 3, 1, 1)))
        .isEqualTo(SimdMicrokernel.MANY_REGISTERS ? "direct-channels" : "winograd-2x2");
    assertThat(taken(ConvPass.FORWARD, geometry(1, 64, 56, 56, 256, 1, 1, 0)))
        .isEqualTo("pointwise");
    assertThat(taken(ConvPass.INPUT, geometry(1, 3, 224, 224, 64, 7, 2, 3)))
        .isNotEqualTo("direct-channels"); // three channels would leave the vectors empty
  }

  private static String taken(ConvPass pass, ConvGeometry g) {
    return new ConvPlanner(true)
        .explain(pass, g).stream()
            .filter(ConvPlanner.Verdict::taken)
            .map(ConvPlanner.Verdict::label)
            .findFirst()
            .orElseThrow();
  }
}
