package octavo.kernel.conv;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolution as sums over pixels where they lie, output channels being the vector side
/// ([ChannelSum]): the pixels of a tile may lie anywhere, so that any stride, dilation and padding
/// and images of any size fill the tiles. The input gradient is such sums of `dy`, one for each
/// [GradientPhase].
final class DirectChannelsConv implements ConvMethod {
  /// What packing a weight costs, in numbers copied: it is read and written far from any cache.
  private static final double FILTER = 2;

  /// What storing a result costs, in numbers copied: it is turned, and memory is written far from any
  /// cache.
  private static final double STORED = 2;

  /// The same of a weight whose products are of the taps [Inside] of an image.
  private static final double ORDERED = 2.5;

  /// What reading a number costs that is not copied, in numbers copied.
  private static final double IN_PLACE = 0.3;

  /// What a product of the taps inside costs.
  private static final double INSIDE = 1.06;

  /// The same of the output, where the other way is by [ChannelBands].
  private static final double INSIDE_OUTPUT = SimdMicrokernel.MANY_REGISTERS ? 1.12 : INSIDE;

  /// By how much that work is slower than the same of other methods.
  private static final double BESIDE = 1.12;

  /// What half a panel costs less than a whole one.
  private static final double HALF = 0.15;

  /// The same where pixels are neighbors.
  private static final double NEIGHBORS = 0.3;

  /// The same where they share what they see with each tap of a row of the kernel.
  private static final double SHARED = 0.437;

  private static final int COLUMNS = SimdChannelKernel.COLUMNS;

  @Override
  public String label() {
    return "direct-channels";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return pass == ConvPass.WEIGHT ? "it computes no weight gradient" : null;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    Inside inside = Inside.of(pass, g);
    double padded = paddedWork(pass, g);
    return inside == null ? padded : Math.min(padded, BESIDE * insideWork(pass, inside));
  }

  /// The work of images with zeros around them.
  private static double paddedWork(ConvPass pass, ConvGeometry g) {
    boolean forward = pass == ConvPass.FORWARD;
    int channels = forward ? g.groupOut() : g.groupIn();
    double results = forward ? g.outputs() : g.inputs();
    double read = forward ? g.inputs() : g.outputs();
    int pixels = (int) (results / channels / g.groups());
    double filters = (double) g.outChannels() * g.filter();
    // half a panel is turned and written in any case; of groups there are many such
    double stored = g.groups() == 1 ? results : results * ConvCost.tail(channels, COLUMNS / 2);
    return 1.03
            * g.multiplications()
            * tail(channels, saved(pass, g))
            * SimdChannelKernel.padded(pixels)
            / pixels
        + ConvCost.PACKED * (read + STORED * stored + FILTER * filters);
  }

  /// The work of the taps inside of images.
  private static double insideWork(ConvPass pass, Inside inside) {
    ConvGeometry g = inside.g();
    boolean forward = pass == ConvPass.FORWARD;
    double results = forward ? g.outputs() : g.inputs();
    double read =
        inside.memory() == 0 ? IN_PLACE * (forward ? g.inputs() : g.outputs()) : inside.memory();
    double filters = (double) g.outChannels() * g.groupIn();
    return (forward ? INSIDE_OUTPUT : INSIDE)
            * inside.products()
            * filters
            * tail(forward ? g.groupOut() : g.groupIn(), HALF)
        + ConvCost.PACKED
            * (read + STORED * results + ORDERED * filters * g.kernelHeight() * g.kernelWidth());
  }

  /// As [ConvCost#tail] of whole panels, of which a half costs less by `saved`.
  private static double tail(int channels, double saved) {
    int rest = channels % COLUMNS;
    boolean half = rest > 0 && 2 * rest <= COLUMNS;
    return ConvCost.tail(channels, COLUMNS) - (half ? saved * COLUMNS / channels : 0);
  }

  /// What half a panel costs less than a whole one.
  private static double saved(ConvPass pass, ConvGeometry g) {
    boolean forward = pass == ConvPass.FORWARD;
    int distance =
        forward ? g.strideWidth() : 1; // the pixels of a phase are neighbors in the gradient
    // measured with vectors of eight numbers and more
    boolean unknown = !forward && g.strideHeight() * g.strideWidth() > 1 && COLUMNS <= 8;
    if (distance > Taps.FARTHEST || unknown) {
      return HALF;
    }
    int taps = forward ? g.kernelWidth() : Math.ceilDiv(g.kernelWidth(), g.strideWidth());
    boolean row = SimdChannelKernel.PIXELS > 4 && taps > 1 && taps <= Taps.MOST;
    return row && g.dilationWidth() <= Taps.FARTHEST ? SHARED : NEIGHBORS;
  }

