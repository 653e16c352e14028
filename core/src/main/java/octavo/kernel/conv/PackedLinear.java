package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A linear map of a few rows whose weights stay as they are over many calls: `y = epilogue(x·wᵀ +
/// bias)` with `x [rows, in]`, `w [out, in]`, `y [rows, out]`. Each weight is read once, from panels
/// of outputs, by the kernel of 1×1 convolutions, the rows being its pixels. Several threads may run
/// it at once. All views are contiguous float32.
public final class PackedLinear {
  private static final int SIZE = BlockedImages.SIZE;
  private static final int TILE = SimdChannelKernel.PIXELS;

  /// Rows it is made for: fewer read the weights where they lie, more repay the packing of both.
  private static final int FEWEST = 3;

  private static final int MOST = 64;

  private final int in;
  private final int out;
  private final float[] weights;
  private final float[] starts;
  private final int[] shift;
  private final float low;
  private final float high;

  /// A map with these weights, which must not change any more, and an epilogue without a residual.
  public PackedLinear(View weight, @Nullable View bias, Epilogue epilogue) {
    this.out = weight.size(0);
    this.in = weight.size(1);
    ConvGeometry g = new ConvGeometry(1, in, 1, 1, out, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    this.weights =
        BlockedConv.packed(
            weight,
            WeightKey.of("linear", ConvPass.FORWARD, g, weight),
            ChannelPanels.length(ConvPass.FORWARD, g),
            to -> ChannelPanels.pack(ConvPass.FORWARD, g, weight, to, 0));
    this.starts = BlockedConv.starts(g, bias);
    this.shift = new int[in];
    Arrays.setAll(shift, k -> k);
    this.low = (float) epilogue.low();
    this.high = (float) epilogue.high();
  }

  /// Whether it is the way to go for so many rows.
  public static boolean suits(int rows) {
    return rows >= FEWEST && rows <= MOST;
  }

  /// Fills `y`.
  public void run(View x, View y) {
    int rows = x.size(0);
    int tiles = rows + TILE; // a tile may reach beyond the last row
    int line = in + SIZE / 2; // rows a power of two apart would fall into one set of a cache
    float[] from = Scratch.floats(Scratch.INPUT, rows * line);
    int[] places = new int[tiles];
    for (int r = 0; r < tiles; r++) {
      places[r] = Math.min(r, rows - 1) * line;
      if (r < rows) {
        System.arraycopy(x.floats(), x.offset() + r * in, from, r * line, in);
      }
    }
    int panels = (out + SIZE - 1) / SIZE;
    Parallel.ranges(
        panels,
        Math.max(1, Parallel.MINIMUM_WORK / (tiles * in + 1)),
        (first, last) -> {
          float[] start = Scratch.floats(Scratch.START, SimdChannelKernel.STARTS * SIZE);
          for (int panel = first; panel < last; panel++) {
            for (int r = 0; r < SimdChannelKernel.STARTS; r++) {
              System.arraycopy(starts, panel * SIZE, start, r * SIZE, SIZE);
            }
            int count = Math.min(SIZE, out - panel * SIZE);
            boolean narrow = 2 * count <= SIZE;
            float[] block = Scratch.floats(Scratch.RESULT, tiles * SIZE);
            int w = panel * in * SIZE;
            ChannelSum.sums(
                narrow, Taps.APART, 0, rows, places, from, shift, weights, w, start, block);
            SimdBlocks.store(block, 0, null, 0, low, high, block, 0, rows * SIZE);
            for (int r = 0; r < rows; r++) {
              int to = y.offset() + r * out + panel * SIZE;
              System.arraycopy(block, r * SIZE, y.floats(), to, count);
            }
          }
        });
  }
}
