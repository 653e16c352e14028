package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The forward pass of [DirectConv], and its input gradient of stride 1, for images whose [Planes] stay in a cache: each image is
/// rearranged by the task that sums it, and vectors of pixels end with a row of the result, where they
/// are stored at once. With few input channels storing is most of the work, and no number is
/// stored twice, turned or moved.
///
/// The last vector of a row overlaps the one before it. Where a row is shorter than a vector, what is
/// written beyond its end is written again with the next row; what would reach
/// beyond the plane goes through a buffer.
final class DirectRows {
  private static final int LANES = SimdShiftKernel.LANES;
  private static final int ROWS = SimdRowKernel.ROWS;

  /// Numbers of the planes of a group that are read again and again: half of a second-level cache of
  /// 512 KB, a quarter of one of 1 MB. By measurement it is the faster way up to there, by a tenth with
  /// many products and by a third and more with few.
  private static final int NEAR = 1 << 16;

  /// The same where a sum has at most [#SHORT_SUM] terms: storing it costs more than what it reads. By
  /// measurement 1.9 instead of 2.9 ms for pictures of 3×224×224 and 64 filters of 3×3.
  private static final int FAR = 1 << 20;

  private static final int SHORT_SUM = 36;

  /// Tasks there are at least, where the channels allow it.
  private static final int TASKS = 8;

  /// What rearranging and storing cost, by measurement.
  private static final double READ = 10;

  private static final double STORED = 10;

  /// The same of storing the results of a stride, for which there are few products of what is split.
  private static final double STORED_APART = SimdMicrokernel.MANY_REGISTERS ? 30 : STORED;

  /// What a multiplication costs where rows are shorter than a vector: each is stored by itself.
  private static final double SHORT = 1.1;

  private final ConvGeometry g;
  private final Planes planes;
  private final int[] shift;
  private final int vectors;

  private DirectRows(ConvGeometry g) {
    this.g = g;
    planes = Planes.of(g);
    shift = DirectConv.shifts(g, planes);
    vectors = (g.outWidth() + LANES - 1) / LANES;
  }

  /// Whether a convolution is computed in this way.
  static boolean takes(ConvGeometry g) {
    return (long) g.groupIn() * Planes.of(g).channel() <= (g.filter() <= SHORT_SUM ? FAR : NEAR);
  }

  /// The work of the forward pass.
  static double work(ConvGeometry g) {
    double waste =
        ConvCost.tail(g.outWidth(), LANES) * ConvCost.tail(g.groupOut(), SimdRowKernel.FEW);
    int step = Math.min(2, g.strideHeight() * g.strideWidth());
    double filters = (double) g.outChannels() * g.filter();
    return (g.outWidth() < LANES ? SHORT : 1.05) * g.multiplications() * waste
        + READ * step * g.inputs()
        + (step > 1 ? STORED_APART : STORED) * g.outputs()
        + 4 * ConvCost.PACKED * filters;
  }

  /// The output, of filters in panels of output channels.
  static void forward(ConvGeometry g, View x, float[] panels, @Nullable View bias, View y) {
    new DirectRows(g).compute(x, panels, start(g, bias), y);
  }

  /// The output, of filters whose taps are read from the last one on ([Turned#rows]).
  static void turned(ConvGeometry g, View x, float[] panels, View y) {
    DirectRows rows = new DirectRows(g);
    int taps = g.kernelHeight() * g.kernelWidth();
    int[] turned = new int[rows.shift.length];
    Arrays.setAll(turned, f -> rows.shift[f / taps * taps + taps - 1 - f % taps]);
    System.arraycopy(turned, 0, rows.shift, 0, turned.length);
    rows.compute(x, panels, start(g, null), y);
  }

  /// What the sums of each channel begin at, in tiles: its bias.
  private static float[] start(ConvGeometry g, @Nullable View bias) {
    int tiles = (g.groupOut() + ROWS - 1) / ROWS;
    float[] start = new float[g.groups() * tiles * ROWS];
    if (bias != null) {
      for (int group = 0; group < g.groups(); group++) {
        int from = bias.offset() + group * g.groupOut();
        System.arraycopy(bias.floats(), from, start, group * tiles * ROWS, g.groupOut());
      }
    }
    return start;
  }

