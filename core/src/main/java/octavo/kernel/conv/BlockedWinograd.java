package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A 3×3 convolution of stride 1 over blocks of channels by Winograd's minimal filtering F(4×4, 3×3), or
/// F(2×2, 3×3) where there are few pixels: tiles of 6×6 or 4×4 pixels and the filters are transformed
/// ([BlockedTransforms]), multiplied as 36 or 16 small products over the channels ([SimdChannelKernel])
/// and transformed back. Its error is at most that of [WinogradConv].
public final class BlockedWinograd implements BlockedConv {
  private static final int SIZE = BlockedImages.SIZE;
  private static final BlockedTransforms LARGE = new SimdBlockedTransforms();
  private static final BlockedTransforms SMALL = new SimdSmallBlockedTransforms();

  /// Up to so many tiles are transformed before any is multiplied, so that each filter is read once.
  private static final int ONCE = 64;

  /// Reading the filters of one place and input channel from memory takes as long as so many products with
  /// them: measured, a network's filters are more than any cache holds.
  private static final int READ = 18;

  private final ConvGeometry g;
  private final BlockedTransforms transforms;

  /// Rows and columns of a tile's results, of what it sees, and numbers of what it sees.
  private final int tile;

  private final int side;
  private final int products;
  private final BlockedImages in;
  private final BlockedImages out;
  private final float[] filters;
  private final float[] starts;
  private final Epilogue epilogue;

