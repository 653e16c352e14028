package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// The weight gradient of a convolution as in [TapSum], of each tap over the pixels for which it lies inside
/// of the image: with a dilation it lies outside for a good part of them. The input is read where it lies.
///
/// A run of pixels must be long, so that the gradient is packed for each range of columns that a tap sees; the
/// rows that it sees then follow each other in each image.
final class InsideTaps {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int TILE = SimdChannelKernel.PIXELS;
  private static final int LANES = SimdTranspose.LANES;

  /// So many times those of tiles of the same tap cost those of neighbors.
  static final double LESS = 1.15;

  /// Pixels of an image that a tap sees at least, on average: fewer are not worth a run.
  private static final int FEWEST = 32;

  private final ConvGeometry g;
  private final Inside.Axis rows;
  private final Inside.Axis columns;

  /// Of each tap of a row the first one that sees the same range of columns.
  private final int[] range;

  /// The first column of each range, how many there are, and where its pixels begin, counted through all
  /// ranges.
  private final int[] column;

  private final int[] width;
  private final int[] begin;

  /// Pixels of all ranges.
  private final int pixels;

  private final int taps;
  private final int panels;

  private InsideTaps(ConvGeometry g) {
    this.g = g;
    rows = Inside.Axis.ofRows(g);
    columns = Inside.Axis.ofColumns(g);
    taps = g.kernelHeight() * g.kernelWidth();
    panels = Math.ceilDiv(g.groupOut(), COLUMNS);
    range = new int[g.kernelWidth()];
    column = new int[range.length];
    width = new int[range.length];
    begin = new int[range.length];
    int sum = 0;
    for (int v = 0; v < range.length; v++) {
      column[v] = columns.first(v);
      width[v] = columns.count(v);
      begin[v] = sum;
      while (column[range[v]] != column[v] || width[range[v]] != width[v]) {
        range[v]++;
      }
      sum += range[v] == v ? g.batch() * g.outHeight() * width[v] : 0;
    }
    pixels = sum;
  }

  /// Whether enough products lie outside.
  static boolean takes(ConvGeometry g) {
    if (g.padTop() + g.padLeft() + g.padBottom() + g.padRight() == 0) {
      return false;
    }
    Inside.Axis rows = Inside.Axis.ofRows(g);
    Inside.Axis columns = Inside.Axis.ofColumns(g);
    int taps = g.kernelHeight() * g.kernelWidth();
    boolean some = rows.isSeen() && columns.isSeen();
    return some && rows.inside() * columns.inside() >= (long) FEWEST * taps && LESS * waste(g) <= 1;
  }

  /// What is multiplied in tiles, in parts of all products of a filter.
  static double waste(ConvGeometry g) {
    double inside = Inside.Axis.ofRows(g).inside() * Inside.Axis.ofColumns(g).inside();
    double all = (double) g.kernelHeight() * g.kernelWidth() * g.outHeight() * g.outWidth();
    double channels = (double) SimdChannelKernel.padded(g.groupIn()) / g.groupIn();
    return ConvCost.tail(g.groupOut(), COLUMNS) * channels * inside / all;
  }

  /// As [ConvMethod#memory].
  static long memory(ConvGeometry g) {
    return new InsideTaps(g).packed();
  }

  private long packed() {
    return (long) g.groups() * panels * pixels * COLUMNS;
  }

  static void compute(ConvGeometry g, View x, View dy, View dw) {
    new InsideTaps(g).compute(x, dy, dw);
  }

  private void compute(View x, View dy, View dw) {
    float[] gradients = Scratch.floats(Scratch.INPUT, Math.toIntExact(packed()));
    pack(dy, gradients);
    int[] places = places(x.offset());
    float[] zeros = new float[SimdChannelKernel.STARTS * COLUMNS];
    int tiles = Math.ceilDiv(g.groupIn(), TILE);
    Parallel.run(
        g.groups() * panels * tiles,
        task -> {
          int channel = task % tiles * TILE;
          int panel = task / tiles;
          int count = Math.min(TILE, g.groupIn() - channel);
          float[] sums = Scratch.floats(Scratch.RESULT, (taps * count + TILE) * COLUMNS);
          sums(panel, channel, count, x.floats(), gradients, places, zeros, sums);
          store(panel, channel, count, sums, dw);
        });
  }

