package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution of one group into blocks of channels, from blocks or from planes, as sums over
/// pixels where they lie ([ChannelSum]). It computes all results, or some rows of one block at a time
/// for a convolution that reads them at once.
public final class BlockedDirect implements BlockedConv {
  private static final int SIZE = BlockedImages.SIZE;
  private static final int TILE = SimdChannelKernel.PIXELS;

  /// Pixels whose sums are made before they are stored.
  private static final int CHUNK = 8 * TILE;

  private static final float[] NOTHING = new float[0];

  private final ConvGeometry g;
  private final boolean fromPlanes;
  private final float[] weights;
  private final float[] starts;
  private final Epilogue epilogue;
  private final PaddedImages padded;
  private final int[] shift;
  private final @Nullable PixelRuns runs;

  /// Whether pairs of pixels share a vector.
  private final boolean paired;

  /// A convolution with these contiguous weights, which must not change any more.
  ///
  /// @param fromPlanes whether the input is `[batch, channels, height, width]`
  public BlockedDirect(
      ConvGeometry g, boolean fromPlanes, View weight, @Nullable View bias, Epilogue epilogue) {
    this.g = g;
    this.fromPlanes = fromPlanes;
    this.epilogue = epilogue;
    this.weights =
        BlockedConv.packed(
            weight,
            WeightKey.of("blocked-direct", ConvPass.FORWARD, g, weight),
            ChannelPanels.length(ConvPass.FORWARD, g),
            to -> {
              ChannelPanels.pack(ConvPass.FORWARD, g, weight, to, 0);
              if (SimdPairedRuns.suits(g.outChannels())) {
                SimdPairedRuns.repeat(to);
              }
            });
    this.starts = BlockedConv.starts(g, bias);
    if (SimdPairedRuns.suits(g.outChannels())) {
      SimdPairedRuns.repeat(starts);
    }
    this.padded = padded();
    this.shift = shift();
    this.runs = kernel();
    this.paired =
        SimdPairedRuns.suits(g.outChannels())
            && !fromPlanes
            && isPointwise()
            && BlockedImages.output(g).pixels() >= SimdPairedRuns.PIXELS;
  }

  /// The loops for runs of neighbors, or null where there are none or where they do not pay.
  private @Nullable PixelRuns kernel() {
    boolean suits = g.strideWidth() <= 2 && PixelRuns.suits(g.outWidth());
    return suits
        ? new PixelRuns(g.strideWidth() * unit(), epilogue, epilogue.residual(), starts)
        : null;
  }

  /// Why it does not compute this, as a clause; null if it does.
  public static @Nullable String reasonToRefuse(ConvGeometry g) {
    if (g.groups() != 1) {
      return "there must be one group";
    } else if (g.outChannels() < SIZE / 2) {
      return "fewer than " + SIZE / 2 + " output channels leave blocks empty";
    }
    return null;
  }

  /// The sizes.
  ConvGeometry geometry() {
    return g;
  }

  /// The numbers of the input as [#rows] reads them.
  View opened(View x) {
    return padded.isPlain()
        ? x
        : View.of(new FloatStorage(padded.of(x)), padded.planes() * padded.plane());
  }

  /// Writes rows `first … first + count` of a block of an image to `to`, `pitch` numbers apart.
  void rows(
      int image, int block, int first, int count, View opened, float[] to, int at, int pitch) {
    int width = g.outWidth();
    int pixels = count * width;
    int origin = opened.offset() + image * image() + first * g.strideHeight() * padded.width();
    if (runs != null) {
      PixelRuns.Grid grid = new PixelRuns.Grid(width, g.strideHeight() * padded.width());
      for (int i = 0; i < count; i++) {
        finish(
            runs,
            block,
            grid,
            i * width,
            width,
            opened.floats(),
            origin,
            NOTHING,
            0,
            to,
            at + i * pitch);
      }
      return;
    }
    float[] start = Scratch.floats(Scratch.START, SimdChannelKernel.STARTS * SIZE);
    for (int p = 0; p < SimdChannelKernel.STARTS; p++) {
      System.arraycopy(starts, block * SIZE, start, p * SIZE, SIZE);
    }
    float[] sums = Scratch.floats(Scratch.RESULT, (CHUNK + TILE) * SIZE);
    int[] places = Scratch.indices(CHUNK + TILE);
    int weight = block * shift.length * SIZE;
    boolean narrow = 2 * (g.outChannels() - block * SIZE) <= SIZE;
    for (int pixel = 0; pixel < pixels; pixel += CHUNK) {
      int n = Math.min(CHUNK, pixels - pixel);
      places(pixel, n, origin, places);
      ChannelSum.sums(
          narrow, Taps.APART, 0, n, places, opened.floats(), shift, weights, weight, start, sums);
      for (int q = 0; q < n; ) {
        int column = (pixel + q) % width;
        int run = Math.min(n - q, width - column);
        int o = at + (pixel + q) / width * pitch + column * SIZE;
        SimdBlocks.store(
            sums,
            q * SIZE,
            null,
            0,
            (float) epilogue.low(),
            (float) epilogue.high(),
            to,
            o,
            run * SIZE);
        q += run;
      }
    }
  }

