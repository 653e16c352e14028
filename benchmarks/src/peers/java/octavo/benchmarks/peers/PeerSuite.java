package octavo.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import octavo.benchmarks.peers.Network.Model;
import octavo.benchmarks.peers.Workload.Convolution;
import octavo.benchmarks.peers.Workload.Inference;
import octavo.benchmarks.peers.Workload.Pass;
import octavo.benchmarks.peers.Workload.Product;
import octavo.benchmarks.peers.Workload.Step;

/// The rows of the suite that peers compute: products of matrices, convolutions and whole
/// convolutional networks, under the names of `octavo bench`.
public final class PeerSuite {
  private PeerSuite() {}

  /// All rows, in the order of the suite.
  public static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    for (int n : new int[] {64, 256, 512, 1024, 2048}) {
      all.add(new Product("gemm/" + n, 0, n, n, n));
    }
    all.add(new Product("gemm/32x4096x1024", 0, 32, 4096, 1024));
    all.add(new Product("gemm/1x4096x4096", 0, 1, 4096, 4096));
    all.add(new Product("bmm/64x128x64x128", 64, 128, 128, 64));
    convolutions(all);
    all.add(
        new Convolution(
            "conv-transpose/4x4s2-64-32", Pass.TRANSPOSED, 8, 64, 32, 64, 4, 2, 1, 1, 1));
    all.add(
        new Convolution(
            "conv/dilated2-64-56/fwd", Pass.FORWARD_WITHOUT_BIAS, 1, 64, 56, 64, 3, 1, 2, 2, 1));
    all.add(new Step("step/resnet18-cifar-b16", Model.RESNET18_CIFAR, 16, 32));
    all.add(new Inference("infer/resnet50-b1", Model.RESNET50, 1, 224));
    all.add(new Inference("infer/mobilenet-v2-b1", Model.MOBILENET_V2, 1, 224));
    all.add(new Inference("infer/mobilenet-v2-b8", Model.MOBILENET_V2, 8, 224));
    return all;
  }

  private static void convolutions(List<Workload> all) {
    both(all, "mobilenet-first", 1, 3, 224, 32, 3, 2, 1, 1);
    both(all, "resnet-stem-7x7s2", 1, 3, 224, 64, 7, 2, 3, 1);
    both(all, "3x3-64-56", 1, 64, 56, 64, 3, 1, 1, 1);
    both(all, "3x3-128-28", 1, 128, 28, 128, 3, 1, 1, 1);
    both(all, "3x3-256-14", 1, 256, 14, 256, 3, 1, 1, 1);
    both(all, "3x3-512-7", 1, 512, 7, 512, 3, 1, 1, 1);
    both(all, "3x3s2-128-56", 1, 128, 56, 128, 3, 2, 1, 1);
    both(all, "1x1-256-64-56", 1, 256, 56, 64, 1, 1, 0, 1);
    both(all, "1x1-64-256-56", 1, 64, 56, 256, 1, 1, 0, 1);
    both(all, "vgg-64-224", 1, 64, 224, 64, 3, 1, 1, 1);
    both(all, "depthwise-32-112", 1, 32, 112, 32, 3, 1, 1, 32);
    both(all, "depthwise-192-28", 1, 192, 28, 192, 3, 1, 1, 192);
    both(all, "5x5-32-14-b64", 64, 32, 14, 64, 5, 1, 2, 1);
    both(all, "3x3-64-32-b16", 16, 64, 32, 64, 3, 1, 1, 1);
  }

  private static void both(
      List<Workload> all,
      String name,
      int batch,
      int in,
      int size,
      int out,
      int kernel,
      int stride,
      int padding,
      int groups) {
    String start = "conv/" + name;
    all.add(
        new Convolution(
            start + "/fwd",
            Pass.FORWARD,
            batch,
            in,
            size,
            out,
            kernel,
            stride,
            padding,
            1,
            groups));
    all.add(
        new Convolution(
            start + "/bwd",
            Pass.BACKWARD,
            batch,
            in,
            size,
            out,
            kernel,
            stride,
            padding,
            1,
            groups));
  }
}
