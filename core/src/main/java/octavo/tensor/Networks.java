package octavo.tensor;

import java.util.Arrays;
import octavo.kernel.pool.PoolGeometry;
import octavo.autograd.Engine;
import octavo.op.LayerNorm;
import org.jspecify.annotations.Nullable;

/// From shapes and options to the sizes that kernels take.
final class Networks {
  private Networks() {}

  static void requireImage(String operation, Tensor x) {
    Tensors.computable(operation, x);
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, channels, height, width], but is %s.%s"
              .formatted(
                  operation, x.shape(), x.rank() == 3 ? " Add a batch with unsqueeze(0)." : ""));
    }
  }

  static PoolGeometry geometry(String operation, Tensor x, Window w) {
    requireImage(operation, x);
    PoolGeometry.requireFit(
        operation, "height", x.size(2), w.height(), w.padHeight(), w.dilationHeight());
    PoolGeometry.requireFit(
        operation, "width", x.size(3), w.width(), w.padWidth(), w.dilationWidth());
    return new PoolGeometry(
        x.size(0),
        x.size(1),
        x.size(2),
        x.size(3),
        w.height(),
        w.width(),
        w.strideHeight() == 0 ? w.height() : w.strideHeight(),
        w.strideWidth() == 0 ? w.width() : w.strideWidth(),
        w.padHeight(),
        w.padWidth(),
        w.dilationHeight(),
        w.dilationWidth(),
        w.ceilMode());
  }

  static Tensor adaptiveAverage(Tensor x, int height, int width) {
    requireImage("adaptiveAvgPool2d", x);
    if (height < 1 || width < 1 || x.size(2) < 1 || x.size(3) < 1) {
      throw new IllegalArgumentException(
          "adaptiveAvgPool2d: pictures and results must have at least one number along each axis, but the input is %s and the result is to be [%d, %d]."
              .formatted(x.shape(), height, width));
    }
    Tensor image = Tensors.real("adaptiveAvgPool2d", x);
    if (height == 1 && width == 1) {
      return image.globalAvgPool2d();
    }
    if (x.size(2) % height == 0 && x.size(3) % width == 0) { // even windows
      int down = x.size(2) / height;
      int right = x.size(3) / width;
      return down == 1 && right == 1 ? image : image.avgPool2d(Window.kernel(down, right));
    }
    Tensor rows = windowMeans(x.size(2), height).to(image.dtype());
    Tensor columns = windowMeans(x.size(3), width).to(image.dtype());
    return rows.matmul(image).matmul(columns.transpose());
  }

  /// The matrix `[out, in]` that takes the mean of each window of [#adaptiveAverage].
  private static Tensor windowMeans(int in, int out) {
    double[] matrix = new double[Shape.of(out, in).elements()];
    for (int i = 0; i < out; i++) {
      int from = (int) ((long) i * in / out);
      int to = (int) Math.ceilDiv((i + 1L) * in, out);
      Arrays.fill(matrix, i * in + from, i * in + to, 1.0 / (to - from));
    }
    return Tensors.of(matrix, out, in);
  static Tensor layerNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    if (x.rank() == 0 || !(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "layerNorm: the input must have an axis and epsilon must not be negative, but the input is %s and epsilon %s."
              .formatted(x.shape(), epsilon));
    }
    int n = x.size(-1);
    requireFeatures("weight", weight, n, x);
    requireFeatures("bias", bias, n, x);
    Tensor rows = Tensors.real("layerNorm", x).reshape(Shape.of(Reshaping.leading(x.shape()), n));
    Tensor y =
        weight == null || bias == null
            ? Engine.applyAll(new LayerNorm(epsilon), rows)[0]
            : Engine.applyAll(new LayerNorm(epsilon), rows, weight, bias)[0];
    return y.reshape(x.shape());
  }

  private static void requireFeatures(String what, @Nullable Tensor given, int n, Tensor x) {
    if (given != null) {
      Tensors.computable("layerNorm", given);
    }
    if (given != null && (given.rank() != 1 || given.size(0) != n)) {
      throw new IllegalArgumentException(
          "layerNorm: the %s must have the size of the last axis, but is %s for input %s."
              .formatted(what, given.shape(), x.shape()));
    }
  }
}
