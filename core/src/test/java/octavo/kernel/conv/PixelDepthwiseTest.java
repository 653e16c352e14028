package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Depthwise convolutions whose channels come last against the definition, whose channels come first.
@Tag("simd")
class PixelDepthwiseTest {
  private static final ConvChoice LAST =
      new ConvChoice(/* pinned= */ null, /* measured= */ false, /* channelsLast= */ true);

  private static float[] random(Random r, int n) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) r.nextGaussian();
    }
    return v;
  }

  private static View view(float[] v) {
    return View.of(new FloatStorage(v), v.length);
  }

  /// From `[images, channels, pixels]` to `[images, pixels, channels]`.
  private static float[] last(float[] v, int images, int channels) {
    float[] to = new float[v.length];
    int pixels = v.length / images / channels;
    for (int i = 0; i < v.length; i++) {
      int c = i / pixels % channels;
      to[i / pixels / channels * channels * pixels + i % pixels * channels + c] = v[i];
    }
    return to;
  }

  private static void close(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - expected[i])).as("number %d", i).isLessThan(1e-3f);
    }
  }

  @Test
  void equalsTheDefinition() {
    Random r = new Random(3);
    for (int i = 0; i < 300; i++) {
      // four vectors at a time, and a rest
      int channels = 1 + r.nextInt(6 * SimdPixelDepthwise.LANES + 2);
      int kernelHeight = 1 + r.nextInt(5);
      int kernelWidth = i % 3 == 0 ? 3 : 1 + r.nextInt(5);
      int dilation = r.nextInt(4) == 0 ? 2 : 1;
      int stride = r.nextInt(3) == 0 ? 2 : 1;
      ConvGeometry g =
          new ConvGeometry(
              1 + r.nextInt(2),
              channels,
              9 + r.nextInt(6),
              9 + r.nextInt(40),
              channels,
              kernelHeight,
              kernelWidth,
              stride,
              stride,
              r.nextInt(4),
              r.nextInt(12),
              r.nextInt(4),
              r.nextInt(12),
              dilation,
              dilation,
              channels);
      AnyThreads.with(1 + i % 3, () -> check(g, r));
    }
  }

  private static void check(ConvGeometry g, Random r) {
    float[] x = random(r, g.inputs());
    float[] w = random(r, g.outChannels() * g.filter());
    float[] bias = random(r, g.outChannels());
    float[] dy = random(r, g.outputs());
    float[] y = new float[g.outputs()];
    float[] dx = new float[g.inputs()];
    float[] dw = new float[w.length];
    ScalarConv oracle = new ScalarConv();
    oracle.forward(g, view(x), view(w), view(bias), view(y));
    oracle.inputGradient(g, view(dy), view(w), view(dx));
    oracle.weightGradient(g, view(x), view(dy), view(dw));
    ConvPlanner planner = new ConvPlanner(/* simd= */ true);
    float[] found = new float[y.length];
    View images = view(last(x, g.batch(), g.inChannels()));
    View slopes = view(last(dy, g.batch(), g.outChannels()));
    planner.forward(g, LAST, images, view(w), view(bias), view(found));
    close(found, last(y, g.batch(), g.outChannels()));
    float[] back = new float[dx.length];
    planner.inputGradient(g, LAST, slopes, view(w), view(back));
    close(back, last(dx, g.batch(), g.inChannels()));
    float[] weights = new float[w.length];
    planner.weightGradient(g, LAST, images, slopes, view(weights));
    close(weights, dw);
  }
}
