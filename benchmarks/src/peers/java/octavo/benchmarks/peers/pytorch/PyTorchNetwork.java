package octavo.benchmarks.peers.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.benchmarks.peers.Network.Activation;
import octavo.benchmarks.peers.Network.Classifier;
import octavo.benchmarks.peers.Network.Conv;
import octavo.benchmarks.peers.Network.MaxPool;
import octavo.benchmarks.peers.Network.Model;
import octavo.benchmarks.peers.Network.Part;
import octavo.benchmarks.peers.Network.Residual;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A network of the suite in PyTorch's operations: convolution, batch normalization and activation
/// one after the other, as an eager model runs them.
final class PyTorchNetwork {
  private final boolean training;
  private final List<Tensor> parameters = new ArrayList<>();
  private final UnaryOperator<Tensor> whole;

  /// A network with random weights.
  ///
  /// @param training whether batch statistics are used and parameters have gradients
  PyTorchNetwork(Model model, boolean training) {
    this.training = training;
    this.whole = chain(model.parts());
  }

  /// The logits.
  Tensor forward(Tensor x) {
    return whole.apply(x);
  }

  /// Everything that is trained.
  TensorVector parameters() {
    return new TensorVector(parameters.toArray(Tensor[]::new));
  }

  private UnaryOperator<Tensor> chain(List<Part> parts) {
    List<UnaryOperator<Tensor>> steps = parts.stream().map(this::build).toList();
    return x -> {
      Tensor y = x;
      for (UnaryOperator<Tensor> step : steps) {
        y = replaced(x, y, step.apply(y));
      }
      return y;
    };
  }

  private UnaryOperator<Tensor> build(Part part) {
    return switch (part) {
      case Conv conv -> convolution(conv);
      case MaxPool pool -> {
        long[] kernel = {pool.kernel(), pool.kernel()};
        long[] stride = {pool.stride(), pool.stride()};
        long[] padding = {pool.padding(), pool.padding()};
        yield x -> torch.max_pool2d(x, kernel, stride, padding, new long[] {1, 1}, false);
      }
      case Residual residual -> {
        UnaryOperator<Tensor> body = chain(residual.body());
        UnaryOperator<Tensor> shortcut = chain(residual.shortcut());
        yield x -> {
          Tensor y = body.apply(x);
          Tensor z = shortcut.apply(x);
          return activate(residual.activation(), replaced(x, z, replaced(x, y, y.add(z))));
        };
      }
      case Classifier classifier -> classifier(classifier);
    };
  }

  private Tensor parameter(Tensor value) {
    parameters.add(value.requires_grad_(training));
    return value;
  }

  private static Tensor normal(double deviation, long... sizes) {
    return torch.randn(sizes).mul_(new Scalar(deviation));
  }

  private UnaryOperator<Tensor> convolution(Conv conv) {
    Tensor weight = parameter(normal(conv.deviation(), conv.weights()));
    long[] channels = {conv.out()};
    TensorOptional scale = new TensorOptional(parameter(torch.ones(channels)));
    TensorOptional shift = new TensorOptional(parameter(torch.zeros(channels)));
    TensorOptional mean = new TensorOptional(torch.zeros(channels));
    TensorOptional variance = new TensorOptional(torch.ones(channels));
    TensorOptional none = new TensorOptional();
    long[] stride = {conv.stride(), conv.stride()};
    long[] padding = {conv.padding(), conv.padding()};
    return x -> {
      long[] dilation = {1, 1};
      Tensor y = torch.conv2d(x, weight, none, stride, padding, dilation, conv.groups());
      Tensor z = torch.batch_norm(y, scale, shift, mean, variance, training, 0.1, 1e-5, false);
      return activate(conv.activation(), replaced(x, y, z));
    };
  }

  private UnaryOperator<Tensor> classifier(Classifier classifier) {
    Tensor weight = parameter(normal(classifier.deviation(), classifier.out(), classifier.in()));
    TensorOptional bias = new TensorOptional(parameter(torch.zeros(new long[] {classifier.out()})));
    return x -> {
      Tensor pooled = torch.adaptive_avg_pool2d(x, new long[] {1, 1});
      return torch.linear(torch.flatten(pooled, 1, -1), weight, bias);
    };
  }

  private static Tensor activate(Activation activation, Tensor x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> replaced(null, x, torch.relu(x));
      case RELU6 -> replaced(null, x, torch.relu6(x));
    };
  }

  /// Frees `old`, as soon as `next` is there, if it is not the input of the whole part: memory that is
  /// used again at once is still in the cache.
  @SuppressWarnings("ReferenceEquality") // the same handle, not the same numbers
  private static Tensor replaced(@Nullable Tensor input, Tensor old, Tensor next) {
    if (old != input) {
      old.close();
    }
    return next;
  }
}
