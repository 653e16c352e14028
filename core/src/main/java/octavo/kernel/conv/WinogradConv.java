package octavo.kernel.conv;

import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions with a 3×3 or 5×5 kernel and stride 1 by Winograd's minimal filtering,
/// [SimdWinograd]; the input gradient is such a convolution of `dy` with the kernel turned around.
///
/// Its sums are of other terms than the definition's: with normal numbers the error of 6×6 tiles grows to
/// about 7·10⁻⁶ of the largest result, ten times that of the direct sum. It would grow further with the
/// square root of the channels, beyond 10⁻⁵ from 200 on, were their products one chain of additions.
///
/// @param side rows and columns of a tile: 6 for F(4×4, 3×3) and F(2×2, 5×5), 4 for F(2×2, 3×3)
record WinogradConv(int side) implements ConvMethod {
  /// Fewer channels do not repay the transforms.
  private static final int FEWEST_CHANNELS = 16;

  /// What a product of the weight gradient transformed back costs, in numbers copied: a filter is gathered
  /// from vectors number by number.
  private static final double RETURNED = SimdMicrokernel.MANY_REGISTERS ? 2 : 3.5;

  /// Fewer tiles leave the vectors of the products too empty for the size of their filters.
  private static final int FEWEST_TILES = 12;

  /// A number of a part of an image with a dilation read or written: one by one, where others go row
  /// by row.
  private static final double APART = 80;

  /// By how much the products of groups take longer than those of one group: they are short, the more so
  /// the fewer channels a group has.
  private static final double GROUPS = 3;

  /// What a tile of a 5×5 kernel costs of that of a 3×3 one: it has a quarter as many results, and shares
  /// more of the input with its neighbors.
  private static final double FIVE = 0.85;

  /// A number of a filter transformed, and one of the smaller tiles, of which there are fewer for each weight read.
  /// With 16 registers that of the smaller tiles is half of what was measured: where it decides there are few pixels,
  /// as when a network is only used, and its filters are kept.
  private static final double FILTER = 15;

  private static final double SMALL_FILTER = SimdMicrokernel.MANY_REGISTERS ? 25 : 20;

  /// Input channels of one chain of additions at most.
  private static final int CHAIN = 96;

  /// The input channels, of `channels`, whose products are added up before they go to the sum: parts are
  /// about equal.
  static int chain(int channels) {
    return Math.ceilDiv(channels, Math.ceilDiv(channels, CHAIN));
  }

  @Override
  public String label() {
    return side == 6 ? "winograd-4x4" : "winograd-2x2";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    int size = g.kernelHeight();
    if (pass == ConvPass.WEIGHT && side == 4) {
      return "it computes no weight gradient";
    } else if (g.kernelWidth() != size || (size != 3 && (size != 5 || side == 4))) {
      return side == 6 ? "the kernel must be 3×3 or 5×5" : "the kernel must be 3×3";
    } else if (g.strideHeight() * g.strideWidth() != 1) {
      return "the stride must be 1";
    } else if (pass == ConvPass.WEIGHT && g.groups() != 1) {
      return "there must be one group";
    } else if (Math.min(g.groupIn(), g.groupOut()) < FEWEST_CHANNELS) {
      return "fewer than " + FEWEST_CHANNELS + " channels do not repay the transforms";
    } else if (pass == ConvPass.INPUT && Turned.reasonToRefuse(g) != null) {
      return Turned.reasonToRefuse(g);
    }
    return pass != ConvPass.WEIGHT && tiles(pass, g) < FEWEST_TILES
        ? "fewer than " + FEWEST_TILES + " tiles leave vectors empty"
        : null;
  }

  private int tiles(ConvPass pass, ConvGeometry g) {
    int height = pass == ConvPass.INPUT ? g.inHeight() : g.outHeight();
    int width = pass == ConvPass.INPUT ? g.inWidth() : g.outWidth();
    int step = side + 1 - g.kernelHeight();
    int down = Math.ceilDiv(Math.ceilDiv(height, g.dilationHeight()), step);
    int across = Math.ceilDiv(Math.ceilDiv(width, g.dilationWidth()), step);
    return g.batch() * new DilatedImages(g).parts() * down * across;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    double tiles = transformed(pass, g) * (g.kernelHeight() == 5 ? FIVE : 1);
    // the weight gradient turns rows as they are, and takes its pixels from there
    boolean inPlace = g.dilationWidth() == 1 || pass == ConvPass.WEIGHT;
    return inPlace ? tiles : tiles + APART * (g.inputs() + (double) g.outputs());
  }

  private double transformed(ConvPass pass, ConvGeometry g) {
    double tiles = tiles(pass, g);
    if (pass == ConvPass.WEIGHT) {
      double in = ConvCost.tail(g.inChannels(), SimdMicrokernel.COLUMNS) * g.inChannels();
      double out = ConvCost.tail(g.outChannels(), SimdMicrokernel.COLUMNS) * g.outChannels();
      double channels = SimdWinogradGradient.of(g).transformed();
      return side
          * side
          * (1.1 * tiles * in * out
              + ConvCost.TRANSFORMED * tiles * channels
              + RETURNED * ConvCost.PACKED * in * out);
    }
    double products = tiles * ConvCost.tail(tiles(pass, g), SimdMicrokernel.LANES);
    // vectors of the transforms end with an image, those of the products do not
    int perImage = tiles(pass, g) / (g.batch() * new DilatedImages(g).parts());
    ConvGeometry as = pass == ConvPass.INPUT ? Turned.geometry(g) : g;
    boolean byChannel = new WinogradInputs(side, side + 1 - g.kernelHeight(), as).areByChannel();
    double read = byChannel ? products : tiles * ConvCost.tail(perImage, SimdMicrokernel.LANES);
    double in = pass == ConvPass.FORWARD ? g.inChannels() : g.outChannels();
    double out = pass == ConvPass.FORWARD ? g.outChannels() : g.inChannels();
    double filters = g.inChannels() * (double) g.groupOut();
    return side
        * side
        * (g.groups() == 1 ? 1 : 1 + GROUPS / g.groupIn())
        * (1.2 * products * filters
            + ConvCost.TRANSFORMED * read * in
            + ConvCost.RESTORED * products * out
            + (side == 4 ? SMALL_FILTER : FILTER) * filters);
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    SimdWinograd winograd = new SimdWinograd(side, g);
    compute(
        winograd,
        WeightKey.of(label(), ConvPass.FORWARD, g, w),
        x,
        w,
        WinogradFilters.of(side, g, w, /* turned= */ false),
        bias,
        y);
  }

  /// Computes with the transformed filters that are kept, where there are some.
  private static void compute(
      SimdWinograd winograd,
      WeightKey key,
      View x,
      View w,
      WinogradFilters filters,
      @Nullable View bias,
      View y) {
    float[] kept = Derived.kept(w.storage(), key);
    if (kept == null && Derived.repeats(w.storage(), key)) {
      kept = winograd.transform(filters, new float[Scratch.LINE + winograd.transforms()]);
      Derived.keep(w.storage(), key, kept);
    }
    winograd.compute(x, filters, kept, bias, y);
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    SimdWinograd winograd = new SimdWinograd(side, Turned.geometry(g));
    compute(
        winograd,
        WeightKey.of(label(), ConvPass.INPUT, g, w),
        dy,
        w,
        WinogradFilters.of(side, g, w, /* turned= */ true),
        null,
        dx);
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    SimdWinogradGradient.of(g).compute(x, dy, dw);
  }
}
