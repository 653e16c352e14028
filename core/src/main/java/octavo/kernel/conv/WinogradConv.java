package octavo.kernel.conv;

import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions with a 3×3 or 5×5 kernel and stride 1 by Winograd's minimal filtering,
/// [SimdWinograd]; the input gradient is such a convolution of `dy` with the kernel turned around.
///
/// Its sums are of other terms than the definition's: with normal numbers the error grows to about
/// 5·10⁻⁶ of the largest result, ten times that of the direct sum.
///
/// @param side rows and columns of a tile: 6 for F(4×4, 3×3) and F(2×2, 5×5), 4 for F(2×2, 3×3)
record WinogradConv(int side) implements ConvMethod {
  /// Fewer channels do not repay the transforms.
  private static final int FEWEST_CHANNELS = 16;

  /// Fewer tiles leave the vectors of the products too empty for the size of their filters.
  private static final int FEWEST_TILES = 12;

  /// By how much the products of groups take longer than those of one group: they are short.
  private static final double GROUPS = 1.25;

  /// A number of a filter transformed: written to memory and read again, unlike the tiles.
  private static final double FILTER = 30;

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
    } else if (pass == ConvPass.INPUT && !dilated(g) && Turned.reasonToRefuse(g) != null) {
      return Turned.reasonToRefuse(g);
    }
    if (dilated(g)) {
      String reason = DilatedImages.reasonToRefuse(g);
      return reason == null ? reasonToRefuse(pass, new DilatedImages(g).parts()) : reason;
    }
    return pass != ConvPass.WEIGHT && tiles(pass, g) < FEWEST_TILES
        ? "fewer than " + FEWEST_TILES + " tiles leave vectors empty"
        : null;
  }

  private static boolean dilated(ConvGeometry g) {
    return g.dilationHeight() * g.dilationWidth() != 1;
  }

  private int tiles(ConvPass pass, ConvGeometry g) {
    int height = pass == ConvPass.INPUT ? g.inHeight() : g.outHeight();
    int width = pass == ConvPass.INPUT ? g.inWidth() : g.outWidth();
    int step = side + 1 - g.kernelHeight();
    return g.batch() * ((height + step - 1) / step) * ((width + step - 1) / step);
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    if (dilated(g)) {
      return work(pass, new DilatedImages(g).parts())
          + new DilatedImages(g).cost() * (g.inputs() + (double) g.outputs());
    }
    double tiles = tiles(pass, g);
    if (pass == ConvPass.WEIGHT) {
      double in = ConvCost.tail(g.inChannels(), SimdMicrokernel.COLUMNS) * g.inChannels();
      double out = ConvCost.tail(g.outChannels(), SimdMicrokernel.COLUMNS) * g.outChannels();
      int channels = g.inChannels() + g.outChannels();
      return side
          * side
          * (1.1 * tiles * in * out
              + ConvCost.TRANSFORMED * tiles * channels
              + 2 * ConvCost.PACKED * in * out);
    }
    double products = tiles * ConvCost.tail(tiles(pass, g), SimdMicrokernel.LANES);
    // vectors of the transforms end with an image, those of the products do not
    int perImage = tiles(pass, g) / g.batch();
    double read = tiles * ConvCost.tail(perImage, SimdMicrokernel.LANES);
    double in = pass == ConvPass.FORWARD ? g.inChannels() : g.outChannels();
    double out = pass == ConvPass.FORWARD ? g.outChannels() : g.inChannels();
    double filters = g.inChannels() * (double) g.groupOut();
    return side
        * side
        * (g.groups() == 1 ? 1 : GROUPS)
        * (1.2 * products * filters
            + ConvCost.TRANSFORMED * read * in
            + ConvCost.RESTORED * products * out
            + FILTER * filters * (side == 4 ? 1.5 : 1));
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (dilated(g)) {
      DilatedImages images = new DilatedImages(g);
      View results = DilatedImages.room(images.parts().outputs());
      forward(images.parts(), images.inputs(x), w, bias, results);
      images.toOutputs(results, y);
      return;
    }
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
      kept = winograd.transform(filters, new float[winograd.transforms()]);
      Derived.keep(w.storage(), key, kept);
    }
    winograd.compute(x, filters, kept, bias, y);
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (dilated(g)) {
      DilatedImages images = new DilatedImages(g);
      View results = DilatedImages.room(images.parts().inputs());
      inputGradient(images.parts(), images.outputs(dy), w, results);
      images.toInputs(results, dx);
      return;
    }
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
    if (dilated(g)) {
      DilatedImages images = new DilatedImages(g);
      weightGradient(images.parts(), images.inputs(x), images.outputs(dy), dw);
      return;
    }
    SimdWinogradGradient.of(g).compute(x, dy, dw);
  }
}
