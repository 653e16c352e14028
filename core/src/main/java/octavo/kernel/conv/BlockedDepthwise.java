package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A 3×3 depthwise convolution of blocks of channels, and, if there is one, the 1×1 convolution
/// before it, whose results only it reads: they are made for a few rows and one block at a time and
/// used while they lie in a cache.
public final class BlockedDepthwise implements BlockedConv {
  private static final int SIZE = BlockedImages.SIZE;
  private static final int TAPS = 9;

  /// The numbers a task works on at a time: a quarter of a second-level cache of 1 MB.
  private static final int ROOM = 1 << 16;

  private final ConvGeometry g;
  private final float[] weights;
  private final float[] starts;
  private final Epilogue epilogue;
  private final @Nullable BlockedPointwise before;
  private final int pitch;
  private final int rows;

  /// A convolution with these contiguous weights, which must not change any more.
  ///
  /// @param before the convolution before it, or null
  public BlockedDepthwise(
      ConvGeometry g,
      View weight,
      @Nullable View bias,
      Epilogue epilogue,
      @Nullable BlockedPointwise before) {
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
    int most = Math.clamp(ROOM / pitch / g.strideHeight() - 1, 1, Math.max(1, g.outHeight()));
    int stripes = (g.outHeight() + most - 1) / most;
    this.rows = (g.outHeight() + stripes - 1) / stripes;
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
    int blocks = BlockedImages.output(g).blocks();
    int stripes = (g.outHeight() + rows - 1) / rows;
    int perPixel = SIZE / 16 * (2 + (before == null ? 1 : before.products() / 2));
    Parallel.ranges(
        g.batch() * blocks * stripes,
        Math.max(1, Parallel.MINIMUM_WORK / (rows * g.outWidth() * perPixel + 1)),
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int block = task / stripes;
            stripe(block / blocks, block % blocks, task % stripes * rows, x, residual, y);
          }
        });
  }

  /// Some rows of one block of one image, from row `top` on.
  private void stripe(int image, int block, int top, View x, @Nullable View residual, View y) {
    int count = Math.min(rows, g.outHeight() - top);
    int stride = g.strideHeight();
    int seen = (count - 1) * stride + 3;
    float[] room = Scratch.floats(Scratch.LEFT, ((rows - 1) * stride + 3) * pitch);
    fill(image, block, top * stride - g.padTop(), seen, x, room);
    BlockedImages out = BlockedImages.output(g);
    int line = g.outWidth() * SIZE;
    int place = image * out.image() + block * out.block() + top * line;
    float low = residual == null ? (float) epilogue.low() : Float.NEGATIVE_INFINITY;
    float high = residual == null ? (float) epilogue.high() : Float.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int at = y.offset() + place + i * line;
      SimdBlockedDepthwise.row(
          stride,
          g.outWidth(),
          weights,
          block * TAPS * SIZE,
          starts,
          block * SIZE,
          room,
          i * stride * pitch,
          pitch,
          low,
          high,
          y.floats(),
          at);
      if (residual != null) {
        SimdBlocks.store(
            y.floats(),
            at,
            residual.floats(),
            residual.offset() + place + i * line,
            (float) epilogue.low(),
            (float) epilogue.high(),
            y.floats(),
            at,
            line);
      }
    }
  }

  /// The rows of the input from `first` on, with zeros around them.
  private void fill(int image, int block, int first, int seen, View x, float[] room) {
    int begin = Math.clamp(first, 0, g.inHeight());
    int end = Math.clamp((long) first + seen, begin, g.inHeight());
    Arrays.fill(room, 0, (begin - first) * pitch, 0);
    Arrays.fill(room, (end - first) * pitch, seen * pitch, 0);
    int left = g.padLeft() * SIZE;
    int line = g.inWidth() * SIZE;
    for (int row = (begin - first) * pitch; row < (end - first) * pitch; row += pitch) {
      Arrays.fill(room, row, row + left, 0);
      Arrays.fill(room, row + left + line, row + pitch, 0);
    }
    int at = (begin - first) * pitch + left;
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
