package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.pool.PoolGeometry;
import octavo.storage.View;

/// The largest number of each window of [BlockedImages]; padding counts as -∞. Contiguous float32.
public final class BlockedPool {
  private static final int SIZE = BlockedImages.SIZE;

  private final PoolGeometry g;
  private final BlockedImages in;
  private final BlockedImages out;

  /// A pooling.
  public BlockedPool(PoolGeometry g) {
    this.g = g;
    this.in = new BlockedImages(g.batch(), g.channels(), g.inHeight(), g.inWidth());
    this.out = new BlockedImages(g.batch(), g.channels(), g.outHeight(), g.outWidth());
  }

  /// Fills `y`.
  public void run(View x, View y) {
    int height = g.outHeight();
    int work = g.outWidth() * g.kernelHeight() * g.kernelWidth() * SIZE / 8;
    Parallel.ranges(
        g.batch() * in.blocks() * height,
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (first, last) -> {
          for (int row = first; row < last; row++) {
            int from = x.offset() + row / height * in.block();
            row(x.floats(), from, row % height, y.floats(), y.offset() + row * out.width() * SIZE);
          }
        });
  }

  /// One row of results of one block. Windows of 3×3 that lie in the image are read once.
  private void row(float[] x, int from, int i, float[] y, int to) {
    int top = i * g.strideHeight() - g.padHeight();
    boolean inside = top >= 0 && top + 2 * g.dilationHeight() < in.height();
    if (!inside || g.kernelHeight() != 3 || g.kernelWidth() != 3) {
      windows(0, out.width(), x, from, i, y, to);
      return;
    }
    int begin = Math.min(out.width(), Math.ceilDiv(g.padWidth(), g.strideWidth()));
    int reach = in.width() - 2 * g.dilationWidth() + g.padWidth();
    int end = Math.clamp(Math.ceilDiv(reach, g.strideWidth()), begin, out.width());
    windows(0, begin, x, from, i, y, to);
    SimdBlocks.maximumOfNine(
        end - begin,
        x,
        from + (top * in.width() + begin * g.strideWidth() - g.padWidth()) * SIZE,
        g.strideWidth() * SIZE,
        g.dilationHeight() * in.width() * SIZE,
        g.dilationWidth() * SIZE,
        y,
        to + begin * SIZE);
    windows(end, out.width(), x, from, i, y, to);
  }

  /// Windows `begin … end` of a row: tap by tap, for all windows that have it.
  private void windows(int begin, int end, float[] x, int from, int i, float[] y, int to) {
    Arrays.fill(y, to + begin * SIZE, to + end * SIZE, Float.NEGATIVE_INFINITY);
    for (int u = 0; u < g.kernelHeight(); u++) {
      int row = i * g.strideHeight() + u * g.dilationHeight() - g.padHeight();
      if (row < 0 || row >= in.height()) {
        continue;
      }
      for (int v = 0; v < g.kernelWidth(); v++) {
        int left = v * g.dilationWidth() - g.padWidth(); // what the first window sees
        int first = Math.max(begin, Math.ceilDiv(Math.max(0, -left), g.strideWidth()));
        int last = Math.min(end, Math.ceilDiv(in.width() - left, g.strideWidth()));
        SimdBlocks.maximum(
            last - first,
            x,
            from + (row * in.width() + left + first * g.strideWidth()) * SIZE,
            g.strideWidth() * SIZE,
            y,
            to + first * SIZE);
      }
    }
  }
}