  /// Where the numbers of each input channel lie, those of each chain of additions apart.
  private final int[][] shift;

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
    this.transforms = transforms(g);
    this.tile = transforms.step();
    this.side = transforms.side();
    this.products = side * side;
    this.in = BlockedImages.input(g);
    this.out = BlockedImages.output(g);
    this.filters =
        BlockedConv.packed(
            weight,
            WeightKey.of("blocked-winograd-" + tile, ConvPass.FORWARD, g, weight),
            Math.multiplyExact(products * out.blocks() * SIZE, g.inChannels()),
            to -> transform(weight, to));
    this.starts = BlockedConv.starts(g, bias);
    this.across = (g.outWidth() + tile - 1) / tile;
    this.perImage = (g.outHeight() + tile - 1) / tile * across;
    int tiles = g.batch() * perImage;
    int most = SimdChannelKernel.PIXELS;
    this.piece = tiles <= ONCE ? tiles : tiles > 16 * most ? 2 * most : most;
    this.row = Math.ceilDiv(piece, SimdChannelKernel.FEW) * SimdChannelKernel.FEW;
    this.step = in.blocks() * row * SIZE + SIZE;
    // tiles of 4×4 have no large factors and need no parts
    this.shift = shifts(side == 4 ? g.inChannels() : WinogradConv.chain(g.inChannels()));
    this.places = new int[products * row + SimdChannelKernel.PIXELS];
    for (int t = 0; t < products; t++) {
      for (int p = 0; p < row; p++) {
        places[t * row + p] = t * step + p * SIZE;
      }
    }
  }

  private int[][] shifts(int chain) {
    int[][] shifts = new int[Math.ceilDiv(g.inChannels(), chain)][];
    for (int k = 0; k < shifts.length; k++) {
      int first = k * chain;
      shifts[k] = new int[Math.min(chain, g.inChannels() - first)];
      Arrays.setAll(shifts[k], i -> (first + i) / SIZE * row * SIZE + (first + i) % SIZE);
    }
    return shifts;
  }

  /// The tiles that take less time: large ones have fewer products, small ones fewer filters to read, which
  /// come from memory once between two calls of a network.
  private static BlockedTransforms transforms(ConvGeometry g) {
    return cost(SMALL, g) < cost(LARGE, g) ? SMALL : LARGE;
  }

  private static long cost(BlockedTransforms transforms, ConvGeometry g) {
    int step = transforms.step();
    long down = Math.ceilDiv(g.outHeight(), step);
    long tiles = g.batch() * down * Math.ceilDiv(g.outWidth(), step);
    long places = (long) transforms.side() * transforms.side();
    return places * (tiles + READ);
  }

  /// Why it does not compute this, or should not, as a clause; null if it does.
  public static @Nullable String reasonToRefuse(ConvGeometry g) {
    WinogradConv planar = new WinogradConv(6);
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
        Math.max(1, Parallel.MINIMUM_WORK / (products * SIZE * 4)),
        (first, last) -> {
          double[] columns = new double[side * 3];
          double[] filter = new double[products];
          for (int f = first; f < last; f++) {
            int block = f / n;
            for (int o = 0; o < Math.min(SIZE, g.outChannels() - block * SIZE); o++) {
              int at = w.offset() + ((block * SIZE + o) * n + f % n) * 9;
              for (int v = 0; v < 3; v++) {
                transforms.filter(
                    w.floats()[at + v],
                    w.floats()[at + 3 + v],
                    w.floats()[at + 6 + v],
                    columns,
                    v,
                    3);
              }
              for (int i = 0; i < side; i++) {
                transforms.filter(
                    columns[3 * i], columns[3 * i + 1], columns[3 * i + 2], filter, side * i, 1);
              }
              for (int t = 0; t < products; t++) {
                to[((block * products + t) * n + f % n) * SIZE + o] = (float) filter[t];
              }
            }
          }
        });
  }

  @Override
  public void run(View x, @Nullable View residual, View y) {
    int tiles = g.batch() * perImage;
    if (tiles <= ONCE) {
      Parallel.runPrepared(
          out.blocks(),
          Parallel.areFew(),
          () -> {
            float[] inputs = Scratch.floats(Scratch.INPUT, products * step);
            Parallel.ranges(
                tiles,
                Math.max(1, Parallel.MINIMUM_WORK / (in.blocks() * SIZE * 8)),
                (first, last) -> inputs(x, first, last, inputs, first));
            return block -> block(block, 0, tiles, inputs, residual, y);
          });
      return;
    }
    Parallel.run(
        (tiles + piece - 1) / piece,
        p -> {
          int first = p * piece;
          int last = Math.min(tiles, first + piece);
          float[] inputs = Scratch.floats(Scratch.LEFT, products * step);
          inputs(x, first, last, inputs, 0);
          for (int block = 0; block < out.blocks(); block++) {
            block(block, first, last, inputs, residual, y);
          }
        });
  }

  /// The transforms of tiles `first … last`, `[places][blocks][row][SIZE]`, from tile `at` on: the
  /// numbers of tiles of one channel are neighbors as those of pixels are.
  private void inputs(View x, int first, int last, float[] to, int at) {
    float[] room = Scratch.floats(Scratch.TILE, BlockedTransforms.ROOM);
    float[] window = Scratch.floats(Scratch.WINDOW, products * SIZE);
    int pitch = in.width() * SIZE;
    for (int t = first; t < last; t++) {
      int i = t % perImage / across * tile - g.padTop();
      int j = t % across * tile - g.padLeft();
      boolean inside = i >= 0 && j >= 0 && i + side <= in.height() && j + side <= in.width();
      for (int b = 0; b < in.blocks(); b++) {
        int from = x.offset() + t / perImage * in.image() + b * in.block();
        int o = (b * row + at + t - first) * SIZE;
        if (inside) {
          int corner = from + i * pitch + j * SIZE;
          transforms.input(x.floats(), corner, pitch, room, to, o, step);
        } else {
          window(x.floats(), from, i, j, window);
          transforms.input(window, 0, side * SIZE, room, to, o, step);
        }
      }
    }
  }

  /// Copies the 6×6 pixels from row `top` and column `left` on, with zeros outside of the image.
  private void window(float[] x, int from, int top, int left, float[] to) {
    Arrays.fill(to, 0, products * SIZE, 0);
    int begin = Math.max(0, -left);
    int end = Math.min(side, in.width() - left);
    for (int i = Math.max(0, -top); i < Math.min(side, in.height() - top); i++) {
      int source = from + ((top + i) * in.width() + left + begin) * SIZE;
      if (end > begin) {
        System.arraycopy(x, source, to, (i * side + begin) * SIZE, (end - begin) * SIZE);
      }
    }
  }

  /// The results of one block of channels of tiles `first … last`.
  private void block(
      int block, int first, int last, float[] inputs, @Nullable View residual, View y) {
    int count = last - first;
    float[] sums = Scratch.floats(Scratch.RESULT, places.length * SIZE);
    float[] zeros = Scratch.floats(Scratch.START, SimdChannelKernel.STARTS * SIZE);
    Arrays.fill(zeros, 0, SimdChannelKernel.STARTS * SIZE, 0);
    boolean narrow = 2 * (g.outChannels() - block * SIZE) <= SIZE;
    int chain = shift[0].length;
    float[] more = shift.length > 1 ? Scratch.floats(Scratch.GRADIENT, places.length * SIZE) : sums;
    for (int t = 0; t < products; t++) {
      int w = (block * products + t) * g.inChannels() * SIZE;
      for (int k = 0; k < shift.length; k++) {
        float[] to = k == 0 ? sums : more;
        int filter = w + k * chain * SIZE;
        ChannelSum.sums(
            narrow,
            Taps.APART,
            t * row,
            count,
            places,
            inputs,
            shift[k],
            filters,
            filter,
            zeros,
            to);
        if (k > 0) {
          SimdGradientTransforms.add(more, t * row * SIZE, sums, t * row * SIZE, count * SIZE);
        }
      }
    }
    for (int t = first; t < last; t++) {
      result(block, t, sums, (t - first) * SIZE, residual, y);
    }
  }

  /// The results of one block of channels of a tile, whose products stand at `sums[at …]`.
  private void result(int block, int t, float[] sums, int at, @Nullable View residual, View y) {
    float[] room = Scratch.floats(Scratch.TILE, BlockedTransforms.ROOM);
    float[] results = Scratch.floats(Scratch.WINDOW, tile * tile * SIZE);
    transforms.results(sums, at, row * SIZE, starts, block * SIZE, room, results);
    int i = t % perImage / across * tile;
    int j = t % across * tile;
    int place = t / perImage * out.image() + block * out.block();
    for (int r = 0; r < Math.min(tile, out.height() - i); r++) {
      int to = place + ((i + r) * out.width() + j) * SIZE;
      SimdBlocks.store(
          results,
          r * tile * SIZE,
          residual == null ? null : residual.floats(),
          residual == null ? 0 : residual.offset() + to,
          (float) epilogue.low(),
          (float) epilogue.high(),
          y.floats(),
          y.offset() + to,
          Math.min(tile, out.width() - j) * SIZE);
    }
  }
}
