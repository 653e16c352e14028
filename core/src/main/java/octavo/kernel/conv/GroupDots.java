package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// The weight gradients of many groups of few channels, group by group: the planes of one group are few
/// enough that what [DirectConv] writes to memory for all of them, padded planes, stays in a cache here,
/// from where it is read at once, with pixels as the vector side ([SimdGroupDots]).
final class GroupDots {
  private static final int LANES = SimdShiftKernel.LANES;

  /// The planes of a group, with those of the gradient, have at most so many numbers: half of a
  /// second-level cache of 1 MB.
  private static final int MOST = 1 << 17;

  /// Pixels of the weight gradient that are summed before other taps are taken up: those of a tile's
  /// channels stay in the first-level cache meanwhile.
  private static final int NEAR = 1024;

  /// Output channels whose weight gradients are summed together: of one tile or of two.
  private static final int MOST_ROWS = 8;

  /// Fewer groups would leave threads idle.
  private static final int TASKS = 8;

  /// What adding up the lanes of a weight's gradient costs, in numbers copied.
  private static final double SUM = 27;

  private GroupDots() {}

  /// Whether there are groups enough, and each fits into a cache.
  static boolean takes(ConvGeometry g) {
    if (g.groups() < TASKS) {
      return false;
    }
    Group group = Group.of(g);
    return group.image() + group.gradients() <= MOST;
  }

  /// As [ConvMethod#work].
  static double work(ConvGeometry g) {
    double gap = (double) Group.of(g).row() / (g.outHeight() * g.outWidth());
    int rows = SimdGroupDots.rows(g.groupOut());
    return 1.05 * g.multiplications() * gap * ConvCost.tail(g.groupOut(), rows)
        + ConvCost.PACKED
            * (1.5 * (g.inputs() + (double) g.outputs()) + SUM * g.outChannels() * g.filter());
  }

  /// The planes of one group of an image.
  ///
  /// @param planes those of all images
  /// @param pitch the distance of two channels: behind each are zeros as far as runs go
  /// @param row the distance of two channels of the gradient, rows as far apart as those of the planes
  private record Group(Planes planes, int pitch, int row) {
    static Group of(ConvGeometry g) {
      Planes planes = Planes.of(g);
      int behind = (g.kernelWidth() - 1) * g.dilationWidth() + LANES;
      return new Group(
          planes,
          roundUp(planes.channel() + behind, LANES),
          roundUp(g.outHeight() * planes.width(), LANES));
    }

    int image() {
      return planes.g().groupIn() * pitch;
    }

    int gradients() {
      return planes.g().groupOut() * row;
    }

    /// Fills the planes of a group from the channel that begins at `start`.
    void fill(float[] from, int start, float[] buffer, float[] to, int at) {
      ConvGeometry g = planes.g();
      int width = planes.width();
      for (int c = 0; c < g.groupIn(); c++) {
        int source = start + c * g.inHeight() * g.inWidth();
        int first = at + c * pitch;
        int end = first + planes.channel();
        if (g.strideHeight() * g.strideWidth() > 1) {
          planes.fillChannel(from, source, buffer, to, first);
          Arrays.fill(to, end, first + pitch, 0);
        } else {
          int image = first + g.padTop() * width;
          int behind = image + g.inHeight() * width;
          Arrays.fill(to, first, image, 0);
          SimdPlaneRows.spread(
              from, source, g.inHeight(), g.inWidth(), g.padLeft(), width, to, image);
          Arrays.fill(to, behind, first + pitch, 0);
        }
      }
    }

    /// The gradient of a group with zeros between its rows, so that a run of it meets a run of the
    /// planes.
    void spread(float[] from, int start, float[] to, int at) {
      ConvGeometry g = planes.g();
      int rows = g.outHeight();
      for (int o = 0; o < g.groupOut(); o++) {
        int source = start + o * rows * g.outWidth();
        int first = at + o * row;
        SimdPlaneRows.spread(from, source, rows, g.outWidth(), 0, planes.width(), to, first);
        SimdRuns.zero(to, first + rows * planes.width(), first + row);
      }
    }

    /// Where the run of each tap begins, `taps` of them, those that do not exist as the last.
    int[] shifts(int taps) {
      ConvGeometry g = planes.g();
      int kernel = g.kernelHeight() * g.kernelWidth();
      int[] shift = new int[taps];
      for (int f = 0; f < taps; f++) {
        int tap = Math.min(f, g.filter() - 1);
        int inKernel = tap % kernel;
        shift[f] =
            tap / kernel * pitch
                + planes.tap(inKernel / g.kernelWidth(), inKernel % g.kernelWidth());
      }
      return shift;
    }
  }

