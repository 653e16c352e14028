package octavo.kernel.conv;

import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolution of tiles of two results along each axis by [PairScheme]s: sums as [DirectConv] has them of
/// other numbers, fewer. It takes strides, kernels that are not square and small images, which tiles of
/// [WinogradConv] do not fit; an axis with a dilation, or of one tap, has tiles of one result.
final class PairedConv implements ConvMethod {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;

  /// What a number of the input costs on its way into the planes, and one of the planes, in numbers copied.
  private static final double READ = 1.5;

  private static final double PLANES = 1;

  /// What adding a sum to the results and storing a result cost, in numbers copied.
  private static final double SUM = 2;

  private static final double STORED = 2;

  /// What a weight of a product costs, in numbers copied.
  private static final double FILTER = 2;

  /// By how much all of this costs more where multiplications are cheap, as they are with vectors of 512 bits on most
  /// cores, and where another core reads what one has copied.
  private static final double BESIDE = SimdMicrokernel.MANY_REGISTERS ? 3.5 : 1;

  /// By how much products are slower that read planes of more numbers than three quarters of a second-level cache of 512 KB
  /// for each task, where no second axis makes up for it.
  private static final double FAR = SimdMicrokernel.MANY_REGISTERS ? 1 : 1.35;

  private static final int NEAR = 3 << 15;

  /// Weights of a panel of output channels: more of them leave the second-level cache between two tiles.
  private static final int MOST_WEIGHTS = 1 << 17;

  @Override
  public String label() {
    return "paired";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    if (pass == ConvPass.WEIGHT) {
      return "it computes no weight gradient";
    } else if (!PairScheme.pairs(g.kernelHeight(), g.strideHeight(), g.dilationHeight())
        && !PairScheme.pairs(g.kernelWidth(), g.strideWidth(), g.dilationWidth())) {
      return "along one axis the kernel must be larger than the stride, and the dilation 1";
    } else if (g.strideWidth() > 2) {
      return "the stride of the columns must be 1 or 2"; // those of others are split one by one
    }
    String reason = pass == ConvPass.INPUT ? Turned.reasonToRefuse(g) : null;
    if (reason == null && panel(PairPlanes.of(geometry(pass, g))) > MOST_WEIGHTS) {
      return "the weights of %d output channels must be at most %,d, to stay in the cache"
          .formatted(COLUMNS, MOST_WEIGHTS);
    }
    return reason;
  }

  private static ConvGeometry geometry(ConvPass pass, ConvGeometry g) {
    return pass == ConvPass.INPUT ? Turned.geometry(g) : g;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    ConvGeometry as = geometry(pass, g);
    PairPlanes planes = PairPlanes.of(as);
    PairScheme rows = planes.rows();
    PairScheme columns = planes.columns();
    int tiles = as.batch() * planes.tileRows() * planes.tileColumns();
    double products = rows.products().size() * (double) columns.products().size();
    double filters = products * as.outChannels() * as.groupIn();
    double sums = (double) rows.sums() * columns.sums() * tiles * as.outChannels();
    int forms = rows.forms().size() * columns.forms().size();
    boolean line = rows.isPlain() || columns.isPlain();
    boolean far = line && (long) as.groupIn() * forms * ChannelSum.CHUNK > NEAR;
    return (far ? FAR : 1)
            * 1.03
            * filters
            * tiles
            * ConvCost.tail(as.groupOut(), COLUMNS)
            * SimdChannelKernel.padded(tiles)
            / tiles
        + BESIDE
            * ConvCost.PACKED
            * (READ * as.inputs()
                + PLANES * planes.numbers()
                + SUM * sums
                + STORED * as.outputs()
                + FILTER * filters);
  }

  @Override
  public long memory(ConvPass pass, ConvGeometry g) {
    return PairPlanes.of(geometry(pass, g)).numbers();
  }

  @Override
  public long packed(ConvPass pass, ConvGeometry g) {
    return length(PairPlanes.of(geometry(pass, g)));
  }

  private static int panels(ConvGeometry g) {
    return Math.ceilDiv(g.groupOut(), COLUMNS);
  }

  /// Numbers of the packed weights: of each pair of sums `[groups, panels, products, COLUMNS]`.
  private static long length(PairPlanes planes) {
    return (long) planes.g().groups() * panels(planes.g()) * panel(planes);
  }

  private static long panel(PairPlanes planes) {
    long products = (long) planes.rows().products().size() * planes.columns().products().size();
    return planes.g().groupIn() * products * COLUMNS;
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    compute(ConvPass.FORWARD, g, x, w, bias, y);
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    compute(ConvPass.INPUT, g, dy, w, null, dx);
  }

  private void compute(ConvPass pass, ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    ConvGeometry as = geometry(pass, g);
    PairPlanes planes = PairPlanes.of(as);
    PairSums sums = new PairSums(planes);
    float[] packed =
        Derived.of(
            w.storage(),
            WeightKey.of(label(), pass, g, w),
            Math.toIntExact(Scratch.LINE + length(planes)),
            length -> Scratch.floats(Scratch.LEFT, length),
            to -> {
              // the array of the planes, which are made later
              float[] room = Scratch.floats(Scratch.INPUT, ChannelPanels.length(pass, g));
              ChannelPanels.pack(pass, g, w, room, 0);
              sums.pack(room, pass == ConvPass.INPUT, to, Scratch.LINE);
              return to;
            });
    sums.compute(x, packed, Scratch.LINE, start(as, bias), y);
  }

  /// What the sums of each channel begin at, in panels: its bias.
  private static float[] start(ConvGeometry g, @Nullable View bias) {
    float[] start = new float[g.groups() * panels(g) * COLUMNS];
    for (int group = 0; bias != null && group < g.groups(); group++) {
      int from = bias.offset() + group * g.groupOut();
      System.arraycopy(bias.floats(), from, start, group * panels(g) * COLUMNS, g.groupOut());
    }
    return start;
  }
}
