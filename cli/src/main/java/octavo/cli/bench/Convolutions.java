package octavo.cli.bench;

import java.util.List;
import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Convolutions, forward and backward.
final class Convolutions {
  private static final Rng RNG = Rng.of(0);

  private Convolutions() {}

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  static void addTo(List<Workload> all) {
    convolution(all, "mobilenet-first", 1, 3, 224, 32, 3, 2, 1, 1);
    convolution(all, "resnet-stem-7x7s2", 1, 3, 224, 64, 7, 2, 3, 1);
    convolution(all, "3x3-64-56", 1, 64, 56, 64, 3, 1, 1, 1);
    convolution(all, "3x3-128-28", 1, 128, 28, 128, 3, 1, 1, 1);
    convolution(all, "3x3-256-14", 1, 256, 14, 256, 3, 1, 1, 1);
    convolution(all, "3x3-512-7", 1, 512, 7, 512, 3, 1, 1, 1);
    convolution(all, "3x3s2-128-56", 1, 128, 56, 128, 3, 2, 1, 1);
    convolution(all, "1x1-256-64-56", 1, 256, 56, 64, 1, 1, 0, 1);
    convolution(all, "1x1-64-256-56", 1, 64, 56, 256, 1, 1, 0, 1);
    convolution(all, "vgg-64-224", 1, 64, 224, 64, 3, 1, 1, 1);
    convolution(all, "depthwise-32-112", 1, 32, 112, 32, 3, 1, 1, 32);
    convolution(all, "depthwise-192-28", 1, 192, 28, 192, 3, 1, 1, 192);
    convolution(all, "5x5-32-14-b64", 64, 32, 14, 64, 5, 1, 2, 1);
    convolution(all, "3x3-64-32-b16", 16, 64, 32, 64, 3, 1, 1, 1);
    transposed(all);
    dilated(all);
  }

  private static void transposed(List<Workload> all) {
    ConvTransposeOptions options = ConvTransposeOptions.DEFAULT.withStride(2).withPadding(1);
    all.add(
        new Workload(
            "conv-transpose/4x4s2-64-32",
            2.0 * 8 * 64 * 64 * 16 * 32 * 32,
            () -> {
              Tensor x = normal(8, 64, 32, 32);
              Tensor w = normal(64, 64, 4, 4);
              return () -> x.convTranspose2d(w, null, options);
            }));
  }

  private static void dilated(List<Workload> all) {
    ConvOptions options = ConvOptions.DEFAULT.withPadding(2).withDilation(2);
    all.add(
        new Workload(
            "conv/dilated2-64-56/fwd",
            2.0 * 64 * 56 * 56 * 64 * 9,
            () -> {
              Tensor x = normal(1, 64, 56, 56);
              Tensor w = normal(64, 64, 3, 3);
              return () -> x.conv2d(w, null, options);
            }));
  }

  private static void convolution(
      List<Workload> all,
      String name,
      int batch,
      int in,
      int size,
      int out,
      int k,
      int stride,
      int padding,
      int groups) {
    int side = (size + 2 * padding - k) / stride + 1;
    int filter = in / groups * k * k;
    double flops = 2.0 * batch * out * side * side * filter;
    ConvOptions options =
        ConvOptions.DEFAULT.withStride(stride).withPadding(padding).withGroups(groups);
    all.add(
        new Workload(
            "conv/" + name + "/fwd",
            flops,
            () -> {
              Tensor x = normal(batch, in, size, size);
              Tensor w = normal(out, in / groups, k, k);
              Tensor b = normal(out);
              return () -> x.conv2d(w, b, options);
            }));
    all.add(
        new Workload(
            "conv/" + name + "/bwd",
            2 * flops,
            () -> {
              Tensor x = normal(batch, in, size, size).tracked();
              Tensor w = normal(out, in / groups, k, k).tracked();
              Tensor y = x.conv2d(w, null, options);
              Tensor dy = normal(batch, out, side, side);
              return () -> Derivatives.gradients(y, dy, false, x, w)[1];
            }));
  }
}
