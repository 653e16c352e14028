package octavo.kernel.conv;

import static octavo.kernel.conv.ConvRooms.assertClose;
import static octavo.kernel.conv.ConvRooms.random;
import static octavo.kernel.conv.ConvRooms.room;
import static octavo.kernel.conv.ConvRooms.sameForAnyThreads;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Convolutions whose taps lie partly outside of the image are sums over those inside.
@Tag("simd")
class InsideTest {
  private final DirectChannelsConv conv = new DirectChannelsConv();

  private static ConvGeometry geometry(
      int batch, int in, int height, int width, int out, int kernel, int pad, int dilation) {
    return ConvRooms.geometry(
        batch, in, height, width, out, kernel, /* stride= */ 1, pad, dilation);
  }

  private void check(ConvGeometry g) {
    Random r = new Random(g.hashCode());
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View bias = random(r, g.outChannels());
    View dy = random(r, g.outputs());
    View y = room(g.outputs());
    View dx = room(g.inputs());
    View dw = room(g.outChannels() * g.filter());
    new ScalarConv().forward(g, x, w, bias, y);
    new ScalarConv().inputGradient(g, dy, w, dx);
    new ScalarConv().weightGradient(g, x, dy, dw);
    View foundY = sameForAnyThreads(g.outputs(), to -> conv.forward(g, x, w, bias, to));
    View foundDx = sameForAnyThreads(g.inputs(), to -> conv.inputGradient(g, dy, w, to));
    assertClose(y, foundY, g.filter() + 1);
    assertClose(dx, foundDx, g.groupOut() * g.kernelHeight() * g.kernelWidth());
    if (InsideTaps.takes(g)) {
      View foundDw =
          sameForAnyThreads(g.outChannels() * g.filter(), to -> InsideTaps.compute(g, x, dy, to));
      assertClose(dw, foundDw, g.batch() * g.outHeight() * g.outWidth());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 14, 14, 6", // only the four pixels in the middle see all taps
    "2, 14, 14, 3",
    "2, 9, 13, 4",
    "3, 8, 7, 3",
    "2, 7, 20, 6" // each row sees two rows of taps
  })
  void dilationsThatReachFarOutside(int batch, int height, int width, int dilation) {
    for (int out : new int[] {6, 38}) {
      check(geometry(batch, 18, height, width, out, 3, dilation, dilation));
    }
    check(geometry(batch, 70, height, width, 16, 3, dilation, dilation)); // two blocks of channels
    check(geometry(1, 20, height, width, 32, 5, dilation, dilation / 2));
  }

  @Test
  void sidesAndStepsOfEachAxis() {
    check(new ConvGeometry(2, 34, 17, 19, 20, 3, 5, 1, 1, 4, 0, 1, 8, 3, 4, 2));
    check(new ConvGeometry(2, 10, 40, 38, 34, 3, 3, 3, 2, 1, 2, 0, 1, 2, 1, 1));
    check(new ConvGeometry(1, 10, 12, 12, 40, 3, 1, 1, 1, 5, 0, 5, 0, 5, 1, 1));
  }

  @Test
  void pixelsThatSeeNothingHaveTheBias() {
    check(geometry(1, 32, 6, 6, 32, 2, 9, 8));
  }

  @Test
  void pixelsThatSeeTheSameTapsAreOneSpan() {
    ConvGeometry g = geometry(1, 64, 14, 14, 64, 3, 3, 3);
    Inside.Span[] expected = {
      new Inside.Span(0, 3, 1, 2), new Inside.Span(3, 8, 0, 3), new Inside.Span(11, 3, 0, 2)
    };
    assertThat(Inside.Axis.ofRows(g).spans()).containsExactly(expected);
    Inside.Span[] turned = {
      new Inside.Span(0, 3, 0, 2), new Inside.Span(3, 8, 0, 3), new Inside.Span(11, 3, 1, 2)
    };
    assertThat(Inside.Axis.ofRows(g).turned().spans()).containsExactly(turned);
    assertThat(Inside.of(ConvPass.FORWARD, geometry(1, 64, 14, 14, 64, 3, 0, 1))).isNull();
  }

  @Test
  void dilationsThatReachFarOutsideAreTakenSo() {
    ConvGeometry g = geometry(4, 256, 14, 14, 256, 3, 3, 3);
    assertThat(conv.memory(ConvPass.FORWARD, g))
        .isLessThanOrEqualTo(g.inputs()); // nothing is padded
    ConvPlanner planner = new ConvPlanner(/* simd= */ true);
    for (ConvPass pass : new ConvPass[] {ConvPass.FORWARD, ConvPass.INPUT}) {
      assertThat(planner.explain(pass, g))
          .filteredOn(ConvPlanner.Verdict::taken)
          .extracting(ConvPlanner.Verdict::label)
          .containsExactly("direct-channels");
    }
    assertThat(InsideTaps.takes(g)).isTrue();
    assertThat(InsideTaps.takes(geometry(4, 256, 14, 14, 256, 3, 1, 1))).isFalse();
  }
}
