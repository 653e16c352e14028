package octavo.kernel.conv;

import static octavo.kernel.conv.ConvRooms.assertClose;
import static octavo.kernel.conv.ConvRooms.random;
import static octavo.kernel.conv.ConvRooms.room;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bands of rows and of images, each copied with its zeros by the thread that sums it.
@Tag("simd")
class ChannelBandsTest {
  private static void check(ChannelBands bands) {
    ConvGeometry g = bands.g();
    Random r = new Random(g.hashCode());
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View y = room(g.outputs());
    new ScalarConv().forward(g, x, w, null, y);
    float[] packed = new float[Scratch.LINE + ChannelPanels.length(ConvPass.FORWARD, g)];
    ChannelPanels.pack(ConvPass.FORWARD, g, w, packed, Scratch.LINE);
    int panels = Math.ceilDiv(g.groupOut(), SimdChannelKernel.COLUMNS);
    float[] start = new float[g.groups() * panels * SimdChannelKernel.COLUMNS];
    View found =
        ConvRooms.sameForAnyThreads(
            g.outputs(),
            results -> {
              // what another convolution left
              Arrays.fill(Scratch.floats(Scratch.INPUT, 1 << 12), Float.NaN);
              bands.compute(x, packed, start, results);
            });
    assertClose(y, found, g.filter());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "1, 5", "1, 17", "2, 17", "3, 17", "5, 17"})
  void rowsAndImagesThatDoNotDivideTheWhole(int images, int rows) {
    check(new ChannelBands(ConvRooms.geometry(5, 6, 17, 13, 40, 3, 1, 1, 1), images, rows));
    check(
        new ChannelBands(
            new ConvGeometry(5, 6, 34, 21, 40, 5, 3, 2, 2, 3, 1, 1, 1, 1, 1, 2), images, rows));
  }

  @Test
  void rowsThatAreCopiedOneByOne() {
    check(
        ChannelBands.of(
            ConvRooms.geometry(1, 3, 9, PaddedImages.MOST_COLUMNS + 5, 20, 3, 1, 1, 1)));
    check(
        ChannelBands.of(
            ConvRooms.geometry(2, 3, 9, PaddedImages.MOST_COLUMNS + 5, 20, 3, 2, 1, 1)));
  }

  @Test
  void moreZerosThanTheImageHasNumbers() {
    check(new ChannelBands(ConvRooms.geometry(2, 3, 4, 5, 8, 3, 1, 7, 2), 1, 3));
    check(
        new ChannelBands(new ConvGeometry(1, 3, 6, 150, 8, 2, 2, 3, 3, 2, 5, 0, 6, 1, 1, 1), 1, 2));
  }

  @Test
  void bandsAreOfAsManyPixelsAsATaskUnlessWeightsAreMany() {
    ChannelBands few = ChannelBands.of(ConvRooms.geometry(1, 64, 56, 56, 64, 3, 2, 1, 1));
    assertThat(few.images()).isEqualTo(1);
    assertThat(few.rows() * 28).isBetween(ChannelSum.CHUNK / 2, ChannelSum.CHUNK);
    ChannelBands small = ChannelBands.of(ConvRooms.geometry(64, 64, 5, 5, 64, 3, 1, 1, 1));
    assertThat(small.rows()).isEqualTo(5);
    assertThat(small.images()).isGreaterThanOrEqualTo(ChannelSum.CHUNK / 5 / 5);
    ChannelBands many = ChannelBands.of(ConvRooms.geometry(16, 128, 14, 14, 512, 3, 1, 1, 1));
    assertThat(many.images() * many.rows() * 14).isGreaterThan(ChannelSum.CHUNK);
  }

  @Test
  void noImageIsCopiedAsAWhole() {
    ConvGeometry g = ConvRooms.geometry(1, 3, 56, 56, 64, 3, 2, 1, 1);
    assertThat(new DirectChannelsConv().memory(ConvPass.FORWARD, g)).isZero();
  }
}
