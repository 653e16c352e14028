package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.Simd;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeConvTest {
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

  /// One product of the definition: the places of its factors, and of the result.
  private interface Product {
    void accept(int x, int w, int y);
  }

  private static void products(VolumeGeometry v, Product product) {
    ConvGeometry g = v.plane();
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        for (int c = 0; c < g.groupIn(); c++) {
          int in = b * g.inChannels() + o / g.groupOut() * g.groupIn() + c;
          for (int i = 0; i < v.outDepth() * g.outHeight() * g.outWidth(); i++) {
            int d = i / (g.outHeight() * g.outWidth());
            int h = i / g.outWidth() % g.outHeight();
            int y = (b * g.outChannels() + o) * v.outDepth() * g.outHeight() * g.outWidth() + i;
            for (int t = 0; t < v.kernelDepth() * g.kernelHeight() * g.kernelWidth(); t++) {
              int u = t / (g.kernelHeight() * g.kernelWidth());
              int s = t / g.kernelWidth() % g.kernelHeight();
              int slice = d * v.strideDepth() - v.padFront() + u * v.dilationDepth();
              int row = h * g.strideHeight() - g.padTop() + s * g.dilationHeight();
              int column =
                  i % g.outWidth() * g.strideWidth()
                      - g.padLeft()
                      + t % g.kernelWidth() * g.dilationWidth();
              boolean inside = slice >= 0 && slice < v.inDepth() && row >= 0 && row < g.inHeight();
              if (inside && column >= 0 && column < g.inWidth()) {
                int x = ((in * v.inDepth() + slice) * g.inHeight() + row) * g.inWidth() + column;
                int taps = v.kernelDepth() * g.kernelHeight() * g.kernelWidth();
                product.accept(x, (o * g.groupIn() + c) * taps + t, y);
              }
            }
          }
        }
      }
    }
  }

  private static void check(float[] found, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("number %d", i).isCloseTo(expected[i], within(1e-3));
    }
  }

  /// Batch, channels, groups, depth, kernel depth, its step, zeros before and behind, distance; then the
  /// kernel's rows and columns and their step and zeros.
  @ParameterizedTest
  @CsvSource({
    "1, 4, 1, 5, 3, 1, 1, 1, 1, 1, 1, 0", "2, 4, 2, 7, 3, 2, 1, 0, 1, 1, 1, 0",
        "1, 3, 1, 9, 2, 3, 2, 1, 2, 1, 1, 0",
    "1, 3, 1, 6, 2, 2, 0, 0, 1, 2, 2, 0", "2, 2, 1, 7, 2, 2, 0, 0, 1, 3, 1, 1",
        "1, 4, 2, 7, 2, 2, 1, 0, 1, 3, 2, 1",
    "1, 2, 1, 8, 2, 3, 0, 0, 1, 3, 1, 1", "1, 2, 1, 8, 2, 3, 1, 1, 2, 2, 1, 0",
        "2, 3, 1, 5, 1, 1, 0, 0, 1, 3, 1, 1",
    "1, 3, 3, 6, 3, 1, 2, 0, 1, 3, 1, 1", "1, 3, 1, 4, 1, 1, 1, 1, 1, 1, 1, 0",
        "1, 2, 1, 4, 1, 2, 0, 0, 1, 2, 1, 0",
    "1, 3, 1, 5, 1, 1, 0, 0, 1, 1, 2, 0", "1, 3, 1, 5, 3, 1, 1, 1, 1, 1, 1, 1"
  })
  void equalsTheDefinition(
      int batch,
      int channels,
      int groups,
      int depth,
      int kernelDepth,
      int strideDepth,
      int front,
      int back,
      int dilation,
      int kernel,
      int stride,
      int padding) {
    int out = 2 * channels;
    ConvGeometry plane =
        new ConvGeometry(
            batch, channels, 6, 9, out, kernel, kernel, stride, stride, padding, padding, padding,
            padding, 1, 1, groups);
    check(new VolumeGeometry(plane, depth, kernelDepth, strideDepth, front, back, dilation));
  }

  private static void check(VolumeGeometry v) {
    Random r = new Random(11);
    ConvGeometry plane = v.plane();
    int batch = plane.batch();
    int out = plane.outChannels();
    float[] x = random(r, plane.inputs() * v.inDepth());
    float[] w = random(r, out * plane.filter() * v.kernelDepth());
    float[] dy = random(r, plane.outputs() * v.outDepth());
    float[] bias = random(r, out);
    double[] y = new double[dy.length];
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i / (y.length / batch / out) % out];
    }
    products(
        v,
        (at, by, to) -> {
          y[to] += (double) x[at] * w[by];
          dx[at] += (double) dy[to] * w[by];
          dw[by] += (double) dy[to] * x[at];
        });
    VolumeConv conv = new VolumeConv(new ConvPlanner(Simd.available()));
    float[] found = new float[y.length];
    conv.forward(v, ConvChoice.AUTO, view(x), view(w), view(bias), view(found));
    check(found, y);
    float[] slope = new float[x.length];
    Arrays.fill(slope, 77);
    conv.inputGradient(v, ConvChoice.AUTO, view(dy), view(w), view(slope));
    check(slope, dx);
    float[] weights = new float[w.length];
    Arrays.fill(weights, 77);
    conv.weightGradient(v, ConvChoice.AUTO, view(x), view(dy), view(weights));
    check(weights, dw);
  }
}
