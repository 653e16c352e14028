package octavo.kernel.conv;

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

  /// One row of results of one block.
  private void row(float[] x, int from, int i, float[] y, int to) {
    int top = i * g.strideHeight() - g.padHeight();
    int begin = tap(top, g.dilationHeight());
    int end = Math.min(g.kernelHeight(), tap(top - in.height(), g.dilationHeight()));
    for (int j = 0; j < out.width(); j++) {
      int left = j * g.strideWidth() - g.padWidth();
      int first = tap(left, g.dilationWidth());
      int last = Math.min(g.kernelWidth(), tap(left - in.width(), g.dilationWidth()));
      int corner =
          from
              + ((top + begin * g.dilationHeight()) * in.width()
                      + left
                      + first * g.dilationWidth())
                  * SIZE;
      SimdBlocks.maximum(
          end - begin,
          g.dilationHeight() * in.width() * SIZE,
          last - first,
          g.dilationWidth() * SIZE,
          x,
          corner,
          y,
          to + j * SIZE);
    }
  }

  /// The first tap whose place, `at + tap·dilation`, is not negative.
  private static int tap(int at, int dilation) {
    return at >= 0 ? 0 : (-at + dilation - 1) / dilation;
  }
}