  private void compute(View x, float[] panels, float[] start, View y) {
    int tiles = (g.groupOut() + ROWS - 1) / ROWS;
    int parts = Math.clamp(TASKS / (g.batch() * g.groups()), 1, tiles);
    int perPart = (tiles + parts - 1) / parts;
    long work = g.multiplications() / LANES / ((long) g.batch() * g.groups() * parts);
    int tasks = g.batch() * g.groups() * parts;
    int grain = (int) Math.max(1, Parallel.MINIMUM_WORK / 2 / (work + 1));
    int length = g.groupIn() * planes.channel() + planes.slack();
    Parallel.runPrepared(
        Math.ceilDiv(tasks, grain),
        /* own= */ true,
        () -> {
          // for all tasks of a thread, of which many or all may be of one image
          float[] pixels = Scratch.floats(Scratch.WINDOW, length);
          Arrays.fill(pixels, 0, length, 0);
          float[] row = planes.row();
          int[] filled = {-1};
          return piece -> {
            for (int task = piece * grain; task < Math.min(tasks, (piece + 1) * grain); task++) {
              int image = task / parts;
              if (image != filled[0]) {
                fill(x, image, row, pixels);
                filled[0] = image;
              }
              int first = task % parts * perPart;
              for (int t = first; t < Math.min(tiles, first + perPart); t++) {
                int tile = image % g.groups() * tiles + t;
                int at =
                    y.offset() + (image * g.groupOut() + t * ROWS) * g.outHeight() * g.outWidth();
                int channels = Math.min(ROWS, g.groupOut() - t * ROWS);
                plane(pixels, panels, tile, start, channels, y.floats(), at);
              }
            }
          };
        });
  }

  private void fill(View x, int image, float[] row, float[] pixels) {
    int at = x.offset() + image * g.groupIn() * g.inHeight() * g.inWidth();
    planes.refillChannels(g.groupIn(), x.floats(), at, row, pixels, 0);
  }

  /// The planes of a tile of channels.
  private void plane(
      float[] x, float[] panels, int tile, float[] start, int channels, float[] y, int at) {
    int plane = g.outHeight() * g.outWidth();
    int wo = tile * shift.length * ROWS;
    int so = tile * ROWS;
    int count = g.outHeight() * vectors;
    int inPlace = inPlace();
    int pairs = inPlace < count ? inPlace / 2 * 2 : inPlace; // then the others are pairs too
    for (int v = 0; v < pairs; v += 2) {
      int second = Math.min(v + 1, pairs - 1);
      SimdRowKernel.tile(
          shift.length,
          panels,
          wo,
          x,
          place(v, planes.width()),
          place(second, planes.width()),
          shift,
          start,
          so,
          channels,
          y,
          at + place(v, g.outWidth()),
          at + place(second, g.outWidth()),
          plane);
    }
    for (int v = pairs; v < count; v += 2) {
      float[] room = Scratch.floats(Scratch.RESULT, 2 * ROWS * LANES);
      int second = Math.min(v + 1, count - 1);
      SimdRowKernel.tile(
          shift.length,
          panels,
          wo,
          x,
          place(v, planes.width()),
          place(second, planes.width()),
          shift,
          start,
          so,
          channels,
          room,
          0,
          LANES,
          2 * LANES);
      for (int r = 0; r < channels; r++) {
        int to = at + r * plane;
        for (int row = v; row <= second; row++) {
          int from = (2 * r + row - v) * LANES;
          System.arraycopy(room, from, y, to + row * g.outWidth(), g.outWidth());
        }
      }
    }
  }

  /// How many vectors do not reach beyond their plane, where another channel may be written already.
  private int inPlace() {
    int plane = g.outHeight() * g.outWidth();
    return g.outWidth() >= LANES
        ? g.outHeight() * vectors
        : plane < LANES ? 0 : (plane - LANES) / g.outWidth() + 1;
  }

  /// Where a vector of the plane begins in rows of a width.
  private int place(int vector, int width) {
    int column = Math.min(vector % vectors * LANES, Math.max(0, g.outWidth() - LANES));
    return vector / vectors * width + column;
  }
}