  private static int roundUp(int n, int step) {
    return (n + step - 1) / step * step;
  }

  /// `dw` of all groups.
  static void compute(ConvGeometry g, View x, View dy, View dw) {
    Group group = Group.of(g);
    int most = SimdGroupDots.rows(g.groupOut());
    int rest = SimdGroupDots.rows((g.groupOut() - 1) % most + 1);
    int taps = roundUp(g.filter(), Math.max(SimdGroupDots.taps(most), SimdGroupDots.taps(rest)));
    int[] shift = group.shifts(taps);
    Parallel.run(g.groups(), number -> weights(g, group, number, shift, x, dy, dw));
  }

  private static void weights(
      ConvGeometry g, Group group, int number, int[] shift, View x, View dy, View dw) {
    int part = Math.clamp(MOST / (group.image() + group.gradients()), 1, g.batch());
    int filter = g.filter();
    int apart = SimdLaneSums.rounded(MOST_ROWS * shift.length) * LANES;
    boolean inParts = part < g.batch();
    int tiles = inParts ? (g.groupOut() + MOST_ROWS - 1) / MOST_ROWS : 1;
    float[] planes = Scratch.floats(Scratch.INPUT, part * group.image() + LANES);
    float[] gradients =
        Scratch.floats(Scratch.GRADIENT, part * group.gradients() + MOST_ROWS * group.row());
    float[] sums = Scratch.floats(Scratch.RESULT, tiles * apart);
    float[] buffer = group.planes().row();
    for (int first = 0; first < g.batch(); first += part) {
      int images = Math.min(part, g.batch() - first);
      for (int b = 0; b < images; b++) {
        int from = (first + b) * g.groups() + number;
        int image = x.offset() + from * g.groupIn() * g.inHeight() * g.inWidth();
        int results = dy.offset() + from * g.groupOut() * g.outHeight() * g.outWidth();
        group.fill(x.floats(), image, buffer, planes, b * group.image());
        group.spread(dy.floats(), results, gradients, b * group.gradients());
      }
      for (int o = 0; o < g.groupOut(); o += MOST_ROWS) {
        int channels = Math.min(MOST_ROWS, g.groupOut() - o);
        int at = inParts ? o / MOST_ROWS * apart : 0;
        int rows = o * group.row();
        add(first == 0, channels, group, images, planes, gradients, rows, shift, sums, at);
        if (first + images == g.batch()) {
          int to = dw.offset() + (number * g.groupOut() + o) * filter;
          store(sums, at, channels, shift.length, filter, dw.floats(), to);
        }
      }
    }
  }

  /// Adds up the lanes of `[channels][taps][LANES]`, of which the first `filter` taps exist.
  private static void store(
      float[] sums, int at, int channels, int taps, int filter, float[] out, int to) {
    int vectors = SimdLaneSums.rounded(channels * taps);
    float[] totals = Scratch.floats(Scratch.START, vectors);
    SimdLaneSums.add(sums, at, vectors, channels * taps, totals, 0);
    for (int c = 0; c < channels; c++) {
      System.arraycopy(totals, c * taps, out, to + c * filter, filter);
    }
  }

  /// Adds the products of some images with a tile of channels, whose gradients begin at `from`, to the
  /// partial sums `[rows][taps][LANES]`, which begin at zero with the first images.
  private static void add(
      boolean begins,
      int channels,
      Group group,
      int images,
      float[] planes,
      float[] gradients,
      int from,
      int[] shift,
      float[] sums,
      int at) {
    int row = group.row();
    int together = Math.clamp(NEAR / row, 1, images);
    int pieces = (row + NEAR - 1) / NEAR;
    int length = roundUp((row + pieces - 1) / pieces, LANES);
    for (int b = 0; b < images; b += together) {
      int some = Math.min(together, images - b);
      for (int q = 0; q < row; q += length) {
        boolean first = begins && b + q == 0;
        int n = Math.min(length, row - q);
        for (int o = 0; o < channels; ) {
          int rows = SimdGroupDots.rows(channels - o);
          int taps = SimdGroupDots.taps(rows);
          for (int f = 0; f < shift.length; f += taps) {
            SimdGroupDots.tile(
                first,
                rows,
                some,
                n,
                gradients,
                from + b * group.gradients() + o * row + q,
                row,
                group.gradients(),
                planes,
                b * group.image() + q,
                shift,
                f,
                group.image(),
                sums,
                at + (o * shift.length + f) * LANES,
                shift.length * LANES);
          }
          o += rows;
        }
      }
    }
  }
}
