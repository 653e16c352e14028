package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A 3×3 convolution of stride 1 over blocks of channels by Winograd's minimal filtering F(4×4, 3×3):
/// tiles of 6×6 pixels and the filters are transformed ([SimdBlockedTransforms]), multiplied as 36
/// small products over the channels ([SimdChannelKernel]) and transformed back. Its error is that of
/// [WinogradConv].
public final class BlockedWinograd implements BlockedConv {
  private static final int SIZE = BlockedImages.SIZE;
  private static final int PLACES = 36;

  /// Rows and columns of a tile's results, and of what it sees.
  private static final int STEP = 4;

  private static final int SIDE = 6;

  /// Up to so many tiles are transformed before any is multiplied, so that each filter is read once.
  private static final int ONCE = 64;

  private final ConvGeometry g;
  private final BlockedImages in;
  private final BlockedImages out;
  private final float[] filters;
  private final float[] starts;
  private final Epilogue epilogue;
  private final int[] shift;
  private final int across;
  private final int perImage;

  /// Tiles that are multiplied at once, and tiles there is room for.
  private final int piece;

  private final int row;

  /// The distance of two places: no power of two, or all places would fall into one set of a cache.
  private final int step;

  /// Where the tiles lie, `[places][row]`, and some places more that are read and not used.
  private final int[] places;

  /// A convolution with these contiguous weights, which must not change any more.
  public BlockedWinograd(ConvGeometry g, View weight, @Nullable View bias, Epilogue epilogue) {
    this.g = g;
    this.epilogue = epilogue;
    this.in = BlockedImages.input(g);
    this.out = BlockedImages.output(g);
    this.filters =
        BlockedConv.packed(
            weight,
            WeightKey.of("blocked-winograd", ConvPass.FORWARD, g, weight),
            Math.multiplyExact(PLACES * out.blocks() * SIZE, g.inChannels()),
            to -> transform(weight, to));
    this.starts = BlockedConv.starts(g, bias);
    this.across = (g.outWidth() + STEP - 1) / STEP;
    this.perImage = (g.outHeight() + STEP - 1) / STEP * across;
    int tiles = g.batch() * perImage;
    int most = SimdChannelKernel.PIXELS;
    this.piece = tiles <= ONCE ? tiles : tiles > 16 * most ? 2 * most : most;
    this.row = Math.ceilDiv(piece, SimdChannelKernel.FEW) * SimdChannelKernel.FEW;
    this.step = in.blocks() * row * SIZE + SIZE;
    this.shift = new int[g.inChannels()];
    Arrays.setAll(shift, c -> c / SIZE * row * SIZE + c % SIZE);
    this.places = new int[PLACES * row + SimdChannelKernel.PIXELS];
    for (int t = 0; t < PLACES; t++) {
      for (int p = 0; p < row; p++) {
        places[t * row + p] = t * step + p * SIZE;
      }
    }
  }

  /// Why it does not compute this, or should not, as a clause; null if it does.
  public static @Nullable String reasonToRefuse(ConvGeometry g) {
    WinogradConv planar = new WinogradConv(SIDE);
    if (g.kernelHeight() != 3) {
      return "the kernel must be 3×3";
    } else if (g.dilationHeight() * g.dilationWidth() != 1) {
      return "the dilation must be 1";
    } else if (g.groups() != 1) {
      return "there must be one group";
    }
    String reason = planar.reasonToRefuse(ConvPass.FORWARD, g);
    double direct = new DirectChannelsConv().work(ConvPass.FORWARD, g);
    return reason == null && planar.work(ConvPass.FORWARD, g) > direct
        ? "direct sums are less work"
        : reason;
  }

  /// The filters, `[blocks][places][in][SIZE]`: those of a block are read from the first to the last.
  private void transform(View w, float[] to) {
    int blocks = out.blocks();
    int n = g.inChannels();
    Parallel.ranges(
        blocks * n,
        Math.max(1, Parallel.MINIMUM_WORK / (PLACES * SIZE * 4)),
        (first, last) -> {
          double[] columns = new double[SIDE * 3];
          double[] tile = new double[PLACES];
          for (int f = first; f < last; f++) {
            int block = f / n;
            for (int o = 0; o < Math.min(SIZE, g.outChannels() - block * SIZE); o++) {
              int at = w.offset() + ((block * SIZE + o) * n + f % n) * 9;
              for (int v = 0; v < 3; v++) {
                filter(
                    w.floats()[at + v],
                    w.floats()[at + 3 + v],
                    w.floats()[at + 6 + v],
                    columns,
                    v,
                    3);
              }
              for (int i = 0; i < SIDE; i++) {
                filter(columns[3 * i], columns[3 * i + 1], columns[3 * i + 2], tile, SIDE * i, 1);
              }
              for (int t = 0; t < PLACES; t++) {
                to[((block * PLACES + t) * n + f % n) * SIZE + o] = (float) tile[t];
              }
            }
          }
        });
  }

