package octavo.benchmarks.peers;

import octavo.benchmarks.peers.Network.Model;

/// One row of the suite.
public sealed interface Workload {
  /// The name in the suite.
  String name();

  /// Floating-point operations of one call, 0 where none are counted.
  double flops();

  /// Products of matrices `[m, k]·[k, n]`.
  ///
  /// @param name the name in the suite
  /// @param batch how many products, as tensors of three axes; 0 for one product of matrices
  /// @param m rows of the result
  /// @param n columns of the result
  /// @param k terms of one sum
  record Product(String name, int batch, int m, int n, int k) implements Workload {
    @Override
    public double flops() {
      return 2.0 * Math.max(batch, 1) * m * n * k;
    }

    /// The sizes of the left matrix.
    public long[] left() {
      return batch == 0 ? new long[] {m, k} : new long[] {batch, m, k};
    }

    /// The sizes of the right matrix.
    public long[] right() {
      return batch == 0 ? new long[] {k, n} : new long[] {batch, k, n};
    }
  }

  /// What of a convolution is computed.
  enum Pass {
    /// The result, with a bias.
    FORWARD,
    /// The result, without a bias.
    FORWARD_WITHOUT_BIAS,
    /// The gradients with respect to input and kernel, without a bias.
    BACKWARD,
    /// The result of the transposed convolution, without a bias.
    TRANSPOSED
  }

  /// A convolution of square images.
  ///
  /// @param name the name in the suite
  /// @param pass what is computed
  /// @param batch images
  /// @param in channels of the input
  /// @param size rows and columns of the input
  /// @param out channels of the output
  /// @param kernel rows and columns of the kernel
  /// @param stride step between results (between inputs if transposed)
  /// @param padding zeros around the input
  /// @param dilation distance of the kernel's numbers
  /// @param groups parts of the channels that do not see each other
  record Convolution(
      String name,
      Pass pass,
      int batch,
      int in,
      int size,
      int out,
      int kernel,
      int stride,
      int padding,
      int dilation,
      int groups)
      implements Workload {
    @Override
    public double flops() {
      double perPixel = 2.0 * batch * in / groups * out * kernel * kernel;
      return switch (pass) {
        case FORWARD, FORWARD_WITHOUT_BIAS -> perPixel * side() * side();
        case BACKWARD -> 2 * perPixel * side() * side();
        case TRANSPOSED -> perPixel * size * size;
      };
    }

    private int side() {
      return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
    }

    /// The sizes of the input.
    public long[] input() {
      return new long[] {batch, in, size, size};
    }

    /// The sizes of the output of a convolution that is not transposed.
    public long[] output() {
      return new long[] {batch, out, side(), side()};
    }

    /// The sizes of the kernel.
    public long[] weights() {
      return pass == Pass.TRANSPOSED
          ? new long[] {in, out / groups, kernel, kernel}
          : new long[] {out, in / groups, kernel, kernel};
    }
  }

  /// A whole network without gradients.
  ///
  /// @param name the name in the suite
  /// @param model which network
  /// @param batch images of one call
  /// @param size rows and columns of an image
  record Inference(String name, Model model, int batch, int size) implements Workload {
    @Override
    public double flops() {
      return 0;
    }

    /// The sizes of the input.
    public long[] input() {
      return new long[] {batch, 3, size, size};
    }
  }

  /// A whole step of training: forward with cross-entropy over 10 classes, backward, and stochastic
  /// gradient descent with rate 0.1 and momentum 0.9.
  ///
  /// @param name the name in the suite
  /// @param model which network
  /// @param batch images of one step
  /// @param size rows and columns of an image
  record Step(String name, Model model, int batch, int size) implements Workload {
    @Override
    public double flops() {
      return 0;
    }

    /// The sizes of the input.
    public long[] input() {
      return new long[] {batch, 3, size, size};
    }
  }
}
