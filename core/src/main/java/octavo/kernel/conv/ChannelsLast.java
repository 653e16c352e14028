package octavo.kernel.conv;

import octavo.kernel.elementwise.ElementwiseKernels;
import octavo.kernel.elementwise.ScalarElementwise;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdGemm;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Convolutions of images `[batch, height, width, channels]`. With a 1×1 kernel they are products as
/// they lie; else the planner's methods see some images at a time with their channels first.
final class ChannelsLast {
  private static final ElementwiseKernels COPY = new ScalarElementwise();

  /// Numbers that are rearranged together.
  private static final int TOGETHER = 1 << 20;

  private ChannelsLast() {}

  /// Whether pixels and filters are matrices as they lie.
  private static boolean isProduct(ConvGeometry g, ConvChoice choice, DType dtype) {
    boolean free = choice.pinned() == null || choice.pinned().equals("pointwise");
    return dtype == DType.FLOAT32
        && free
        && g.groups() == 1
        && PointwiseConv.isPlain(g)
        && g.inputs() > 0
        && g.outputs() > 0;
  }

  private static Matrix pixels(ConvGeometry g, View v, int channels) {
    int rows = g.batch() * g.inHeight() * g.inWidth();
    return new Matrix(v.storage(), v.offset(), rows, channels, channels, /* columnStride= */ 1);
  }

  private static Matrix filters(ConvGeometry g, View w) {
    int in = g.inChannels();
    return new Matrix(w.storage(), w.offset(), g.outChannels(), in, in, /* columnStride= */ 1);
  }

  /// The number of images that are rearranged together.
  private static int images(ConvGeometry g) {
    return Math.clamp(TOGETHER / (g.image() + g.results() + 1), 1, Math.max(1, g.batch()));
  }

  private static ConvGeometry part(ConvGeometry g, int first) {
    return g.withBatch(Math.min(images(g), g.batch() - first));
  }

  /// Images as planes by channel, or back: a view of `[images, plane, channels]` from image `first`.
  private static View byChannel(View v, int first, int images, int channels, int plane) {
    int offset = v.offset() + first * channels * plane;
    int[] strides = {channels * plane, 1, channels};
    return new View(v.storage(), offset, new int[] {images, channels, plane}, strides);
  }

  private static View planes(View v, int first, int images, int channels, int plane) {
    View from = byChannel(v, first, images, channels, plane);
    View to = Parts.like(from);
    COPY.copy(from, to);
    return to;
  }

  private static View input(ConvGeometry g, View x, int first, int images) {
    return planes(x, first, images, g.inChannels(), g.inHeight() * g.inWidth());
  }

  private static View output(ConvGeometry g, View y, int first, int images) {
    return planes(y, first, images, g.outChannels(), g.outHeight() * g.outWidth());
  }

  static void forward(
      ConvPlanner planner,
      ConvGeometry g,
      ConvChoice choice,
      View x,
      View w,
      @Nullable View bias,
      View y) {
    if (isProduct(g, choice, y.dtype())) {
      Matrix to = pixels(g, y, g.outChannels());
      SimdGemm gemm = new SimdGemm();
      gemm.multiply(pixels(g, x, g.inChannels()), filters(g, w).transpose(), to, false, bias);
      return;
    }
    int plane = g.outHeight() * g.outWidth();
    for (int first = 0; first < g.batch(); first += images(g)) {
      ConvGeometry p = part(g, first);
      View to = byChannel(y, first, p.batch(), g.outChannels(), plane);
      View sums = Parts.like(to);
      planner.forward(p, choice.channelsFirst(), input(g, x, first, p.batch()), w, bias, sums);
      COPY.copy(sums, to);
    }
  }

  static void inputGradient(
      ConvPlanner planner, ConvGeometry g, ConvChoice choice, View dy, View w, View dx) {
    if (isProduct(g, choice, dx.dtype())) {
      Matrix to = pixels(g, dx, g.inChannels());
      new SimdGemm().multiply(pixels(g, dy, g.outChannels()), filters(g, w), to, false, null);
      return;
    }
    int plane = g.inHeight() * g.inWidth();
    for (int first = 0; first < g.batch(); first += images(g)) {
      ConvGeometry p = part(g, first);
      View to = byChannel(dx, first, p.batch(), g.inChannels(), plane);
      View sums = Parts.like(to);
      planner.inputGradient(p, choice.channelsFirst(), output(g, dy, first, p.batch()), w, sums);
      COPY.copy(sums, to);
    }
  }

  static void weightGradient(
      ConvPlanner planner, ConvGeometry g, ConvChoice choice, View x, View dy, View dw) {
    if (isProduct(g, choice, dw.dtype())) {
      Matrix out = pixels(g, dy, g.outChannels()).transpose();
      new SimdGemm().multiply(out, pixels(g, x, g.inChannels()), filters(g, dw), false, null);
      return;
    }
    for (int first = 0; first < Math.max(1, g.batch()); first += images(g)) {
      ConvGeometry p = part(g, first);
      View to = first == 0 ? dw : Parts.like(dw);
      View from = input(g, x, first, p.batch());
      planner.weightGradient(p, choice.channelsFirst(), from, output(g, dy, first, p.batch()), to);
      if (first > 0) {
        Parts.add(to, dw);
      }
    }
  }
}