  @Override
  public long memory(ConvPass pass, ConvGeometry g) {
    Inside inside = inside(pass, g);
    if (inside != null) {
      return inside.memory();
    }
    if (pass == ConvPass.FORWARD) {
      return inBands(images(g)) ? 0 : images(g).copied();
    }
    int tallest = (g.kernelHeight() - 1) * g.dilationHeight();
    int widest = (g.kernelWidth() - 1) * g.dilationWidth();
    int rows = reached(g.outHeight(), g.inHeight(), g.padTop(), tallest, g.strideHeight());
    int columns = reached(g.outWidth(), g.inWidth(), g.padLeft(), widest, g.strideWidth());
    if (g.strideWidth() > 1) { // phases that are woven have as many columns each
      int step = g.strideWidth();
      columns =
          Math.max(columns, Math.ceilDiv(g.padLeft(), step) + Math.ceilDiv(g.inWidth(), step));
    }
    boolean plain =
        rows == g.outHeight()
            && columns == g.outWidth()
            && !ConvImages.inBlocks(g.groupOut(), g.kernelHeight() * g.kernelWidth(), g.groupIn());
    return plain ? 0 : (long) g.batch() * g.outChannels() * rows * columns;
  }

  @Override
  public long packed(ConvPass pass, ConvGeometry g) {
    return ChannelPanels.length(pass, g);
  }

  /// How many numbers of an axis of `dy`, zeros included, the pixels of the input reach by their taps, of
  /// which the last lies at `last`.
  private static int reached(int out, int in, int padding, int last, int stride) {
    int before = Math.max(0, last - padding) / stride;
    int behind = Math.max(0, (in - 1 + padding) / stride - (out - 1));
    return before + out + behind;
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    Inside inside = inside(ConvPass.FORWARD, g);
    float[] packed = packed(ConvPass.FORWARD, g, w, inside);
    if (inside != null) {
      inside.compute(x, packed, start(g, bias), y);
    } else {
      forward(g, x, packed, bias, y);
    }
  }

  private float[] packed(ConvPass pass, ConvGeometry g, View w, @Nullable Inside inside) {
    return Derived.of(
        w.storage(),
        WeightKey.of(inside == null ? label() : "inside", pass, g, w),
        Scratch.LINE + ChannelPanels.length(pass, g),
        length -> Scratch.floats(Scratch.LEFT, length),
        to -> {
          ChannelPanels.pack(pass, g, w, to, Scratch.LINE);
          if (inside != null) {
            inside.reorder(to, Scratch.LINE);
          }
          return to;
        });
  }

