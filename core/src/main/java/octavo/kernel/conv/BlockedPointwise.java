package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A 1×1 convolution of blocks of channels that makes some rows of one block at a time, for the
/// convolution that reads them.
public final class BlockedPointwise {
  private static final int SIZE = BlockedImages.SIZE;
  private static final int TILE = SimdChannelKernel.PIXELS;

  /// Pixels whose sums are made before they are stored.
  private static final int CHUNK = 8 * TILE;

  private final ConvGeometry g;
  private final float[] weights;
  private final float[] tiles;
  private final Epilogue epilogue;
  private final int[] shift;

  /// A convolution with these contiguous weights, which must not change any more, and an epilogue
  /// without a residual.
  public BlockedPointwise(ConvGeometry g, View weight, @Nullable View bias, Epilogue epilogue) {
    this.g = g;
    this.epilogue = epilogue;
    this.weights =
        BlockedConv.packed(
            weight,
            WeightKey.of("blocked-direct", ConvPass.FORWARD, g, weight),
            ChannelPanels.length(ConvPass.FORWARD, g),
            to -> ChannelPanels.pack(ConvPass.FORWARD, g, weight, to));
    float[] starts = BlockedConv.starts(g, bias);
    this.tiles = new float[starts.length * TILE];
    for (int at = 0; at < tiles.length; at += SIZE) {
      System.arraycopy(starts, at / (TILE * SIZE) * SIZE, tiles, at, SIZE);
    }
    this.shift = new int[g.inChannels()];
    for (int c = 0; c < shift.length; c++) {
      shift[c] = c / SIZE * BlockedImages.input(g).block() + c % SIZE;
    }
  }

  /// Why it does not compute this, as a clause; null if it does.
  public static @Nullable String reasonToRefuse(ConvGeometry g) {
    return g.groups() == 1 ? new PointwiseConv().reasonToRefuse(ConvPass.FORWARD, g) : "there must be one group";
  }

  /// Multiplications of one result.
  int products() {
    return shift.length;
  }

  /// Writes rows `first … first + count` of a block of an image to `to`, `pitch` numbers apart.
  void rows(int image, int block, int first, int count, View x, float[] to, int at, int pitch) {
    int width = g.inWidth();
    int pixels = count * width;
    BlockedImages in = BlockedImages.input(g);
    int from = x.offset() + image * in.image() + first * width * SIZE;
    float[] start = Scratch.floats(Scratch.GRADIENT, TILE * SIZE);
    System.arraycopy(tiles, block * TILE * SIZE, start, 0, TILE * SIZE);
    float[] sums = Scratch.floats(Scratch.RESULT, CHUNK * SIZE);
    int[] places = new int[CHUNK];
    float low = (float) epilogue.low();
    float high = (float) epilogue.high();
    for (int pixel = 0; pixel < pixels; pixel += CHUNK) {
      int n = Math.min(CHUNK, pixels - pixel);
      for (int p = 0; p < n; p++) {
        places[p] = from + (pixel + p) * SIZE;
      }
      Arrays.fill(places, n, CHUNK, places[n - 1]);
      ChannelSum.sums(0, n, places, x.floats(), shift, weights, block * shift.length * SIZE, start, sums);
      for (int q = 0; q < n; ) {
        int row = (pixel + q) / width;
        int column = (pixel + q) % width;
        int run = Math.min(n - q, width - column);
        SimdBlocks.store(
            sums, q * SIZE, null, 0, low, high, to, at + row * pitch + column * SIZE, run * SIZE);
        q += run;
      }
    }
  }
}
