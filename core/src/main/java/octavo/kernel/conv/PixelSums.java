package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.DType;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The output of a convolution of images `[batch, height, width, channels]` as they lie: the sums of
/// [ChannelSum], whose tiles are pixels by channels, as the output is. No number is turned, neither on its way
/// in nor out; where there are zeros around an image, it is copied row by row.
final class PixelSums {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;

  /// Numbers of images that are copied together.
  private static final int TOGETHER = 1 << 18;

  /// What turning a number of an image with the channels last costs, in numbers copied: it is read, turned and
  /// written, to an array that is new, or for a part of the images.
  private static final double TURNED = 2.5;

  /// What storing a result and packing a weight cost, in numbers copied.
  private static final double STORED = 0.5;

  private static final double FILTER = 3;

  private PixelSums() {}

  /// Whether the output is computed in this way: where it is less work than that of the planner's method with
  /// the order of the numbers changed before and after. It is measured with eight lanes.
  static boolean takes(ConvPlanner planner, ConvGeometry g, ConvChoice choice, DType dtype) {
    if (SimdMicrokernel.LANES != 8
        || dtype != DType.FLOAT32
        || choice.pinned() != null
        || choice.measured()
        || g.groups() != 1
        || g.inputs() == 0
        || g.outputs() == 0) {
      return false;
    }
    double turned = ConvCost.PACKED * TURNED * ((double) g.inputs() + g.outputs());
    return work(g) < planner.least(ConvPass.FORWARD, g) + turned;
  }

  /// As [ConvMethod#work].
  static double work(ConvGeometry g) {
    int pixels = g.batch() * g.outHeight() * g.outWidth();
    double filters = (double) g.outChannels() * g.filter();
    long copied = images(g).copied();
    return 1.03
            * g.multiplications()
            * ConvCost.tail(g.outChannels(), COLUMNS)
            * SimdChannelKernel.padded(pixels)
            / pixels
        + ConvCost.PACKED * (copied + STORED * g.outputs() + FILTER * filters);
  }

  /// The images with zeros around them, a row of pixels being a row of numbers.
  private static PaddedImages images(ConvGeometry g) {
    PaddedImages pixels = DirectChannelsConv.padded(g);
    int channels = g.inChannels();
    return new PaddedImages(
        g.batch(),
        g.inHeight(),
        g.inWidth() * channels,
        pixels.top(),
        pixels.left() * channels,
        pixels.bottom(),
        pixels.right() * channels);
  }

  /// Fills `y`, some images at a time.
  static void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    float[] packed =
        Derived.of(
            w.storage(),
            WeightKey.of("pixels", ConvPass.FORWARD, g, w),
            Scratch.LINE + ChannelPanels.length(ConvPass.FORWARD, g),
            length -> Scratch.floats(Scratch.LEFT, length),
            to -> {
              ChannelPanels.pack(ConvPass.FORWARD, g, w, to, Scratch.LINE);
              reorder(g, to);
              return to;
            });
    float[] start = new float[Math.ceilDiv(g.outChannels(), COLUMNS) * COLUMNS];
    if (bias != null) {
      System.arraycopy(bias.floats(), bias.offset(), start, 0, g.outChannels());
    }
    int images = images(g).isPlain() ? g.batch() : Math.clamp(TOGETHER / g.image(), 1, g.batch());
    for (int first = 0; first < g.batch(); first += images) {
      ConvGeometry p = g.withBatch(Math.min(images, g.batch() - first));
      View from = Parts.from(x, first, g.image());
      some(p, from, packed, start, y.floats(), y.offset() + first * g.results());
    }
  }

  /// Brings packed weights into the order of these products, `[panels, taps, channels, COLUMNS]`.
  private static void reorder(ConvGeometry g, float[] packed) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int panel = g.filter() * COLUMNS;
    if (taps == 1) {
      return;
    }
    Parallel.ranges(
        Math.ceilDiv(g.outChannels(), COLUMNS),
        Math.max(1, Parallel.MINIMUM_WORK / (panel + 1)),
        (from, until) -> {
          float[] as = Scratch.floats(Scratch.RESULT, panel);
          for (int p = from; p < until; p++) {
            int to = Scratch.LINE + p * panel;
            System.arraycopy(packed, to, as, 0, panel);
            for (int tap = 0; tap < taps; tap++) {
              for (int c = 0; c < g.inChannels(); c++, to += COLUMNS) {
                System.arraycopy(as, (c * taps + tap) * COLUMNS, packed, to, COLUMNS);
              }
            }
          }
        });
  }

  private static void some(
      ConvGeometry g, View x, float[] packed, float[] start, float[] y, int offset) {
    PaddedImages images = images(g);
    int channels = g.inChannels();
    int[] shift = new int[g.filter()];
    int k = 0;
    for (int u = 0; u < g.kernelHeight(); u++) {
      for (int v = 0; v < g.kernelWidth(); v++) {
        int tap = u * g.dilationHeight() * images.width() + v * g.dilationWidth() * channels;
        for (int c = 0; c < channels; c++) {
          shift[k++] = tap + c;
        }
      }
    }
    Lattice from =
        new Lattice(
            images.offset(x),
            images.plane(),
            g.strideHeight() * images.width(),
            g.strideWidth() * channels);
    int plane = g.outHeight() * g.outWidth();
    Lattice to = new Lattice(/* first= */ 0, plane, g.outWidth(), /* column= */ 1);
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
    sum.each(
        images.of(x),
        packed,
        Scratch.LINE,
        start,
        (panel, pixel, count, block) ->
            store(
                block,
                count,
                sum.whole(panel),
                y,
                offset + pixel * g.outChannels() + panel * COLUMNS,
                g.outChannels()));
  }

  /// Copies the sums of some pixels to their places, `distance` apart.
  private static void store(
      float[] block, int count, int channels, float[] to, int at, int distance) {
    if (channels % SimdPairs.LANES == 0) {
      SimdPairs.rows(count, channels, block, 0, 0, /* sign= */ 0, COLUMNS, to, at, distance);
      return;
    }
    for (int q = 0; q < count; q++) {
      System.arraycopy(block, q * COLUMNS, to, at + q * distance, channels);
    }
  }
}
