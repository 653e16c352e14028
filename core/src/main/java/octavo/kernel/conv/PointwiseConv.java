package octavo.kernel.conv;

import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdGemm;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions with a 1×1 kernel, stride 1 and no padding: for each image a product of the filters
/// `[out, in]` with the pixels `[in, height·width]`.
final class PointwiseConv implements ConvMethod {
  private static final SimdGemm GEMM = new SimdGemm();

  @Override
  public String label() {
    return "pointwise";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    if (g.kernelHeight() * g.kernelWidth() != 1) {
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
    return new PointwiseConv().reasonToRefuse(ConvPass.FORWARD, g) == null;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
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
    return pass == ConvPass.WEIGHT ? SimdWeightGradient.memory(g) : 0;
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
    SimdWeightGradient.compute(g, x, dy, dw);
  }
}
