package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdGemm;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolution by a matrix of patches `[taps, pixels]` and a matrix product (Chellapilla, Puri and
/// Simard, "High performance convolutional neural networks for document processing", 2006). The
/// matrix is made for a strip of pixels at a time, so that its size does not grow with the image.
final class Im2colConv implements ConvMethod {
  private static final SimdGemm GEMM = new SimdGemm();

  /// Floats of one strip.
  private static final int STRIP = 1 << 18;

  /// What a weight costs, in numbers copied: it is packed, or its gradient is written, far from any cache.
  private static final double FILTER = SimdMicrokernel.MANY_REGISTERS ? 5 : 3.5;

  @Override
  public String label() {
    return "im2col";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return null;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    double patches = (double) g.outputs() / g.outChannels() * g.groups() * g.filter();
    double waste = ConvCost.tail(g.groupOut(), SimdMicrokernel.ROWS);
    double copies = pass == ConvPass.WEIGHT ? 5 : 4;
    return 1.4 * g.multiplications() * waste
        + ConvCost.PACKED * (copies * patches + FILTER * g.outChannels() * g.filter());
  }

  /// What is done with a strip of pixels of one group of one image.
  private interface Strip {
    void accept(int image, int group, int first, int count);
  }

  private static void strips(ConvGeometry g, Strip strip) {
    int plane = g.outHeight() * g.outWidth();
    int length = Math.clamp(STRIP / g.filter(), 1, plane);
    for (int b = 0; b < g.batch(); b++) {
      for (int group = 0; group < g.groups(); group++) {
        for (int first = 0; first < plane; first += length) {
          strip.accept(b, group, first, Math.min(length, plane - first));
        }
      }
    }
  }

  private static Matrix filters(ConvGeometry g, View w, int group) {
    int offset = w.offset() + group * g.groupOut() * g.filter();
    return new Matrix(
        w.storage(), offset, g.groupOut(), g.filter(), g.filter(), /* columnStride= */ 1);
  }

  private static Matrix results(ConvGeometry g, View y, int b, int group, int first, int count) {
    int plane = g.outHeight() * g.outWidth();
    int offset = y.offset() + (b * g.outChannels() + group * g.groupOut()) * plane + first;
    return new Matrix(y.storage(), offset, g.groupOut(), count, plane, /* columnStride= */ 1);
  }

  private static Matrix patches(ConvGeometry g, int count) {
    float[] numbers = Scratch.floats(Scratch.INPUT, g.filter() * count);
    return Matrix.of(new FloatStorage(numbers), g.filter(), count);
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    strips(
        g,
        (b, group, first, count) -> {
          Matrix patches = patches(g, count);
          gather(g, x, b, group, first, count, patches.floats());
          Matrix to = results(g, y, b, group, first, count);
          GEMM.multiplyRows(filters(g, w, group), patches, to, bias, group * g.groupOut());
        });
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (PatchSums.takes(g)) {
      PatchSums.of(g)
          .compute(
              (b, group, first, count) -> {
                Matrix patches = patches(g, count);
                Matrix from = results(g, dy, b, group, first, count);
                GEMM.multiply(filters(g, w, group).transpose(), from, patches, false, null);
                return patches.floats();
              },
              dx);
      return;
    }
    Arrays.fill(dx.floats(), dx.offset(), dx.offset() + g.inputs(), 0);
    strips(
        g,
        (b, group, first, count) -> {
          Matrix patches = patches(g, count);
          Matrix from = results(g, dy, b, group, first, count);
          GEMM.multiply(filters(g, w, group).transpose(), from, patches, false, null);
          scatter(g, dx, b, group, first, count, patches.floats());
        });
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    strips(
        g,
        (b, group, first, count) -> {
          Matrix patches = patches(g, count);
          gather(g, x, b, group, first, count, patches.floats());
          Matrix from = results(g, dy, b, group, first, count);
          boolean more = b > 0 || first > 0;
          GEMM.multiply(from, patches.transpose(), filters(g, dw, group), more, null);
        });
  }

  /// What is done with the pixels of one row of one tap: `count` from column `column` of the input
  /// on, `stride` apart, `before` of them and those behind `inside` in the padding.
  private interface Run {
    void accept(int at, int to, int before, int inside, int count);
  }

  /// The runs of one tap of channel `c` over a strip.
  private static void runs(ConvGeometry g, int f, int first, int count, Run run) {
    int v = f % g.kernelWidth() * g.dilationWidth() - g.padLeft();
    int u = f / g.kernelWidth() % g.kernelHeight() * g.dilationHeight() - g.padTop();
    int q = first;
    while (q < first + count) {
      int i = q / g.outWidth();
      int j = q - i * g.outWidth();
      int n = Math.min(g.outWidth() - j, first + count - q);
      int row = i * g.strideHeight() + u;
      int column = j * g.strideWidth() + v;
      int s = g.strideWidth();
      boolean outside = row < 0 || row >= g.inHeight();
      int before = outside ? n : Math.clamp((-column + s - 1) / s, 0, n);
      int end = outside ? n : Math.clamp(Math.floorDiv(g.inWidth() - 1 - column, s) + 1, before, n);
      run.accept(row * g.inWidth() + column, q - first, before, end, n);
      q += n;
    }
  }

  private static int plane(ConvGeometry g, View x, int b, int group, int f) {
    int c = group * g.groupIn() + f / (g.kernelHeight() * g.kernelWidth());
    return x.offset() + (b * g.inChannels() + c) * g.inHeight() * g.inWidth();
  }

  private static void gather(
      ConvGeometry g, View x, int b, int group, int first, int count, float[] to) {
    float[] from = x.floats();
    int s = g.strideWidth();
    Parallel.ranges(
        g.filter(),
        Math.max(1, Parallel.MINIMUM_WORK / (count + 1)),
        (begin, end) -> {
          for (int f = begin; f < end; f++) {
            int plane = plane(g, x, b, group, f);
            int row = f * count;
            runs(
                g,
                f,
                first,
                count,
                (at, out, before, inside, n) -> {
                  int o = row + out;
                  Arrays.fill(to, o, o + before, 0);
                  for (int k = before; k < inside; k++) {
                    to[o + k] = from[plane + at + k * s];
                  }
                  Arrays.fill(to, o + inside, o + n, 0);
                });
          }
        });
  }

  /// Adds the patches to the pixels they were taken from; each channel by one task, in order.
  private static void scatter(
      ConvGeometry g, View dx, int b, int group, int first, int count, float[] from) {
    float[] to = dx.floats();
    int s = g.strideWidth();
    int taps = g.kernelHeight() * g.kernelWidth();
    Parallel.ranges(
        g.groupIn(),
        Math.max(1, Parallel.MINIMUM_WORK / (count * taps + 1)),
        (begin, end) -> {
          for (int f = begin * taps; f < end * taps; f++) {
            int plane = plane(g, dx, b, group, f);
            int row = f * count;
            runs(
                g,
                f,
                first,
                count,
                (at, out, before, inside, n) -> {
                  for (int k = before; k < inside; k++) {
                    to[plane + at + k * s] += from[row + out + k];
                  }
                });
          }
        });
  }
}
