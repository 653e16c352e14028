package octavo.kernel.conv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution of stride 1, or the output of one of any stride, as sums over the taps that lie inside of
/// the image: pixels that see the same taps are a part of the grid, a [ChannelSum]. No image is copied to
/// have zeros around it, and no zeros are multiplied: with a dilation these are a good part of all products.
///
/// @param g the convolution
/// @param forward whether its output is computed, or the gradient of its input
/// @param rows the vertical axis
/// @param columns the horizontal axis
/// @param down runs of rows
/// @param across runs of columns
record Inside(
    ConvGeometry g, boolean forward, Axis rows, Axis columns, List<Span> down, List<Span> across) {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;

  /// Channels of a block at most: what a tile of pixels reads of them stays in the first-level cache while
  /// the taps go by.
  private static final int BLOCK = 64;

  /// What a product costs of rows so short that the places of a tile's pixels are each a number of its own, where
  /// the other way is by [ChannelBands].
  private static final double SHORT = SimdMicrokernel.MANY_REGISTERS ? 1.35 : 1;

  /// One axis of the grid: tap `t` of pixel `i` reads number `first + i·step + t·apart`, if there is one.
  ///
  /// @param pixels of the grid
  /// @param step the distance of two pixels
  /// @param first where the first tap of the first pixel lies
  /// @param taps how many
  /// @param apart the distance of two taps
  /// @param size of what is read
  record Axis(int pixels, int step, int first, int taps, int apart, int size) {
    /// The rows of the output.
    static Axis ofRows(ConvGeometry g) {
      int taps = g.kernelHeight();
      return new Axis(
          g.outHeight(), g.strideHeight(), -g.padTop(), taps, g.dilationHeight(), g.inHeight());
    }

    /// The columns of the output.
    static Axis ofColumns(ConvGeometry g) {
      int taps = g.kernelWidth();
      return new Axis(
          g.outWidth(), g.strideWidth(), -g.padLeft(), taps, g.dilationWidth(), g.inWidth());
    }

    /// The axis of the input, where the steps are of one number.
    Axis turned() {
      return new Axis(/* pixels= */ size, /* step= */ 1, -first, taps, -apart, /* size= */ pixels);
    }

    /// The runs of pixels that see the same taps.
    List<Span> spans() {
      List<Span> spans = new ArrayList<>();
      for (int i = 0; i < pixels; i++) {
        int tap = 0;
        while (tap < taps && !isInside(i, tap)) {
          tap++;
        }
        int end = tap;
        while (end < taps && isInside(i, end)) {
          end++;
        }
        Span last = spans.isEmpty() ? null : spans.getLast();
        if (last != null && last.tap == tap && last.taps == end - tap) {
          spans.removeLast();
          spans.add(new Span(last.first, last.count + 1, tap, end - tap));
        } else {
          spans.add(new Span(i, 1, tap, end - tap));
        }
      }
      return spans;
    }

    /// The first pixel for which a tap lies inside.
    int first(int tap) {
      int i = 0;
      while (i < pixels && !isInside(i, tap)) {
        i++;
      }
      return i;
    }

    /// For how many pixels a tap lies inside.
    int count(int tap) {
      int i = first(tap);
      int first = i;
      while (i < pixels && isInside(i, tap)) {
        i++;
      }
      return i - first;
    }

    /// How many pairs of a pixel and a tap lie inside.
    long inside() {
      return IntStream.range(0, taps).mapToLong(this::count).sum();
    }

    /// Whether each tap lies inside for a pixel.
    boolean isSeen() {
      return IntStream.range(0, taps).allMatch(tap -> count(tap) > 0);
    }

    private boolean isInside(int pixel, int tap) {
      int at = at(pixel, tap);
      return at >= 0 && at < size;
    }

    int at(int pixel, int tap) {
      return first + pixel * step + tap * apart;
    }
  }

  /// Pixels of an axis that see the same taps.
  ///
  /// @param first pixel
  /// @param count of pixels
  /// @param tap the first
  /// @param taps how many
  record Span(int first, int count, int tap, int taps) {}

  /// The output or the input gradient by the taps inside; null if there is no tap outside, or a pixel that
  /// sees none, or a gradient of another stride than 1.
  static @Nullable Inside of(ConvPass pass, ConvGeometry g) {
    boolean forward = pass == ConvPass.FORWARD;
    boolean plain = g.padTop() + g.padLeft() + g.padBottom() + g.padRight() == 0;
    if (forward ? plain : pass == ConvPass.WEIGHT || g.strideHeight() * g.strideWidth() > 1) {
      return null;
    }
    Axis rows = forward ? Axis.ofRows(g) : Axis.ofRows(g).turned();
    Axis columns = forward ? Axis.ofColumns(g) : Axis.ofColumns(g).turned();
    List<Span> down = rows.spans();
    List<Span> across = columns.spans();
    boolean whole =
        down.stream().allMatch(s -> s.taps > 0) && across.stream().allMatch(s -> s.taps > 0);
    return whole && down.size() * across.size() > 1
        ? new Inside(g, forward, rows, columns, down, across)
        : null;
  }

  /// Channels of what is read, of a group.
  private int channels() {
    return forward ? g.groupIn() : g.groupOut();
  }

  /// Channels whose products with a tap follow each other: blocks are about equal.
  private int perBlock() {
    int channels = channels();
    return Math.ceilDiv(channels, Math.ceilDiv(channels, BLOCK));
  }

  /// Brings the weights of [ChannelPanels] from `start` on into the order of these products: `[groups,
  /// panels, blocks of channels, taps, channels, COLUMNS]`.
  void reorder(float[] packed, int start) {
    int kernel = rows.taps * columns.taps;
    int channels = channels();
    int perBlock = perBlock();
    int panel = channels * kernel * COLUMNS;
    int panels = g.groups() * Math.ceilDiv(forward ? g.groupOut() : g.groupIn(), COLUMNS);
    Parallel.ranges(
        panels,
        Math.max(1, Parallel.MINIMUM_WORK / (panel + 1)),
        (from, until) -> {
          float[] as = Scratch.floats(Scratch.RESULT, panel);
          for (int p = from; p < until; p++) {
            int to = start + p * panel;
            System.arraycopy(packed, to, as, 0, panel);
            for (int first = 0; first < channels; first += perBlock) {
              int end = Math.min(channels, first + perBlock);
              for (int tap = 0; tap < kernel; tap++) {
                for (int c = first; c < end; c++, to += COLUMNS) {
                  System.arraycopy(as, (c * kernel + tap) * COLUMNS, packed, to, COLUMNS);
                }
              }
            }
          }
        });
  }

  /// Products of all pixels with one channel, those of tiles that are not full included; those of short rows
  /// count more.
  double products() {
    double sum = 0;
    for (Span r : down) {
      for (Span c : across) {
        long pixels = SimdChannelKernel.padded(g.batch() * r.count * c.count);
        sum += (forward && c.count < SimdChannelKernel.FEW ? SHORT : 1) * pixels * r.taps * c.taps;
      }
    }
    return sum;
  }

  /// The images that are read.
  private ConvImages images() {
    int results = forward ? g.groupOut() : g.groupIn();
    int planes = g.batch() * g.groups() * channels();
    return ConvImages.of(
        new PaddedImages(planes, rows.size, columns.size, 0, 0, 0, 0),
        channels(),
        rows.taps * columns.taps,
        results);
  }

  /// The numbers of images that are rearranged.
  long memory() {
    return images().copied();
  }

  /// The sums of `x`, with weights that [#reorder] brought into order; each begins at its channel's number of
  /// `start`, `[groups, panels, COLUMNS]`.
  void compute(View x, float[] packed, float[] start, View y) {
    ConvImages images = images();
    int offset = images.offset(x);
    List<ChannelSum> sums = new ArrayList<>();
    for (Span r : down) {
      for (Span c : across) {
        sums.add(sum(images, offset, y.offset(), r, c));
      }
    }
    ChannelSum.compute(sums, images.of(x), packed, Scratch.LINE, start, y.floats());
  }

  private ChannelSum sum(ConvImages images, int offset, int target, Span r, Span c) {
    int channels = channels();
    int perBlock = perBlock();
    int kernel = rows.taps * columns.taps;
    int blocks = Math.ceilDiv(channels, perBlock);
    int[] shift = new int[channels * r.taps * c.taps];
    int[] runs = new int[blocks * r.taps];
    int[] ends = new int[runs.length];
    int count = 0;
    int k = 0;
    for (int first = 0; first < channels; first += perBlock) {
      int some = Math.min(perBlock, channels - first);
      for (int u = r.tap; u < r.tap + r.taps; u++) {
        int begin = first * kernel + (u * columns.taps + c.tap) * some;
        // the weights of all products of a run lie one behind the other
        boolean goesOn =
            count > 0 && begin == runs[count - 1] + k - (count > 1 ? ends[count - 2] : 0);
        if (!goesOn) {
          runs[count++] = begin;
        }
        for (int v = c.tap; v < c.tap + c.taps; v++) {
          int tap = rows.at(0, u) * images.row() + columns.at(0, v) * images.pixel();
          for (int i = first; i < first + some; i++) {
            shift[k++] = tap + images.channel(i);
          }
        }
        ends[count - 1] = k;
      }
    }
    Products products =
        new Products(
            shift, Arrays.copyOf(runs, count), Arrays.copyOf(ends, count), channels * kernel);
    int read = forward ? g.inChannels() : g.outChannels();
    Lattice from =
        new Lattice(
            offset + r.first * rows.step * images.row() + c.first * columns.step * images.pixel(),
            read * images.planes().plane(),
            rows.step * images.row(),
            columns.step * images.pixel());
    int results = rows.pixels * columns.pixels;
    Lattice to =
        new Lattice(
            target + r.first * columns.pixels + c.first,
            (forward ? g.outChannels() : g.inChannels()) * results,
            columns.pixels,
            /* column= */ 1);
    return new ChannelSum(
        g.batch(),
        g.groups(),
        forward ? g.groupOut() : g.groupIn(),
        r.count,
        c.count,
        products,
        from,
        channels * images.planes().plane(),
        to,
        results);
  }
}
