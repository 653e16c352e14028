package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Caches;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// The output of [DirectChannelsConv], band by band: rows of an image, or
/// whole small images, are copied with zeros around them by the thread that then takes the sums of their
/// pixels. So the copy is read from the second-level cache of the core that made it, and what the pixels of a
/// tile see lies on few pages, where in whole images each channel begins a page of its own.
///
/// @param g the convolution
/// @param images of a band
/// @param rows of the output of a band, of each image
record ChannelBands(ConvGeometry g, int images, int rows) {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int LANES = SimdPlaneRows.LANES;

  /// Numbers of a band where weights are read from memory for each band anew: a quarter of the second-level
  /// cache.
  private static final int LARGE = (int) Math.min(1 << 20, Caches.machine().l2() / 16);

  /// Numbers of a band of few channels, whose bands read a good part of their neighbors' rows too.
  private static final int SMALL = 1 << 14;

  /// The bands of a convolution: as many pixels as a task has, or more where weights would be read from memory
  /// or rows be copied too often.
  static ChannelBands of(ConvGeometry g) {
    int panels = g.groups() * Math.ceilDiv(g.groupOut(), COLUMNS);
    long weights = (long) panels * COLUMNS * g.filter();
    ChannelBands line = new ChannelBands(g, 1, 1);
    int rows = Math.max(1, ChannelSum.CHUNK / g.outWidth());
    int most = ChannelSum.areNear(weights) ? SMALL : LARGE;
    int more = (most / (g.groupIn() * line.width()) - line.lines()) / g.strideHeight() + 1;
    rows = Math.max(rows, more);
    // enough tasks for some threads
    int all = g.batch() * g.outHeight();
    rows = Math.clamp(rows, 1, Math.max(1, (int) ((long) all * panels / ChannelSum.TASKS)));
    if (rows >= g.outHeight()) {
      return new ChannelBands(g, Math.min(rows / g.outHeight(), g.batch()), g.outHeight());
    }
    return new ChannelBands(g, 1, Math.ceilDiv(g.outHeight(), Math.ceilDiv(g.outHeight(), rows)));
  }

  /// Rows of a channel of a band.
  private int lines() {
    return (rows - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
  }

  /// The distance of two of them.
  private int width() {
    return (g.outWidth() - 1) * g.strideWidth() + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
  }

  /// Bands of rows of an image.
  private int perImage() {
    return Math.ceilDiv(g.outHeight(), rows);
  }

  /// The output of `x`, of weights that [ChannelPanels] packed; each sum begins at its channel's number of
  /// `start`, `[groups, panels, COLUMNS]`.
  void compute(View x, float[] packed, float[] start, View y) {
    int panels = Math.ceilDiv(g.groupOut(), COLUMNS);
    int tasks = Math.ceilDiv(g.batch(), images) * perImage() * g.groups() * panels;
    long work = 2L * images * rows * g.outWidth() * (g.filter() + 8);
    int grain = (int) Math.max(1, Parallel.MINIMUM_WORK / work);
    Products products = Products.all(shift());
    Taps taps = Taps.of(products);
    int room = images * g.groupIn() * lines() * width() + LANES;
    Parallel.runPrepared(
        Math.ceilDiv(tasks, grain),
        /* own= */ true,
        () -> {
          float[] numbers = Scratch.floats(Scratch.INPUT, room);
          Held held = new Held();
          return piece -> {
            for (int task = piece * grain; task < Math.min(tasks, (piece + 1) * grain); task++) {
              int number = task / panels;
              int group = number % g.groups();
              if (held.number != number) {
                int band = number / g.groups();
                copy(x, band, group, numbers);
                ChannelSum sum = sum(products, band, y.offset());
                held.sums = sum.panels(taps, packed, Scratch.LINE, y.floats());
                held.number = number;
              }
              held.sums.accept(group * panels + task % panels, numbers, start);
            }
          };
        });
  }

  /// The band of a group that a thread holds.
  private static final class Held {
    int number = -1;
    ChannelSum.PanelSums sums = (panel, x, start) -> {};
  }

  /// Where the products of a pixel read a band.
  private int[] shift() {
    int[] shift = new int[g.filter()];
    int k = 0;
    for (int c = 0; c < g.groupIn(); c++) {
      for (int u = 0; u < g.kernelHeight(); u++) {
        for (int v = 0; v < g.kernelWidth(); v++) {
          int line = c * lines() + u * g.dilationHeight();
          shift[k++] = line * width() + v * g.dilationWidth();
        }
      }
    }
    return shift;
  }

  private ChannelSum sum(Products products, int band, int target) {
    int image = band / perImage() * images;
    int row = band % perImage() * rows;
    Lattice from =
        new Lattice(
            0, g.groupIn() * lines() * width(), g.strideHeight() * width(), g.strideWidth());
    Lattice to =
        new Lattice(
            target + image * g.results() + row * g.outWidth(),
            g.results(),
            g.outWidth(),
            /* column= */ 1);
    return new ChannelSum(
        Math.min(images, g.batch() - image),
        g.groups(),
        g.groupOut(),
        Math.min(rows, g.outHeight() - row),
        g.outWidth(),
        products,
        from,
        /* fromGroup= */ 0,
        to,
        g.outHeight() * g.outWidth());
  }

  /// Copies what a band reads of a group's channels, between zeros.
  private void copy(View x, int band, int group, float[] to) {
    int image = band / perImage() * images;
    int top = band % perImage() * rows * g.strideHeight() - g.padTop();
    int lines = lines();
    int width = width();
    int first = Math.clamp(-top, 0, lines);
    int end = Math.clamp(g.inHeight() - top, first, lines);
    int plane = g.inHeight() * g.inWidth();
    int last = Math.min(images, g.batch() - image);
    for (int c = 0; c < last * g.groupIn(); c++) {
      int channel = (image + c / g.groupIn()) * g.inChannels() + group * g.groupIn();
      int source = x.offset() + (channel + c % g.groupIn()) * plane + (top + first) * g.inWidth();
      int at = c * lines * width;
      Arrays.fill(to, at, at + first * width, 0);
      rows(x.floats(), source, end - first, to, at + first * width);
      Arrays.fill(to, at + end * width, at + lines * width, 0);
    }
  }

  /// Copies some rows; up to a vector more is written behind them.
  private void rows(float[] from, int source, int count, float[] to, int at) {
    int width = width();
    int n = g.inWidth();
    if (n <= PaddedImages.MOST_COLUMNS) {
      SimdPlaneRows.spread(from, source, count, n, g.padLeft(), width, to, at);
      return;
    }
    int left = Math.min(g.padLeft(), width);
    int right = Math.min(left + n, width);
    for (int i = 0; i < count; i++) {
      Arrays.fill(to, at, at + left, 0);
      System.arraycopy(from, source, to, at + left, right - left);
      Arrays.fill(to, at + right, at + width, 0);
      source += n;
      at += width;
    }
  }
}
