package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A 3×3 depthwise convolution of blocks of channels, and, if there is one, the convolution before
/// it, whose results only it reads: they are made for a few rows and one block at a time and
/// used while they lie in a cache.
public final class BlockedDepthwise implements BlockedConv {
  private static final int SIZE = BlockedImages.SIZE;
  private static final int TAPS = 9;

  /// The numbers of rows that are made before they are used, for one block, and of all that a task
  /// reads: both together fill most of a second-level cache of 1 MB.
  private static final int ROOM = 32 << 10;

  private static final int READ = 128 << 10;

  /// Tasks there are at least, where there are rows enough.
  private static final int TASKS = 8;

  /// Rows of a task at least; the rows above and below are made twice.
  private static final int FEWEST_ROWS = 20;

  private final ConvGeometry g;
  private final float[] weights;
  private final float[] starts;
  private final Epilogue epilogue;
  private final @Nullable BlockedDirect before;
  private final int pitch;
  private final int rows; // of a task
  private final int band; // of results at a time

  /// A convolution with these contiguous weights, which must not change any more.
  ///
  /// @param before the convolution before it, or null
  public BlockedDepthwise(
      ConvGeometry g,
      View weight,
      @Nullable View bias,
      Epilogue epilogue,
      @Nullable BlockedDirect before) {
    this.g = g;
    this.epilogue = epilogue;
    this.before = before;
    this.weights =
        BlockedConv.packed(
            weight,
            WeightKey.of("blocked-depthwise", ConvPass.FORWARD, g, weight),
            BlockedImages.output(g).blocks() * TAPS * SIZE,
            to -> pack(weight, to));
    this.starts = BlockedConv.starts(g, bias);
    int reached = (g.outWidth() - 1) * g.strideWidth() + 3;
    this.pitch = Math.max(reached, g.padLeft() + g.inWidth()) * SIZE;
    int parts = Math.ceilDiv(TASKS, Math.max(1, g.batch() * BlockedImages.output(g).blocks()));
    int read = BlockedImages.input(before == null ? g : before.geometry()).image() / READ + 1;
    int stripes = Math.clamp(g.outHeight() / FEWEST_ROWS, 1, Math.max(parts, read));
    // an even number of tasks is shared well by two threads
    this.rows = Math.max(1, Math.ceilDiv(g.outHeight(), stripes > 1 ? stripes + stripes % 2 : 1));
    this.band = Math.clamp((ROOM / pitch - 3) / g.strideHeight() + 1, 1, Math.max(1, rows));
  }

  /// Why it does not compute this, as a clause; null if it does.
  public static @Nullable String reasonToRefuse(ConvGeometry g) {
    if (g.groups() == 1 || g.groupIn() != 1 || g.groupOut() != 1) {
      return "each channel must be a group";
    } else if (g.kernelHeight() != 3 || g.kernelWidth() != 3) {
      return "the kernel must be 3×3";
    } else if (g.strideHeight() != g.strideWidth() || g.strideHeight() > 2) {
      return "the stride must be 1 or 2";
    } else if (g.dilationHeight() * g.dilationWidth() != 1) {
      return "the dilation must be 1";
    } else if (g.outChannels() < SIZE / 2) {
      return "fewer than " + SIZE / 2 + " channels leave blocks empty";
    }
    return null;
  }

  private void pack(View weight, float[] to) {
    for (int c = 0; c < g.outChannels(); c++) {
      for (int t = 0; t < TAPS; t++) {
        to[(c / SIZE * TAPS + t) * SIZE + c % SIZE] =
            weight.floats()[weight.offset() + c * TAPS + t];
      }
    }
  }

  @Override
  public void run(View x, @Nullable View residual, View y) {
    View opened = before == null ? x : before.opened(x);
    int blocks = BlockedImages.output(g).blocks();
    int stripes = (g.outHeight() + rows - 1) / rows;
    int perPixel = SIZE / 16 * (2 + (before == null ? 1 : before.geometry().filter() / 2));
    Parallel.ranges(
        g.batch() * blocks * stripes,
        Math.max(1, Parallel.MINIMUM_WORK / (rows * g.outWidth() * perPixel + 1)),
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int stripe = task / blocks; // blocks of one stripe read the same rows
            int top = stripe % stripes * rows;
            stripe(stripe / stripes, task % blocks, top, opened, residual, y);
          }
        });
  }

  /// Some rows of one block of one image, from row `top` on. What the next band of rows sees of
  /// this one's input is kept.
  private void stripe(int image, int block, int top, View x, @Nullable View residual, View y) {
    int stride = g.strideHeight();
    int kept = 3 - stride;
    float[] room = Scratch.floats(Scratch.LEFT, (band * stride + kept) * pitch);
    int bottom = Math.min(top + rows, g.outHeight());
    fill(image, block, top * stride - g.padTop(), kept, x, room, 0);
    for (int i = top; i < bottom; i += band) {
      int count = Math.min(band, bottom - i);
      fill(image, block, i * stride + kept - g.padTop(), count * stride, x, room, kept * pitch);
      slide(image, block, i, count, room, residual, y);
      System.arraycopy(room, count * stride * pitch, room, 0, kept * pitch);
    }
  }

  /// `count` rows of results from row `top` on.
  private void slide(
      int image, int block, int top, int count, float[] room, @Nullable View residual, View y) {
    BlockedImages out = BlockedImages.output(g);
    int line = g.outWidth() * SIZE;
    int place = image * out.image() + block * out.block() + top * line;
    float low = residual == null ? (float) epilogue.low() : Float.NEGATIVE_INFINITY;
    float high = residual == null ? (float) epilogue.high() : Float.POSITIVE_INFINITY;
    SimdBlockedDepthwise.rows(
        g.strideHeight(),
        count,
        g.outWidth(),
        Math.min(SIZE, g.outChannels() - block * SIZE),
        weights,
        block * TAPS * SIZE,
        starts,
        block * SIZE,
        room,
        0,
        pitch,
        low,
        high,
        y.floats(),
        y.offset() + place,
        line);
    if (residual != null) {
      SimdBlocks.store(
          y.floats(),
          y.offset() + place,
          residual.floats(),
          residual.offset() + place,
          (float) epilogue.low(),
          (float) epilogue.high(),
          y.floats(),
          y.offset() + place,
          count * line);
    }
  }

  /// `count` rows of the input from `first` on, with zeros around them, from `to` on.
  private void fill(int image, int block, int first, int count, View x, float[] room, int to) {
    int begin = Math.clamp(first, 0, g.inHeight());
    int end = Math.clamp((long) first + count, begin, g.inHeight());
    int start = to + (begin - first) * pitch;
    int stop = to + (end - first) * pitch;
    Arrays.fill(room, to, Math.min(start, to + count * pitch), 0);
    Arrays.fill(room, Math.max(stop, to), to + count * pitch, 0);
    if (end == begin) {
      return;
    }
    int left = g.padLeft() * SIZE;
    int line = g.inWidth() * SIZE;
    for (int row = start; row < stop; row += pitch) {
      SimdBlocks.clear(room, row, left);
      SimdBlocks.clear(room, row + left + line, pitch - left - line);
    }
    int at = start + left;
    if (before != null) {
      before.rows(image, block, begin, end - begin, x, room, at, pitch);
      return;
    }
    BlockedImages in = BlockedImages.input(g);
    int from = x.offset() + image * in.image() + block * in.block() + begin * line;
    for (int i = 0; i < end - begin; i++) {
      System.arraycopy(x.floats(), from + i * line, room, at + i * pitch, line);
    }
  }
}