  /// The images of the input with zeros around them, as far as the taps reach.
  static PaddedImages padded(ConvGeometry g) {
    int reachedRows =
        (g.outHeight() - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
    int reachedColumns =
        (g.outWidth() - 1) * g.strideWidth() + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
    return new PaddedImages(
        g.batch() * g.inChannels(),
        g.inHeight(),
        g.inWidth(),
        g.padTop(),
        g.padLeft(),
        Math.max(0, reachedRows - g.padTop() - g.inHeight()),
        Math.max(0, reachedColumns - g.padLeft() - g.inWidth()));
  }

  /// The same as the forward pass reads them.
  private static ConvImages images(ConvGeometry g) {
    int taps = g.kernelHeight() * g.kernelWidth();
    boolean some = taps == 1 && g.strideHeight() * g.strideWidth() > 1;
    if (some) { // most numbers of a copy would not be read
      return new ConvImages(padded(g), /* inBlocks= */ false);
    }
    return ConvImages.of(padded(g), g.groupIn(), taps, g.groupOut());
  }

  /// Whether images that need zeros around them are copied band by band.
  private static boolean inBands(ConvImages images) {
    return !images.inBlocks() && !images.planes().isPlain();
  }

  /// The output, of weights that [ChannelPanels] packed.
  private static void forward(ConvGeometry g, View x, float[] packed, @Nullable View bias, View y) {
    ConvImages images = images(g);
    if (inBands(images)) {
      ChannelBands.of(g).compute(x, packed, start(g, bias), y);
      return;
    }
    int[] shift = new int[g.filter()];
    int k = 0;
    for (int c = 0; c < g.groupIn(); c++) {
      for (int u = 0; u < g.kernelHeight(); u++) {
        for (int v = 0; v < g.kernelWidth(); v++) {
          int row = u * g.dilationHeight() * images.row();
          shift[k++] = images.channel(c) + row + v * g.dilationWidth() * images.pixel();
        }
      }
    }
    Lattice from =
        new Lattice(
            images.offset(x),
            g.inChannels() * images.planes().plane(),
            g.strideHeight() * images.row(),
            g.strideWidth() * images.pixel());
    Lattice to = new Lattice(y.offset(), g.results(), g.outWidth(), /* column= */ 1);
    ChannelSum sum =
        new ChannelSum(
            g.batch(),
            g.groups(),
            g.groupOut(),
            g.outHeight(),
            g.outWidth(),
            Products.all(shift),
            from,
            g.groupIn() * images.planes().plane(),
            to,
            g.outHeight() * g.outWidth());
    sum.compute(images.of(x), packed, Scratch.LINE, start(g, bias), y.floats());
  }

  /// The sums over taps inside of the image where these are less work, or null.
  private static @Nullable Inside inside(ConvPass pass, ConvGeometry g) {
    Inside inside = Inside.of(pass, g);
    return inside != null && insideWork(pass, inside) < paddedWork(pass, g) ? inside : null;
  }

  /// What the sums of each channel begin at, in panels: its bias.
  private static float[] start(ConvGeometry g, @Nullable View bias) {
    int panels = Math.ceilDiv(g.groupOut(), COLUMNS);
    float[] start = new float[g.groups() * panels * COLUMNS];
    if (bias != null) {
      for (int group = 0; group < g.groups(); group++) {
        System.arraycopy(
            bias.floats(),
            bias.offset() + group * g.groupOut(),
            start,
            group * panels * COLUMNS,
            g.groupOut());
      }
    }
    return start;
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    Inside inside = inside(ConvPass.INPUT, g);
    float[] packed = packed(ConvPass.INPUT, g, w, inside);
    if (inside != null) {
      int panels = g.groups() * Math.ceilDiv(g.groupIn(), COLUMNS);
      inside.compute(dy, packed, new float[panels * COLUMNS], dx);
    } else {
      inputGradient(g, dy, packed, dx);
    }
  }

  /// The input gradient, of weights that [ChannelPanels] packed.
  private static void inputGradient(ConvGeometry g, View dy, float[] packed, View dx) {
    List<GradientPhase> phases = GradientPhase.of(g);
    List<List<GradientPhase>> lines =
        phases.stream()
            .collect(Collectors.groupingBy(p -> p.rows().at(), TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(line -> WovenSums.aligned(line, g.strideWidth()))
            .toList();
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;
    for (List<GradientPhase> line : lines) {
      for (GradientPhase p : line) {
        top = Math.max(top, p.rows().before(p.up()));
        left = Math.max(left, p.columns().before(p.left()));
        bottom = Math.max(bottom, p.rows().behind(p.up(), g.outHeight()));
        right = Math.max(right, p.columns().behind(p.left(), g.outWidth()));
      }
    }
    PaddedImages padded =
        new PaddedImages(
            g.batch() * g.outChannels(), g.outHeight(), g.outWidth(), top, left, bottom, right);
    ConvImages images =
        ConvImages.of(padded, g.groupOut(), g.kernelHeight() * g.kernelWidth(), g.groupIn());
    float[] numbers = images.of(dy);
    if (phases.stream().anyMatch(p -> p.taps().length == 0)) {
      clear(dx, g.inputs());
    }
    int panels = g.groups() * ((g.groupIn() + COLUMNS - 1) / COLUMNS);
    float[] zeros = new float[panels * COLUMNS];
    for (List<GradientPhase> line : lines) {
      List<GradientPhase> touched = line.stream().filter(p -> p.taps().length > 0).toList();
      int[] weights =
          touched.stream()
              .mapToInt(p -> Scratch.LINE + p.earlier() * panels * g.groupOut() * COLUMNS)
              .toArray();
      ChannelSum[] sums =
          touched.stream()
              .map(p -> sum(g, p, images, images.offset(dy), dx.offset()))
              .toArray(ChannelSum[]::new);
      if (WovenSums.alternate(sums)) {
        new WovenSums(sums, g.inWidth()).compute(numbers, packed, weights, zeros, dx.floats());
      } else {
        for (int s = 0; s < sums.length; s++) {
          sums[s].compute(numbers, packed, weights[s], zeros, dx.floats());
        }
      }
    }
  }

  private static void clear(View v, int count) {
    Parallel.ranges(
        count,
        Parallel.MINIMUM_WORK * 4,
        (first, last) -> Arrays.fill(v.floats(), v.offset() + first, v.offset() + last, 0));
  }

  private static ChannelSum sum(
      ConvGeometry g, GradientPhase phase, ConvImages images, int offset, int target) {
    int n = phase.taps().length;
    int[] shift = new int[g.groupOut() * n];
    for (int k = 0; k < shift.length; k++) {
      int back = phase.up()[k % n] * images.row() + phase.left()[k % n] * images.pixel();
      shift[k] = images.channel(k / n) - back;
    }
    GradientPhase.Side rows = phase.rows();
    GradientPhase.Side columns = phase.columns();
    PaddedImages planes = images.planes();
    int row = (planes.top() + rows.first()) * images.row();
    int first = offset + row + (planes.left() + columns.first()) * images.pixel();
    Lattice from =
        new Lattice(first, g.outChannels() * planes.plane(), images.row(), images.pixel());
    int corner = rows.at() * g.inWidth() + columns.at();
    Lattice to =
        new Lattice(target + corner, g.image(), g.strideHeight() * g.inWidth(), g.strideWidth());
    return new ChannelSum(
        g.batch(),
        g.groups(),
        g.groupIn(),
        rows.count(),
        columns.count(),
        Products.all(shift),
        from,
        g.groupOut() * planes.plane(),
        to,
        g.inHeight() * g.inWidth());
  }
}
