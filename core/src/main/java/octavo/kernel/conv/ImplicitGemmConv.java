package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolution as the product of the filters with the matrix of patches, which is never made: the
/// panels of a matrix product are packed straight from the image, block by block (Chetlur et al.,
/// "cuDNN: efficient primitives for deep learning", 2014). Pixels of all images follow each other
/// without a gap, so that small images leave no vector empty.
final class ImplicitGemmConv implements ConvMethod {
  private static final int ROWS = SimdMicrokernel.ROWS;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels of a block.
  private static final int PIXELS = 4 * COLUMNS;

  /// Taps of a block.
  private static final int DEPTH = 256;

  /// Tasks there are at least, where the channels allow it.
  private static final int TASKS = 8;

  @Override
  public String label() {
    return "implicit-gemm";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    if (pass == ConvPass.WEIGHT) {
      return "it computes no weight gradient";
    }
    return pass == ConvPass.INPUT ? Turned.reasonToRefuse(g) : null;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    ConvGeometry as = pass == ConvPass.INPUT ? Turned.geometry(g) : g;
    int pixels = as.outputs() / as.outChannels();
    double patches = (double) pixels * as.groups() * as.filter();
    return 1.1
            * as.multiplications()
            * ConvCost.tail(as.groupOut(), ROWS)
            * ConvCost.tail(pixels, COLUMNS)
        + ConvCost.PACKED * (8 * patches + 5.0 * as.outChannels() * as.filter());
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    compute(g, x, DirectConv.panels(g, w, ROWS), bias, y);
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    compute(Turned.geometry(g), dy, Turned.panels(g, w), null, dx);
  }

  private static void compute(
      ConvGeometry g, View x, float[] filters, @Nullable View bias, View y) {
    int pixels = g.batch() * g.outHeight() * g.outWidth();
    int blocks = (pixels + PIXELS - 1) / PIXELS;
    int panels = (g.groupOut() + ROWS - 1) / ROWS;
    int parts = Math.clamp(TASKS / (blocks * g.groups()), 1, panels);
    int perPart = (panels + parts - 1) / parts;
    Parallel.run(
        blocks * g.groups() * parts,
        task -> {
          int part = task % parts;
          int group = task / parts % g.groups();
          int first = task / parts / g.groups() * PIXELS;
          int count = Math.min(PIXELS, pixels - first);
          int from = part * perPart;
          int until = Math.min(panels, from + perPart);
          if (from < until) {
            block(g, x, filters, group, first, count, from, until, bias, y);
          }
        });
  }

  /// The channels of some panels of a group, for `count` pixels from `first`.
  private static void block(
      ConvGeometry g,
      View x,
      float[] filters,
      int group,
      int first,
      int count,
      int from,
      int until,
      @Nullable View bias,
      View y) {
    int n = g.filter();
    int panels = (g.groupOut() + ROWS - 1) / ROWS;
    float[] sums = Scratch.floats(Scratch.RESULT, (until - from) * ROWS * PIXELS);
    float[] packed = Scratch.floats(Scratch.RIGHT, DEPTH * PIXELS);
    for (int k0 = 0; k0 < n; k0 += DEPTH) {
      int depth = Math.min(DEPTH, n - k0);
      pack(g, x, group, first, count, k0, depth, packed);
      for (int q = 0; q < count; q += COLUMNS) {
        for (int p = from; p < until; p++) {
          int at = (p - from) * ROWS * PIXELS + q;
          SimdMicrokernel.multiply(
              depth,
              filters,
              ((group * panels + p) * n + k0) * ROWS,
              packed,
              q * DEPTH,
              COLUMNS,
              k0 == 0,
              SimdMicrokernel.zeros(),
              0,
              sums,
              at,
              PIXELS,
              sums,
              at,
              PIXELS);
        }
      }
    }
    int channels = Math.min(until * ROWS, g.groupOut()) - from * ROWS;
    for (int o = 0; o < channels; o++) {
      int channel = group * g.groupOut() + from * ROWS + o;
      float shift = bias == null ? 0 : bias.floats()[bias.offset() + channel];
      store(g, sums, o * PIXELS, first, count, channel, shift, y);
    }
  }

  /// Copies the results of one channel to their images.
  private static void store(
      ConvGeometry g, float[] sums, int at, int first, int count, int o, float shift, View y) {
    int plane = g.outHeight() * g.outWidth();
    float[] out = y.floats();
    int q = 0;
    while (q < count) {
      int b = (first + q) / plane;
      int inPlane = first + q - b * plane;
      int n = Math.min(plane - inPlane, count - q);
      int to = y.offset() + (b * g.outChannels() + o) * plane + inPlane;
      for (int k = 0; k < n; k++) {
        out[to + k] = sums[at + q + k] + shift;
      }
      q += n;
    }
  }

  /// Packs `depth` taps from `k0` on of `count` pixels: panels `[pixels / COLUMNS][DEPTH][COLUMNS]`.
  private static void pack(
      ConvGeometry g, View x, int group, int first, int count, int k0, int depth, float[] to) {
    float[] from = x.floats();
    int plane = g.outHeight() * g.outWidth();
    int image = g.inHeight() * g.inWidth();
    int s = g.strideWidth();
    for (int q0 = 0; q0 < count; q0 += COLUMNS) {
      int end = Math.min(q0 + COLUMNS, count);
      for (int f = 0; f < depth; f++) {
        int tap = k0 + f;
        int v = tap % g.kernelWidth() * g.dilationWidth() - g.padLeft();
        int u = tap / g.kernelWidth() % g.kernelHeight() * g.dilationHeight() - g.padTop();
        int c = group * g.groupIn() + tap / (g.kernelWidth() * g.kernelHeight());
        int o = q0 * DEPTH + f * COLUMNS - q0;
        for (int q = q0; q < end; ) {
          int b = (first + q) / plane;
          int i = (first + q - b * plane) / g.outWidth();
          int j = first + q - b * plane - i * g.outWidth();
          int n = Math.min(g.outWidth() - j, end - q);
          int row = i * g.strideHeight() + u;
          int column = j * s + v;
          boolean outside = row < 0 || row >= g.inHeight();
          int before = outside ? n : Math.clamp((-column + s - 1) / s, 0, n);
          int inside =
              outside ? n : Math.clamp(Math.floorDiv(g.inWidth() - 1 - column, s) + 1, before, n);
          int at = x.offset() + (b * g.inChannels() + c) * image + row * g.inWidth() + column;
          Arrays.fill(to, o + q, o + q + before, 0);
          for (int k = before; k < inside; k++) {
            to[o + q + k] = from[at + k * s];
          }
          Arrays.fill(to, o + q + inside, o + q + n, 0);
          q += n;
        }
        Arrays.fill(to, o + end, o + q0 + COLUMNS, 0);
      }
    }
  }
}