  /// Where `count` pixels from `pixel` on lie, counted from the row at `origin`; the rest is the last.
  private void places(int pixel, int count, int origin, int[] places) {
    int row = pixel / g.outWidth();
    int column = pixel % g.outWidth();
    for (int p = 0; p < count; p++) {
      places[p] =
          origin + row * g.strideHeight() * padded.width() + column * g.strideWidth() * unit();
      if (++column == g.outWidth()) {
        column = 0;
        row++;
      }
    }
    Arrays.fill(places, count, count + TILE, places[count - 1]);
  }

  /// The distance of two images of the padded input.
  private int image() {
    return padded.planes() / Math.max(1, g.batch()) * padded.plane();
  }

  /// Numbers of a pixel that are neighbors.
  private int unit() {
    return fromPlanes ? 1 : SIZE;
  }

  private PaddedImages padded() {
    int reachedRows =
        (g.outHeight() - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
    int reachedColumns =
        (g.outWidth() - 1) * g.strideWidth() + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
    return new PaddedImages(
        g.batch() * (fromPlanes ? g.inChannels() : BlockedImages.input(g).blocks()),
        g.inHeight(),
        g.inWidth() * unit(),
        g.padTop(),
        g.padLeft() * unit(),
        Math.max(0, reachedRows - g.padTop() - g.inHeight()),
        Math.max(0, reachedColumns - g.padLeft() - g.inWidth()) * unit());
  }

  private int[] shift() {
    int[] shifts = new int[g.filter()];
    int k = 0;
    for (int c = 0; c < g.inChannels(); c++) {
      int channel = c / unit() * padded.plane() + c % unit();
      for (int u = 0; u < g.kernelHeight(); u++) {
        for (int v = 0; v < g.kernelWidth(); v++) {
          int row = u * g.dilationHeight() * padded.width();
          shifts[k++] = channel + row + v * g.dilationWidth() * unit();
        }
      }
    }
    return shifts;
  }

  /// Whether all pixels are neighbors, from one row to the next too.
  private boolean isPointwise() {
    return g.kernelHeight() * g.kernelWidth() == 1 && g.strideHeight() == 1 && padded.isPlain();
  }

  /// The results of some pixels of a block, from `x[origin]` to `y[to]`.
  private void finish(
      PixelRuns kernel,
      int block,
      PixelRuns.Grid grid,
      int pixel,
      int count,
      float[] x,
      int origin,
      float[] added,
      int apart,
      float[] y,
      int to) {
    int channel = block * SIZE;
    boolean narrow = 2 * (g.outChannels() - channel) <= SIZE;
    int w = channel * shift.length;
    kernel.sums(
        narrow, channel, grid, pixel, count, weights, w, x, origin, shift, added, apart, y, to);
  }

  /// All results as runs of neighbors.
  private void runs(PixelRuns kernel, View x, @Nullable View residual, View y) {
    BlockedImages out = BlockedImages.output(g);
    float[] from = padded.of(x);
    int origin = padded.offset(x);
    PixelRuns.Grid grid =
        new PixelRuns.Grid(
            isPointwise() ? out.pixels() : g.outWidth(), g.strideHeight() * padded.width());
    int blocks = out.blocks();
    int tiles = Math.ceilDiv(out.pixels(), TILE);
    long share = (long) g.batch() * tiles * blocks / ChannelSum.TASKS;
    int chunk = Math.clamp(share, 1, ChannelSum.CHUNK / TILE) * TILE;
    int chunks = Math.ceilDiv(out.pixels(), chunk);
    // where all weights lie in a cache, all blocks of some pixels follow each other
    boolean blocksFirst = ChannelSum.areNear(weights.length);
    int per = blocksFirst ? blocks : chunks;
    long work = (long) chunk * 2 * (shift.length + 8);
    float[] added = residual == null ? NOTHING : residual.floats();
    int apart = residual == null ? 0 : residual.offset() - y.offset();
    Parallel.ranges(
        g.batch() * chunks * blocks,
        (int) Math.max(1, Parallel.MINIMUM_WORK / work),
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int inner = task % per;
            int outer = task / per;
            int block = blocksFirst ? inner : outer % blocks;
            int piece = blocksFirst ? outer % chunks : inner;
            int image = blocksFirst ? outer / chunks : outer / blocks;
            int pixel = piece * chunk;
            int to = y.offset() + image * out.image() + block * out.block() + pixel * SIZE;
            finish(
                kernel,
                block,
                grid,
                pixel,
                Math.min(chunk, out.pixels() - pixel),
                from,
                origin + image * image(),
                added,
                apart,
                y.floats(),
                to);
          }
        });
  }

  /// All results of one block, three quarters full, as pairs of pixels.
  private void pairs(View x, @Nullable View residual, View y) {
    BlockedImages out = BlockedImages.output(g);
    int pixels = out.pixels();
    int tile = SimdPairedRuns.PIXELS;
    long share = (long) g.batch() * pixels / tile / ChannelSum.TASKS;
    int chunk = Math.clamp(share, 1, ChannelSum.CHUNK / tile) * tile;
    int chunks = Math.max(1, pixels / chunk); // the last one is longer
    Parallel.ranges(
        g.batch() * chunks,
        Math.max(1, Parallel.MINIMUM_WORK / (chunk * 2 * (shift.length + 8))),
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int pixel = task % chunks * chunk;
            int end = task % chunks == chunks - 1 ? pixels : pixel + chunk;
            int from = x.offset() + task / chunks * image() + pixel * SIZE;
            int to = y.offset() + task / chunks * out.image() + pixel * SIZE;
            SimdPairedRuns.sums(
                end - pixel,
                shift.length,
                weights,
                x.floats(),
                from,
                shift,
                starts,
                epilogue,
                residual == null ? SimdPairedRuns.NOTHING : residual.floats(),
                residual == null ? 0 : 1,
                residual == null ? 0 : residual.offset() - y.offset(),
                y.floats(),
                to);
          }
        });
  }

  @Override
  public void run(View x, @Nullable View residual, View y) {
    if (paired) {
      pairs(x, residual, y);
      return;
    }
    if (runs != null) {
      runs(runs, x, residual, y);
      return;
    }
    BlockedImages out = BlockedImages.output(g);
    Lattice from =
        new Lattice(
            padded.offset(x), image(), g.strideHeight() * padded.width(), g.strideWidth() * unit());
    Lattice to = new Lattice(y.offset(), out.image(), out.width() * SIZE, SIZE);
    ChannelSum sum =
        new ChannelSum(
            g.batch(),
            /* groups= */ 1,
            g.outChannels(),
            g.outHeight(),
            g.outWidth(),
            Products.all(shift),
            from,
            /* fromGroup= */ 0,
            to,
            /* toChannel= */ 1);
    float low = (float) epilogue.low();
    float high = (float) epilogue.high();
    float[] added = residual == null ? null : residual.floats();
    int apart = residual == null ? 0 : residual.offset() - y.offset();
    int pixels = out.pixels();
    sum.each(
        padded.of(x),
        weights,
        0,
        starts,
        (panel, pixel, count, block) -> {
          for (int q = 0; q < count; ) {
            int inImage = (pixel + q) % pixels;
            int n = Math.min(count - q, pixels - inImage);
            int at =
                y.offset()
                    + (pixel + q) / pixels * out.image()
                    + panel * out.block()
                    + inImage * SIZE;
            SimdBlocks.store(
                block, q * SIZE, added, at + apart, low, high, y.floats(), at, n * SIZE);
            q += n;
          }
        });
  }
}