  /// `[tap][channel][COLUMNS]`: the sums of some input channels of a group with a panel of output channels.
  private void sums(
      int panel,
      int channel,
      int count,
      float[] x,
      float[] gradients,
      int[] places,
      float[] zeros,
      float[] sums) {
    boolean narrow = g.groupOut() - panel % panels * COLUMNS <= LANES;
    int plane = g.inHeight() * g.inWidth();
    int first = (panel / panels * g.groupIn() + channel) * plane;
    int[] at = Scratch.indices(taps * count + TILE);
    for (int tap = 0; tap < taps; tap++) {
      int u = tap / g.kernelWidth();
      int v = range[tap % g.kernelWidth()];
      int place = first + rows.at(0, u) * g.inWidth() + columns.at(0, tap % g.kernelWidth());
      for (int c = 0;
          c < count + TILE;
          c++) { // behind them the last one's, as far as a tile reaches
        at[tap * count + c] = place + Math.min(c, count - 1) * plane;
      }
      int top = rows.first(u) * width[v];
      int run = rows.count(u) * width[v];
      boolean begins = true;
      for (int b = 0; b < g.batch(); b++) {
        int q = begin[v] + b * g.outHeight() * width[v] + top;
        for (int end = q + run; q < end; ) {
          int n = Math.min(TapSum.DEPTH, end - q);
          SimdChannelKernel.sum(
              begins,
              narrow,
              Taps.APART,
              tap * count,
              count,
              n,
              gradients,
              (panel * pixels + q) * COLUMNS,
              x,
              at,
              places,
              q,
              zeros,
              sums);
          begins = false;
          q += n;
        }
      }
    }
  }

  /// Where the first tap of each pixel of each range would lie, were it inside.
  private int[] places(int offset) {
    int[] places = new int[pixels];
    int image = g.inChannels() * g.inHeight() * g.inWidth();
    int q = 0;
    for (int v = 0; v < g.kernelWidth(); v++) {
      for (int r = 0; r < g.batch() * g.outHeight() && range[v] == v; r++) {
        int row = offset + r / g.outHeight() * image;
        row += r % g.outHeight() * g.strideHeight() * g.inWidth();
        for (int j = column[v]; j < column[v] + width[v]; j++) {
          places[q++] = row + j * g.strideWidth();
        }
      }
    }
    return places;
  }

  /// Packs `dy` as panels of output channels: `[group][panel][range][image][row][column][COLUMNS]`.
  private void pack(View dy, float[] packed) {
    int plane = g.outHeight() * g.outWidth();
    Parallel.ranges(
        g.groups() * panels * g.batch(),
        Math.max(1, Parallel.MINIMUM_WORK / (COLUMNS * plane)),
        (from, to) -> {
          float[] all = Scratch.floats(Scratch.WINDOW, plane * COLUMNS);
          for (int i = from; i < to; i++) {
            int b = i % g.batch();
            int panel = i / g.batch();
            int channel = panel % panels * COLUMNS;
            int count = Math.min(COLUMNS, g.groupOut() - channel);
            int first = b * g.outChannels() + panel / panels * g.groupOut() + channel;
            ChannelPanels.pixels(dy, dy.offset() + first * plane, plane, plane, count, all, 0);
            for (int v = 0; v < g.kernelWidth(); v++) {
              int some = width[v];
              int at = panel * pixels + begin[v] + b * g.outHeight() * some;
              for (int r = 0; r < g.outHeight() && range[v] == v; r++) {
                System.arraycopy(
                    all,
                    (r * g.outWidth() + column[v]) * COLUMNS,
                    packed,
                    (at + r * some) * COLUMNS,
                    some * COLUMNS);
              }
            }
          }
        });
  }

  /// Turns the sums of some channels, and copies them to the filters of a panel.
  private void store(int panel, int channel, int count, float[] sums, View dw) {
    int most = ChannelSum.CHUNK;
    int all = taps * count;
    float[] piece = Scratch.floats(Scratch.TILE, (most + LANES) * COLUMNS);
    int to = channel * taps;
    for (int first = 0; first < all; first += most) {
      int some = Math.min(most, all - first);
      for (int k = 0; k < some; k++) { // in the order of the filters
        int row = (first + k) % taps * count + (first + k) / taps;
        System.arraycopy(sums, row * COLUMNS, piece, k * COLUMNS, COLUMNS);
      }
      int group = panel / panels;
      TapSum.store(g, piece, 0, group, panel % panels * COLUMNS, to + first, some, dw);
    }
  }
}
