package octavo.kernel.conv;

import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdGemm;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions with a 1×1 kernel, stride 1 and no padding: for each image a product of the filters
/// `[out, in]` with the pixels `[in, height·width]`. Where the kernel is as large as the input, an image is
/// one row of numbers, as a filter is: a product for all images.
final class PointwiseConv implements ConvMethod {
  private static final SimdGemm GEMM = new SimdGemm();

  @Override
  public String label() {
    return "pointwise";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    if (isWhole(g)) {
      return null;
    } else if (g.kernelHeight() * g.kernelWidth() != 1) {
      return "the kernel must be 1×1";
    } else if (g.strideHeight() * g.strideWidth() != 1) {
      return "the stride must be 1";
    } else if (g.padTop() + g.padLeft() + g.padBottom() + g.padRight() != 0) {
      return "there must be no padding";
    }
    return null;
  }

  /// Whether every result is a product of one pixel's channels.
  static boolean isPlain(ConvGeometry g) {
    boolean point = g.kernelHeight() * g.kernelWidth() == 1;
    return point && new PointwiseConv().reasonToRefuse(ConvPass.FORWARD, g) == null;
  }

  /// Whether a result is the product of a filter with a whole image.
  private static boolean isWhole(ConvGeometry g) {
    return g.groups() == 1
        && (g.padTop() | g.padLeft() | g.padBottom() | g.padRight()) == 0
        && g.kernelHeight() == g.inHeight()
        && g.kernelWidth() == g.inWidth()
        && (g.kernelHeight() == 1 || g.dilationHeight() == 1)
        && (g.kernelWidth() == 1 || g.dilationWidth() == 1);
  }

  /// Images, results or filters as rows.
  private static Matrix rows(View v, int rows, int numbers) {
    return new Matrix(v.storage(), v.offset(), rows, numbers, numbers, /* columnStride= */ 1);
  }

  /// A row for each image leaves tiles of rows partly empty where images are few; then reading the filters is most of
  /// the work.
  private static double wholeWork(ConvGeometry g) {
    double waste = Math.min(2, ConvCost.tail(g.batch(), SimdMicrokernel.ROWS));
    double filters = (double) g.outChannels() * g.filter();
    return g.multiplications() * waste + ConvCost.PACKED * (g.inputs() + g.outputs() + filters);
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    if (isWhole(g)) {
      return wholeWork(g);
    }
    if (pass == ConvPass.WEIGHT) {
      double waste = ConvCost.tail(Math.min(g.groupIn(), g.groupOut()), SimdMicrokernel.COLUMNS);
      return g.multiplications() * waste + ConvCost.PACKED / 2 * g.inputs();
    }
    int rows = pass == ConvPass.FORWARD ? g.groupOut() : g.groupIn();
    int pixels = g.inHeight() * g.inWidth();
    double waste =
        ConvCost.tail(rows, SimdMicrokernel.ROWS) * ConvCost.tail(pixels, SimdMicrokernel.COLUMNS);
    double filters = (double) g.inChannels() * g.groupOut();
    double read = pass == ConvPass.FORWARD ? g.inputs() : g.outputs();
    double written = pass == ConvPass.FORWARD ? g.outputs() : g.inputs();
    return g.multiplications() * waste + ConvCost.PACKED * (read + written / 4 + filters);
  }

  @Override
  public long memory(ConvPass pass, ConvGeometry g) {
    return pass == ConvPass.WEIGHT && !isWhole(g) ? SimdWeightGradient.memory(g) : 0;
  }

  private static Matrix filters(ConvGeometry g, View w, int group) {
    int offset = w.offset() + group * g.groupOut() * g.groupIn();
    return new Matrix(
        w.storage(), offset, g.groupOut(), g.groupIn(), g.groupIn(), /* columnStride= */ 1);
  }

  /// The pixels of `rows` channels from `channel` on, counted through all images.
  private static Matrix pixels(ConvGeometry g, View v, int channel, int rows) {
    int plane = g.inHeight() * g.inWidth();
    return new Matrix(
        v.storage(), v.offset() + channel * plane, rows, plane, plane, /* columnStride= */ 1);
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (isWhole(g)) {
      Matrix images = rows(x, g.batch(), g.filter());
      Matrix filters = rows(w, g.outChannels(), g.filter());
      Matrix results = rows(y, g.batch(), g.outChannels());
      GEMM.multiply(images, filters.transpose(), results, false, bias);
      return;
    }
    for (int b = 0; b < g.batch(); b++) {
      for (int group = 0; group < g.groups(); group++) {
        int first = group * g.groupOut();
        GEMM.multiplyRows(
            filters(g, w, group),
            pixels(g, x, b * g.inChannels() + group * g.groupIn(), g.groupIn()),
            pixels(g, y, b * g.outChannels() + first, g.groupOut()),
            bias,
            first);
      }
    }
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (isWhole(g)) {
      Matrix gradients = rows(dy, g.batch(), g.outChannels());
      Matrix filters = rows(w, g.outChannels(), g.filter());
      GEMM.multiply(gradients, filters, rows(dx, g.batch(), g.filter()), false, null);
      return;
    }
    for (int b = 0; b < g.batch(); b++) {
      for (int group = 0; group < g.groups(); group++) {
        int first = group * g.groupOut();
        GEMM.multiplyRows(
            filters(g, w, group).transpose(),
            pixels(g, dy, b * g.outChannels() + first, g.groupOut()),
            pixels(g, dx, b * g.inChannels() + group * g.groupIn(), g.groupIn()),
            null,
            0);
      }
    }
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    if (isWhole(g)) {
      Matrix gradients = rows(dy, g.batch(), g.outChannels());
      Matrix images = rows(x, g.batch(), g.filter());
      GEMM.multiply(
          gradients.transpose(), images, rows(dw, g.outChannels(), g.filter()), false, null);
      return;
    }
    SimdWeightGradient.compute(g, x, dy, dw);
  }
}
