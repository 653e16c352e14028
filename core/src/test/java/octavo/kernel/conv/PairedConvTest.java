package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class PairedConvTest {
  private static final PairedConv CONV = new PairedConv();

  private static View random(Random r, int n) {
    float[] values = new float[n + 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) r.nextGaussian();
    }
    return new View(new FloatStorage(values), 5, new int[] {n}, new int[] {1});
  }

  private static View room(int n) {
    return View.of(new FloatStorage(new float[n]), n);
  }

  private static double error(View expected, View found) {
    double most = 0;
    double largest = 0;
    for (int i = 0; i < expected.count(); i++) {
      double e = expected.storage().getDouble(expected.offset() + i);
      largest = Math.max(largest, Math.abs(e));
      most = Math.max(most, Math.abs(e - found.storage().getDouble(found.offset() + i)));
    }
    return most / largest;
  }

  /// All factors are 1 and ½: a fifth of what Winograd's tiles of 6×6 are allowed.
  @Test
  void errorsHardlyGrow() {
    Random r = new Random(1);
    ConvGeometry[] geometries = {
      new ConvGeometry(1, 128, 20, 20, 32, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
      new ConvGeometry(1, 96, 15, 15, 40, 5, 5, 2, 2, 2, 2, 2, 2, 1, 1, 1),
      new ConvGeometry(2, 128, 17, 17, 48, 1, 7, 1, 1, 0, 3, 0, 3, 1, 1, 1),
      new ConvGeometry(2, 128, 17, 17, 48, 7, 1, 1, 1, 3, 0, 3, 0, 1, 1, 1)
    };
    for (ConvGeometry g : geometries) {
      View x = random(r, g.inputs());
      View w = random(r, g.outChannels() * g.filter());
      View bias = random(r, g.outChannels());
      View expected = room(g.outputs());
      View found = room(g.outputs());
      new ScalarConv().forward(g, x, w, bias, expected);
      CONV.forward(g, x, w, bias, found);
      assertThat(error(expected, found)).as("%s", g).isLessThan(2e-6);
      if (CONV.reasonToRefuse(ConvPass.INPUT, g) == null) {
        View dy = random(r, g.outputs());
        View gradient = room(g.inputs());
        View dx = room(g.inputs());
        new ScalarConv().inputGradient(g, dy, w, gradient);
        CONV.inputGradient(g, dy, w, dx);
        assertThat(error(gradient, dx)).as("%s", g).isLessThan(2e-6);
      }
    }
  }

  /// Bands of rows are made by the threads that sum them, the planes of few tiles by each thread.
  @Test
  void bandsAndPlanesOfEachThreadEqualTheDefinition() {
    Random r = new Random(3);
    ConvGeometry[] geometries = {
      new ConvGeometry(1, 24, 62, 60, 40, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1), // rows of whole vectors
      new ConvGeometry(1, 20, 49, 37, 33, 5, 3, 2, 2, 2, 1, 2, 1, 1, 1, 1), // and others
      new ConvGeometry(3, 18, 33, 61, 66, 3, 5, 1, 2, 1, 2, 1, 2, 1, 1, 2),
      new ConvGeometry(1, 40, 14, 14, 70, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)
    };
    for (ConvGeometry g : geometries) {
      check(r, g);
    }
  }

  /// A bias is added, and the results are those of the definition for any number of threads.
  private static void check(Random r, ConvGeometry g) {
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View bias = random(r, g.outChannels());
    View expected = room(g.outputs());
    new ScalarConv().forward(g, x, w, bias, expected);
    View found = ConvRooms.sameForAnyThreads(g.outputs(), y -> CONV.forward(g, x, w, bias, y));
    assertThat(error(expected, found)).as("%s", g).isLessThan(2e-6);
  }

  /// Whole blocks of channels: images that are narrower than a vector, groups, an axis that is not paired, zeros that
  /// no pixel of the image follows, rows that the last results do not see.
  @Test
  void blocksOfChannelsEqualTheDefinition() {
    Random r = new Random(4);
    ConvGeometry[] geometries = {
      new ConvGeometry(1, 32, 62, 60, 40, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
      new ConvGeometry(3, 16, 5, 5, 20, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
      new ConvGeometry(2, 64, 9, 7, 70, 3, 3, 2, 2, 0, 0, 0, 0, 1, 1, 2),
      new ConvGeometry(1, 32, 21, 23, 33, 4, 4, 2, 2, 1, 1, 1, 1, 1, 1, 1),
      new ConvGeometry(2, 16, 12, 19, 16, 5, 5, 2, 2, 3, 4, 1, 0, 1, 1, 1),
      new ConvGeometry(1, 32, 15, 15, 24, 1, 7, 1, 1, 0, 3, 0, 3, 1, 1, 1),
      new ConvGeometry(1, 32, 15, 15, 24, 7, 1, 1, 1, 3, 0, 3, 0, 1, 1, 1),
      new ConvGeometry(1, 16, 17, 16, 24, 3, 3, 3, 2, 1, 1, 1, 1, 2, 1, 1),
      new ConvGeometry(1, 16, 2, 3, 24, 3, 3, 2, 2, 4, 5, 4, 5, 1, 1, 1)
    };
    for (ConvGeometry g : geometries) {
      boolean eight = SimdMicrokernel.LANES == 8; // others make every channel by itself
      assertThat(PairPlanes.of(g).inBlocks()).as("%s", g).isEqualTo(eight);
      check(r, g);
    }
  }

  /// The packed weights are kept from the second call on.
  @Test
  void keptWeightsGiveTheSameBits() {
    Random r = new Random(2);
    ConvGeometry g = new ConvGeometry(1, 8, 14, 14, 40, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
    View x = random(r, g.inputs());
    View w = random(r, g.outChannels() * g.filter());
    View first = room(g.outputs());
    CONV.forward(g, x, w, null, first);
    for (int i = 0; i < 3; i++) {
      View again = room(g.outputs());
      CONV.forward(g, x, w, null, again);
      assertThat(again.floats()).isEqualTo(first.floats());
    }
  }

  @Test
  void whatItDoesNotTake() {
    ConvGeometry wide = new ConvGeometry(1, 8, 14, 14, 8, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1);
    assertThat(CONV.reasonToRefuse(ConvPass.FORWARD, wide))
        .isEqualTo("along one axis the kernel must be larger than the stride, and the dilation 1");
    ConvGeometry three = new ConvGeometry(1, 8, 14, 14, 8, 5, 5, 3, 3, 1, 1, 1, 1, 1, 1, 1);
    assertThat(CONV.reasonToRefuse(ConvPass.FORWARD, three))
        .isEqualTo("the stride of the columns must be 1 or 2");
    ConvGeometry strided = new ConvGeometry(1, 8, 14, 14, 8, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
    assertThat(CONV.reasonToRefuse(ConvPass.INPUT, strided)).isEqualTo("the stride must be 1");
    ConvGeometry deep = new ConvGeometry(1, 4096, 4, 4, 512, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(CONV.reasonToRefuse(ConvPass.FORWARD, deep)).startsWith("the weights of ");
    assertThatThrownBy(() ->
            CONV.weightGradient(
                strided, room(strided.inputs()), room(strided.outputs()), room(8 * 72)))
        .hasMessage("paired: it computes no weight gradient.");
  }
}
