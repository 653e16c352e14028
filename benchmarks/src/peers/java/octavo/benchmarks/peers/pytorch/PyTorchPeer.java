package octavo.benchmarks.peers.pytorch;

import java.io.IOException;
import octavo.benchmarks.peers.Peer;
import octavo.benchmarks.peers.PeerRun;
import octavo.benchmarks.peers.Workload;
import octavo.benchmarks.peers.Workload.Convolution;
import octavo.benchmarks.peers.Workload.Inference;
import octavo.benchmarks.peers.Workload.Pass;
import octavo.benchmarks.peers.Workload.Product;
import octavo.benchmarks.peers.Workload.Step;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// PyTorch, eager, through its Java binding.
public final class PyTorchPeer implements Peer {
  private PyTorchPeer() {}

  /// Runs rows of the suite.
  ///
  /// @throws Exception if the library fails
  public static void main(String[] args) throws Exception {
    PeerRun.main(new PyTorchPeer(), args);
  }

  @Override
  public String version() {
    try {
      return "PyTorch " + Loader.getVersion("org.bytedeco", "pytorch") + " (JavaCPP)";
    } catch (IOException e) {
      return "PyTorch (JavaCPP)";
    }
  }

  @Override
  public void useThreads(int threads) {
    torch.set_num_threads(threads);
    torch.manual_seed(0);
  }

  @Override
  public Call prepare(Workload workload) {
    // OpenBLAS has threads of its own, which go on spinning after a product and then hinder those
    // of
    // the convolutions: networks are several times faster if only their last layer has one thread
    boolean products = workload instanceof Product;
    openblas_nolapack.blas_set_num_threads(products ? torch.get_num_threads() : 1);
    return switch (workload) {
      case Product product -> product(product);
      case Convolution c when c.pass() == Pass.BACKWARD -> backward(c);
      case Convolution c -> forward(c);
      case Inference inference -> inference(inference);
      case Step step -> step(step);
    };
  }

  private static Call product(Product product) {
    Tensor a = torch.randn(product.left());
    Tensor b = torch.randn(product.right());
    return () -> {
      try (PointerScope _ = new PointerScope()) {
        torch.matmul(a, b);
      }
    };
  }

  private static Call forward(Convolution c) {
    Tensor x = torch.randn(c.input());
    Tensor w = torch.randn(c.weights());
    TensorOptional bias =
        c.pass() == Pass.FORWARD
            ? new TensorOptional(torch.randn(new long[] {c.out()}))
            : new TensorOptional();
    return () -> {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        convolve(c, x, w, bias);
      }
    };
  }

  private static Tensor convolve(Convolution c, Tensor x, Tensor w, TensorOptional bias) {
    long[] stride = {c.stride(), c.stride()};
    long[] padding = {c.padding(), c.padding()};
    if (c.pass() == Pass.TRANSPOSED) {
      return torch.conv_transpose2d(x, w, bias, stride, padding, new long[] {0, 0}, c.groups(), 1);
    }
    long[] dilation = {c.dilation(), c.dilation()};
    return torch.conv2d(x, w, bias, stride, padding, dilation, c.groups());
  }

  private static Call backward(Convolution c) {
    Tensor x = torch.randn(c.input()).requires_grad_(true);
    Tensor w = torch.randn(c.weights()).requires_grad_(true);
    TensorVector y = new TensorVector(convolve(c, x, w, new TensorOptional()));
    TensorVector inputs = new TensorVector(x, w);
    TensorVector dy = new TensorVector(torch.randn(c.output()));
    BoolOptional keep = new BoolOptional(true);
    return () -> {
      try (PointerScope _ = new PointerScope()) {
        torch.grad(y, inputs, dy, keep, false, false);
      }
    };
  }

  private static Call inference(Inference inference) {
    PyTorchNetwork network = new PyTorchNetwork(inference.model(), false);
    Tensor x = torch.randn(inference.input());
    return () -> {
      try (PointerScope _ = new PointerScope();
          InferenceMode _ = new InferenceMode()) {
        network.forward(x);
      }
    };
  }

  private static Call step(Step step) {
    PyTorchNetwork network = new PyTorchNetwork(step.model(), true);
    SGDOptions options = new SGDOptions(0.1);
    options.momentum().put(0.9);
    SGD optimizer = new SGD(network.parameters(), options);
    Tensor x = torch.randn(step.input());
    Tensor target = torch.randint(10, new long[] {step.batch()});
    return () -> {
      try (PointerScope _ = new PointerScope()) {
        optimizer.zero_grad();
        torch.cross_entropy_loss(network.forward(x), target).backward();
        optimizer.step();
      }
    };
  }
}