  /// `G·g` for a column of a filter.
  private static void filter(double g0, double g1, double g2, double[] to, int at, int step) {
    to[at] = g0 / 4;
    to[at + step] = -(g0 + g1 + g2) / 6;
    to[at + 2 * step] = -(g0 - g1 + g2) / 6;
    to[at + 3 * step] = (g0 + 2 * g1 + 4 * g2) / 24;
    to[at + 4 * step] = (g0 - 2 * g1 + 4 * g2) / 24;
    to[at + 5 * step] = g2;
  }

  @Override
  public void run(View x, @Nullable View residual, View y) {
    int tiles = g.batch() * perImage;
    if (tiles <= ONCE) {
      float[] inputs = Scratch.floats(Scratch.INPUT, PLACES * step);
      Parallel.ranges(
          tiles,
          Math.max(1, Parallel.MINIMUM_WORK / (in.blocks() * SIZE * 8)),
          (first, last) -> inputs(x, first, last, inputs, first));
      Parallel.run(out.blocks(), block -> block(block, 0, tiles, inputs, residual, y));
      return;
    }
    Parallel.run(
        (tiles + piece - 1) / piece,
        p -> {
          int first = p * piece;
          int last = Math.min(tiles, first + piece);
          float[] inputs = Scratch.floats(Scratch.LEFT, PLACES * step);
          inputs(x, first, last, inputs, 0);
          for (int block = 0; block < out.blocks(); block++) {
            block(block, first, last, inputs, residual, y);
          }
        });
  }

  /// The transforms of tiles `first … last`, `[places][blocks][row][SIZE]`, from tile `at` on: the
  /// numbers of tiles of one channel are neighbors as those of pixels are.
  private void inputs(View x, int first, int last, float[] to, int at) {
    float[] room = Scratch.floats(Scratch.TILE, SimdBlockedTransforms.ROOM);
    float[] window = Scratch.floats(Scratch.WINDOW, PLACES * SIZE);
    int pitch = in.width() * SIZE;
    for (int t = first; t < last; t++) {
      int i = t % perImage / across * STEP - g.padTop();
      int j = t % across * STEP - g.padLeft();
      boolean inside = i >= 0 && j >= 0 && i + SIDE <= in.height() && j + SIDE <= in.width();
      for (int b = 0; b < in.blocks(); b++) {
        int from = x.offset() + t / perImage * in.image() + b * in.block();
        int o = (b * row + at + t - first) * SIZE;
        if (inside) {
          int corner = from + i * pitch + j * SIZE;
          SimdBlockedTransforms.input(x.floats(), corner, pitch, room, to, o, step);
        } else {
          window(x.floats(), from, i, j, window);
          SimdBlockedTransforms.input(window, 0, SIDE * SIZE, room, to, o, step);
        }
      }
    }
  }

  /// Copies the 6×6 pixels from row `top` and column `left` on, with zeros outside of the image.
  private void window(float[] x, int from, int top, int left, float[] to) {
    Arrays.fill(to, 0, PLACES * SIZE, 0);
    int begin = Math.max(0, -left);
    int end = Math.min(SIDE, in.width() - left);
    for (int i = Math.max(0, -top); i < Math.min(SIDE, in.height() - top); i++) {
      int source = from + ((top + i) * in.width() + left + begin) * SIZE;
      if (end > begin) {
        System.arraycopy(x, source, to, (i * SIDE + begin) * SIZE, (end - begin) * SIZE);
      }
    }
  }

  /// The results of one block of channels of tiles `first … last`.
  private void block(
      int block, int first, int last, float[] inputs, @Nullable View residual, View y) {
    int count = last - first;
    float[] products = Scratch.floats(Scratch.RESULT, places.length * SIZE);
    float[] zeros = Scratch.floats(Scratch.START, SimdChannelKernel.STARTS * SIZE);
    Arrays.fill(zeros, 0, SimdChannelKernel.STARTS * SIZE, 0);
    int n = shift.length;
    boolean narrow = 2 * (g.outChannels() - block * SIZE) <= SIZE;
    for (int t = 0; t < PLACES; t++) {
      int w = (block * PLACES + t) * n * SIZE;
      ChannelSum.sums(
          narrow, Taps.APART, t * row, count, places, inputs, shift, filters, w, zeros, products);
    }
    float[] room = Scratch.floats(Scratch.TILE, SimdBlockedTransforms.ROOM);
    float[] results = Scratch.floats(Scratch.WINDOW, STEP * STEP * SIZE);
    for (int t = first; t < last; t++) {
      int at = (t - first) * SIZE;
      SimdBlockedTransforms.results(products, at, row * SIZE, starts, block * SIZE, room, results);
      int i = t % perImage / across * STEP;
      int j = t % across * STEP;
      int place = t / perImage * out.image() + block * out.block();
      for (int r = 0; r < Math.min(STEP, out.height() - i); r++) {
        int to = place + ((i + r) * out.width() + j) * SIZE;
        SimdBlocks.store(
            results,
            r * STEP * SIZE,
            residual == null ? null : residual.floats(),
            residual == null ? 0 : residual.offset() + to,
            (float) epilogue.low(),
            (float) epilogue.high(),
            y.floats(),
            y.offset() + to,
            Math.min(STEP, out.width() - j) * SIZE);
      }
    }
  }
}
