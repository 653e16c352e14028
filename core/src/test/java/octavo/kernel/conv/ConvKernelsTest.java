package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class ConvKernelsTest {
  private static View random(Random random, int n) {
    float[] values = new float[n + 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new View(new FloatStorage(values), 3, new int[] {n}, new int[] {1});
  }

  private static View zeros(int n) {
    return View.of(new FloatStorage(new float[n]), n);
  }

  private static int in(ConvGeometry g) {
    return g.batch() * g.inChannels() * g.inHeight() * g.inWidth();
  }

  private static int out(ConvGeometry g) {
    return g.batch() * g.outChannels() * g.outHeight() * g.outWidth();
  }

  private static int weights(ConvGeometry g) {
    return g.outChannels() * g.filter();
  }

  private static ConvGeometry geometry(Random r) {
    int groups = 1 + r.nextInt(3);
    int kh = 1 + r.nextInt(5);
    int kw = 1 + r.nextInt(5);
    int dh = 1 + r.nextInt(3);
    int dw = 1 + r.nextInt(2);
    int in = 1 + r.nextInt(4);
    return new ConvGeometry(
        1 + r.nextInt(3),
        in * groups,
        dh * (kh - 1) + 1 + r.nextInt(20),
        dw * (kw - 1) + 1 + r.nextInt(20),
        (1 + r.nextInt(10)) * groups,
        kh,
        kw,
        1 + r.nextInt(3),
        1 + r.nextInt(3),
        r.nextInt(3),
        r.nextInt(3),
        r.nextInt(3),
        r.nextInt(3),
        dh,
        dw,
        groups);
  }

  /// `2·ε·√n·Σ|x||w|` with normal numbers: `Σ|x||w| ≈ 0.64·n`.
  private static void assertClose(View expected, View found, int terms) {
    double tolerance = 2 * 0x1p-23 * Math.sqrt(terms) * (0.64 * terms + 4);
    for (int i = 0; i < expected.count(); i++) {
      assertThat(found.storage().getDouble(i))
          .isCloseTo(expected.storage().getDouble(i), Offset.offset(tolerance));
    }
  }

  @Test
  void equalsTheOracleOnRandomGeometries() {
    Random r = new Random(1);
    for (int round = 0; round < 300; round++) {
      ConvGeometry g = geometry(r);
      View x = random(r, in(g));
      View w = random(r, weights(g));
      View bias = r.nextBoolean() ? random(r, g.outChannels()) : null;
      View dy = random(r, out(g));
      View[] expected = {zeros(out(g)), zeros(in(g)), zeros(weights(g))};
      View[] found = {zeros(out(g)), zeros(in(g)), zeros(weights(g))};
      run(new ScalarConv(), g, x, w, bias, dy, expected);
      run(new ConvPlanner(true), g, x, w, bias, dy, found);
      int pixels = g.batch() * g.outHeight() * g.outWidth();
      assertClose(expected[0], found[0], g.filter());
      assertClose(expected[1], found[1], g.groupOut() * g.kernelHeight() * g.kernelWidth());
      assertClose(expected[2], found[2], pixels);
    }
  }

  private static void run(
      ConvKernels kernels,
      ConvGeometry g,
      View x,
      View w,
      @Nullable View bias,
      View dy,
      View[] out) {
    kernels.forward(g, x, w, bias, out[0]);
    kernels.inputGradient(g, dy, w, out[1]);
    kernels.weightGradient(g, x, dy, out[2]);
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    Random r = new Random(2);
    ConvGeometry g = new ConvGeometry(5, 6, 33, 31, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    View x = random(r, in(g));
    View w = random(r, weights(g));
    View dy = random(r, out(g));
    AnyThreads.same(() -> {
      View[] found = {zeros(out(g)), zeros(in(g)), zeros(weights(g))};
      run(new ConvPlanner(true), g, x, w, null, dy, found);
      return found;
    });
  }

  @Test
  void impossibleGeometriesAreRefused() {
    assertThatThrownBy(() -> new ConvGeometry(1, 1, 4, 4, 1, 5, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "conv2d: the kernel must fit into the padded input, but along the height it covers 5 and"
                + " the input has 4 with padding 0. Pad more, or use a smaller kernel or dilation.");
    assertThatThrownBy(() -> new ConvGeometry(1, 4, 4, 4, 6, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 4))
        .hasMessage(
            "conv2d: groups must divide the channels, but groups is 4, the input has 4 channels and"
                + " the output 6.");
    assertThatThrownBy(() -> new ConvGeometry(1, 1, 4, 4, 1, 3, 3, 0, 1, 0, 0, 0, 0, 1, 1, 1))
        .hasMessage("conv2d: stride must be at least 1, but is [0, 1].");
  }
}
